import { beforeEach, describe, expect, it } from "vitest";
import {
  attribute,
  identities,
  KNOWN,
  product,
  variantFields,
} from "../../../domain/catalog/product.fixture.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { reviseProduct } from "../../../domain/catalog/revise-product.ts";
import { decideVersion } from "./decide-version.ts";
import { productWrites } from "./product-writes.ts";
import { type Stored, storedCatalog } from "./stored-catalog.fixture.ts";

let catalog: Stored;

beforeEach(async () => {
  catalog = storedCatalog();
  await catalog.makeCollection("apparel");
});

/** Everything that a product can say. */
async function whole(): Promise<Product> {
  await catalog.makeType("shirt", [attribute({ key: "fit", kind: "choice", choices: ["slim", "wide"] })]);
  await catalog.makeBrand("loom");
  await catalog.makeCategory("wear");
  await catalog.makeCategory("tops", "wear");
  catalog.makePicture("media_1");
  const [small, medium] = product().variants;
  if (!small || !medium) throw new Error("the fixture has two variants");
  return product({
    version: 1,
    type: "shirt",
    attributes: { fit: "slim" },
    brand: "loom",
    categories: ["tops"],
    media: [{ id: "media_1", alt: "A shirt" }],
    externalId: "erp-7",
    descriptionHtml: "<p>A <b>shirt</b></p>",
    metadata: { season: "ss26", weight: 1.5, isNew: true },
    seo: { title: "Buy it", description: null },
    channels: ["pos", "web"],
    publishAtMs: 10_000,
    unpublishAtMs: 20_000,
    publishedAtMs: 10_000,
    translations: {
      de: {
        title: "Hemd",
        description: null,
        descriptionHtml: "<p>Ein Hemd</p>",
        seo: { title: null, description: "Ein Hemd" },
        options: { Size: { name: "Größe", values: { S: "K" } } },
        variants: { "TEE-S": "Klein" },
      },
    },
    variants: [
      {
        ...small,
        prices: [{ amount: 1999, currency: "EUR", compareAt: 2499 }],
        dimensions: { lengthMm: 1, widthMm: 2, heightMm: 3 },
        customs: { hsCode: "610910", originCountry: "PT" },
        externalId: "erp-7-s",
        mediaId: "media_1",
        metadata: { bin: "A4" },
      },
      { ...medium, isDigital: true, requiresShipping: false },
    ],
  });
}

describe("a product with everything", () => {
  it("is read as it was written", async () => {
    const made = await whole();
    await catalog.commit(null, made);
    expect(await catalog.load(made.id)).toEqual(made);
  });

  it("is read as it was edited, down to nothing", async () => {
    const made = await whole();
    await catalog.commit(null, made);
    const bare = product({ ...made, ...nothing(), version: 2, updatedAtMs: 3_000 });
    await catalog.commit(made, bare);
    expect(await catalog.load(made.id)).toEqual(bare);
  });

  it("gets a removed variant back with its ids", async () => {
    const made = await whole();
    await catalog.commit(null, made);
    const less = { ...made, variants: made.variants.slice(1), version: 2 };
    await catalog.commit(made, less);
    const again = { ...made, version: 3 };
    await catalog.commit(less, again);
    expect(await catalog.load(made.id)).toEqual(again);
  });
});

describe("what a product refers to", () => {
  it.each([
    ["a category", (made: Product) => ({ ...made, categories: ["gone"] })],
    ["a brand", (made: Product) => ({ ...made, brand: "gone" })],
    ["a type", (made: Product) => ({ ...made, type: "gone" })],
  ])("can't be %s that is gone by then", async (_, change) => {
    const made = await whole();
    expect(await catalog.commit(null, change(made))).toBe("foreign_key");
    expect(await catalog.load(made.id)).toBe(null);
  });
});

describe("an edit", () => {
  it("of a version that is not the present one changes nothing", async () => {
    const made = await whole();
    await catalog.commit(null, made);
    await catalog.commit(made, { ...made, title: "First", version: 2 });
    expect(await catalog.commit(made, { ...made, title: "Late", version: 2 })).toBe("not_null");
    expect(await catalog.load(made.id)).toMatchObject({ title: "First" });
  });
});

describe("COL-1 memberships", () => {
  it("are those that were decided last, though a job put the product in since it was read", async () => {
    const made = product({ version: 1 });
    await catalog.makeCollection("linen", {
      match: "all",
      rules: [{ field: "tag", op: "is", value: "wool" }],
    });
    await catalog.commit(null, made);
    const read = await catalog.load(made.id);
    if (!read) throw new Error("the product is there");
    catalog.rows(
      "INSERT INTO collection_product (collection_id, product_id, position) VALUES ('coll_linen', 'prod_1', 1)",
    );
    await catalog.commit(read, { ...read, tags: [], version: 2 });
    expect(await catalog.load(made.id)).toMatchObject({ ruled: [] });
    const [last] = catalog.rows("SELECT topics FROM catalog_change ORDER BY seq DESC LIMIT 1");
    expect(JSON.parse(String(last?.topics))).toContain("collection:linen");
    expect(catalog.rows("SELECT topic FROM list_head WHERE topic = 'collection:linen'")).toHaveLength(1);
  });

  it("decided by rules that are no longer in force are not written", async () => {
    const made = product({ version: 1 });
    await catalog.makeCollection("linen", {
      match: "all",
      rules: [{ field: "tag", op: "is", value: "linen" }],
    });
    const decided = await decideVersion(catalog.database, null, made, {
      cause: "edit",
      actorId: "key_staff",
    });
    catalog.rows("UPDATE collection SET rules_revision = rules_revision + 1 WHERE handle = 'linen'");
    expect(await catalog.commitWrites(productWrites(decided))).toBe("not_null");
    expect(await catalog.load(made.id)).toBe(null);
  });
});

function nothing(): Partial<Product> {
  return {
    type: null,
    attributes: {},
    brand: null,
    categories: [],
    collections: [],
    tags: [],
    media: [],
    externalId: null,
    descriptionHtml: null,
    metadata: {},
    seo: null,
    channels: null,
    publishAtMs: null,
    unpublishAtMs: null,
    publishedAtMs: 1_000,
    translations: {},
    variants: product()
      .variants.map((variant) => ({ ...variant, ...variantFields(), components: [] }))
      .slice(0, 1),
  };
}

it("CAT-12 a tag that was stored in two spellings is one, and stands in the way of no edit", async () => {
  await catalog.commit(null, product({ version: 1 }));
  const tags = ["caf\u00e9", "cafe\u0301"];
  catalog.rows("UPDATE product SET tags = ?", JSON.stringify(tags));
  const before = await catalog.load("prod_1");
  if (!before) throw new Error("the product is there");
  expect(before.tags).toEqual(["caf\u00e9"]);
  const revised = reviseProduct(before, { title: "New" }, KNOWN, identities(), 9);
  expect(revised).toMatchObject({ ok: true, value: { title: "New", tags: ["caf\u00e9"] } });
});
