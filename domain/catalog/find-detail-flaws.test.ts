import { describe, expect, it } from "vitest";
import { composeProduct, type NewProduct } from "./compose-product.ts";
import { PRODUCT_BYTES_MAX, RICH_TEXT_LENGTH_MAX, TRANSLATIONS_LENGTH_MAX } from "./find-detail-flaws.ts";
import { identities, KNOWN, newProduct, variantFields } from "./product.fixture.ts";
import { reviseProduct } from "./revise-product.ts";
import type { Translation } from "./translation.ts";

const NOW_MS = 5_000;
const compose = (change: Partial<NewProduct>) =>
  composeProduct(newProduct(change), KNOWN, "prod_1", identities(), NOW_MS);
const only = (change: Parameters<typeof variantFields>[0]) => ({
  options: [],
  variants: [variantFields({ options: {}, ...change })],
});
const medium = variantFields({ sku: "TEE-M", options: { Size: "M" } });
const translation = (change: Partial<Translation>): Translation => ({
  title: null,
  description: null,
  descriptionHtml: null,
  seo: null,
  options: {},
  variants: {},
  ...change,
});

describe("a product may say", () => {
  it.each<[string, Partial<NewProduct>]>([
    ["what it cost before", only({ prices: [{ amount: 1, currency: "EUR", compareAt: 2 }] })],
    ["when it is shown", { publishAtMs: 1, unpublishAtMs: 2 }],
    [
      "which picture shows a variant",
      { media: [{ id: "media_1", alt: "" }], ...only({ mediaId: "media_1" }) },
    ],
    ["its brand, categories and channels", { brand: "loom", categories: ["tops"], channels: ["pos"] }],
    [
      "what goes with it, in two ways",
      {
        related: [
          { productId: "prod_mug", kind: "similar" },
          { productId: "prod_mug", kind: "upsell" },
        ],
      },
    ],
    ["that a variant is digital", only({ isDigital: true, requiresShipping: false })],
  ])("%s", (_, change) => {
    expect(compose(change)).toMatchObject({ ok: true });
  });
});

describe("a product can't have", () => {
  const table: [what: string, change: Partial<NewProduct>, place: string][] = [
    [
      "a former price that was no higher",
      only({ prices: [{ amount: 2, currency: "EUR", compareAt: 2 }] }),
      "variants/0/prices/0/compare_at",
    ],
    ["an end before its beginning", { publishAtMs: 2, unpublishAtMs: 2 }, "unpublish_at"],
    ["a variant with another product's picture", only({ mediaId: "media_1" }), "variants/0/media_id"],
    ["a digital variant that is shipped", only({ isDigital: true }), "variants/0/requires_shipping"],
    ["a brand that does not exist", { brand: "gone" }, "brand"],
    ["a category that does not exist", { categories: ["tops", "gone"] }, "categories/1"],
    ["a category twice", { categories: ["tops", "tops"] }, "categories/1"],
    ["a channel that does not exist", { channels: ["moon"] }, "channels/0"],
    [
      "a relation to what does not exist",
      { related: [{ productId: "prod_x", kind: "similar" }] },
      "related/0/product_id",
    ],
    [
      "one relation twice",
      {
        related: [
          { productId: "prod_mug", kind: "similar" },
          { productId: "prod_mug", kind: "similar" },
        ],
      },
      "related/1",
    ],
    [
      "two variants of one external id",
      { variants: [variantFields({ externalId: "x" }), { ...medium, externalId: "x" }] },
      "variants/1/external_id",
    ],
    [
      "longer translations than the limit",
      { translations: { de: translation({ description: "x".repeat(TRANSLATIONS_LENGTH_MAX) }) } },
      "translations",
    ],
    [
      "a rich text that is too long once it is escaped",
      { descriptionHtml: "<".repeat(RICH_TEXT_LENGTH_MAX / 4 + 1) },
      "description_html",
    ],
    [
      "a translated one neither",
      { translations: { de: translation({ descriptionHtml: "<".repeat(RICH_TEXT_LENGTH_MAX / 4 + 1) }) } },
      "translations/de/description_html",
    ],
    [
      // A character of three bytes counts as three.
      "more bytes than the limit",
      { description: "亜".repeat(PRODUCT_BYTES_MAX / 3) },
      "",
    ],
  ];
  it.each(table)("%s", (_, change, place) => {
    const made = compose(change);
    expect(made.ok ? [] : made.refusal.map(({ at }) => at.join("/"))).toEqual([place]);
  });

  it("itself among what goes with it", () => {
    const known = { ...KNOWN, products: new Set(["prod_1"]) };
    const fields = newProduct({ related: [{ productId: "prod_1", kind: "similar" }] });
    expect(composeProduct(fields, known, "prod_1", identities(), NOW_MS)).toMatchObject({
      refusal: [{ at: ["related", 0, "product_id"] }],
    });
  });
});

it("a product that was as large as it may be can still be edited, for all the ids that it has got", () => {
  const variants = Array.from({ length: 250 }, (_, at) =>
    variantFields({
      sku: `T-${at}`,
      options: { Size: `${at}` },
      components: [{ sku: "MUG", quantity: 2 }],
    }),
  );
  const options = [{ name: "Size", values: variants.map(({ options: { Size = "" } }) => Size) }];
  const bare = newProduct({ options, variants });
  const room = PRODUCT_BYTES_MAX - JSON.stringify(bare).length;
  const full = { options, variants, description: "x".repeat(room) };
  expect(compose({ ...full, title: "Tees" })).toMatchObject({ refusal: [{ at: [] }] });

  const made = compose(full);
  if (!made.ok) throw new Error("not composed");
  const stored = { ...made.value, ruled: ["linen", "new"] };
  expect(reviseProduct(stored, { title: "Top" }, KNOWN, identities(), NOW_MS).ok).toBe(true);
});
