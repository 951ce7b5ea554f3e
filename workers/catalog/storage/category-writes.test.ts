import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { type Stored, storedCatalog } from "./stored-catalog.fixture.ts";

let catalog: Stored;

beforeEach(async () => {
  catalog = storedCatalog();
  await catalog.makeCollection("apparel");
});

async function tree(...paths: string[]): Promise<void> {
  for (const path of paths) {
    const names = path.split("/");
    for (const [index, name] of names.entries()) await catalog.makeCategory(name, names[index - 1] ?? null);
  }
}

async function put(categories: string[]): Promise<Product> {
  const made = product({ version: 1, categories });
  await catalog.commit(null, made);
  return made;
}

const categoriesOf = () =>
  catalog
    .rows("SELECT category, is_own FROM category_product WHERE product_id = 'prod_1' ORDER BY category")
    .map(({ category, is_own }) => `${category}${is_own === 1 ? "*" : ""}`);
const lastTopics = () =>
  JSON.parse(
    String(catalog.rows("SELECT topics FROM catalog_change ORDER BY seq DESC LIMIT 1")[0]?.topics),
  ).sort();

describe("a product", () => {
  it("is in its categories and in all above them, each once", async () => {
    await tree("wear/tops/tees", "wear/summer");
    const made = await put(["tees", "summer", "tops"].sort());
    expect(categoriesOf()).toEqual(["summer*", "tees*", "tops*", "wear"]);
    expect(await catalog.load(made.id)).toEqual(made);
  });

  it("leaves and joins with an edit, and the lists above hear of both", async () => {
    await tree("wear/tops", "home/garden");
    const made = await put(["tops"]);
    await catalog.commit(made, { ...made, categories: ["garden"], version: 2 });
    expect(categoriesOf()).toEqual(["garden*", "home"]);
    expect(lastTopics()).toEqual(
      expect.arrayContaining(["category:garden", "category:home", "category:tops", "category:wear"]),
    );
  });
});

describe("a category that moves", () => {
  it("takes its products along, but for what they are in by another way", async () => {
    await tree("wear/tops/tees", "sale/summer", "wear/shoes");
    await put(["shoes", "tees"]);
    await catalog.makeCategory("tops", "summer");
    expect(categoriesOf()).toEqual(["sale", "shoes*", "summer", "tees*", "tops", "wear"]);
    expect(lastTopics()).toEqual(
      ["taxonomy", ...["sale", "summer", "tops", "wear"].map((handle) => `category:${handle}`)].sort(),
    );
  });

  it("is heard of in all lists that its products join, also when what is above it moves meanwhile", async () => {
    await tree("wear/tops/tees", "sale", "home/rugs");
    await put(["tees"]);
    const decided = await catalog.decideCategory("tees", "rugs");
    await catalog.makeCategory("rugs", "sale");
    expect(await catalog.commitWrites(decided)).toBe("committed");
    expect(categoriesOf()).toEqual(["rugs", "sale", "tees*"]);
    expect(lastTopics()).toEqual(
      ["taxonomy", ...["rugs", "sale", "tees", "tops", "wear"].map((handle) => `category:${handle}`)].sort(),
    );
  });

  it("writes no row of what is above both places", async () => {
    await tree("shop/wear/tops/tees", "shop/sale");
    await put(["tees"]);
    catalog.rows(`CREATE TRIGGER untouched BEFORE DELETE ON category_product WHEN old.category <> 'wear'
      BEGIN SELECT raise(ABORT, 'touched'); END`);
    expect(await catalog.makeCategory("tops", "sale")).toBe("committed");
    expect(categoriesOf()).toEqual(["sale", "shop", "tees*", "tops"]);
  });

  it("can become a root", async () => {
    await tree("wear/tops/tees");
    await put(["tees"]);
    await catalog.makeCategory("tops", null);
    expect(categoriesOf()).toEqual(["tees*", "tops"]);
  });
});

describe("the batch itself refuses", () => {
  it("two moves that make a circle together", async () => {
    await tree("a", "b");
    const outcomes = await Promise.all([catalog.makeCategory("a", "b"), catalog.makeCategory("b", "a")]);
    expect(outcomes.sort()).toEqual(["committed", "not_null"]);
    const parents = catalog.rows("SELECT count(*) AS n FROM category WHERE parent IS NOT NULL");
    expect(parents).toEqual([{ n: 1 }]);
  });

  it("a ninth level, whether from above or from below", async () => {
    await tree("1/2/3/4/5/6/7/8", "x/y");
    expect(await catalog.makeCategory("9", "8")).toBe("not_null");
    expect(await catalog.makeCategory("x", "7")).toBe("not_null");
    expect(await catalog.makeCategory("x", "6")).toBe("committed");
  });

  it("one parent that is gone", async () => {
    expect(await catalog.makeCategory("a", "nowhere")).toBe("foreign_key");
  });

  it("the same handle twice at once", async () => {
    const outcomes = await Promise.all([catalog.makeCategory("a"), catalog.makeCategory("a")]);
    expect(outcomes.sort()).toEqual(["committed", "not_null"]);
  });
});

const BESTBUY = join(import.meta.dirname, "../../../../shared/data/products/bestbuy-categories.json.gz");
type Listed = { id: string; name: string; path: { id: string; name: string }[] };

describe.skipIf(!existsSync(BESTBUY))("Best Buy's tree (skipped where ../shared is absent)", () => {
  it("is taken over whole, and each product is found from its root", { timeout: 60_000 }, async () => {
    const listed: Listed[] = JSON.parse(new TextDecoder().decode(gunzipSync(readFileSync(BESTBUY))));
    const handleOf = (id: string) => id.toLowerCase();
    const seen = new Set<string>();
    for (const { path } of listed) {
      for (const [index, { id }] of path.entries()) {
        if (seen.has(id)) continue;
        seen.add(id);
        const parent = path[index - 1];
        expect(await catalog.makeCategory(handleOf(id), parent ? handleOf(parent.id) : null)).toBe(
          "committed",
        );
      }
    }
    expect(catalog.rows("SELECT count(*) AS n FROM category")).toEqual([{ n: seen.size }]);
    expect(seen.size).toBeGreaterThan(4_000);

    const deepest = listed.toSorted((one, other) => other.path.length - one.path.length)[0];
    if (!deepest) throw new Error("the tree has categories");
    await put([handleOf(deepest.id)]);
    expect(categoriesOf().map((name) => name.replace("*", ""))).toEqual(
      deepest.path.map(({ id }) => handleOf(id)).sort(),
    );
  });
});
