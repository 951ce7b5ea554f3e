import { describe, expect, it } from "vitest";
import { composeProduct, type NewProduct } from "./compose-product.ts";
import { identities, KNOWN, newProduct, variantFields } from "./product.fixture.ts";

const NOW_MS = 1_700_000_000_000;
const compose = (change: Partial<NewProduct>) =>
  composeProduct(newProduct(change), KNOWN, "prod_1", identities(), NOW_MS);

describe("grants", () => {
  it("makes version 1 with ids for each variant", () => {
    const made = compose({});

    expect(made).toMatchObject({ ok: true, value: { id: "prod_1", version: 1, createdAtMs: NOW_MS } });
    expect(made.ok && made.value.variants.map(({ id, itemId }) => [id, itemId])).toEqual([
      ["var_new0", "inv_new0"],
      ["var_new1", "inv_new1"],
    ]);
  });

  it("takes one variant without options", () => {
    expect(compose({ options: [], variants: [variantFields({ options: {} })] }).ok).toBe(true);
  });

  it("takes options named like what every object has", () => {
    const options = [{ name: "constructor", values: ["toString"] }];
    expect(compose({ options, variants: [variantFields({ options: { constructor: "toString" } })] }).ok).toBe(
      true,
    );
  });

  it("keeps collections and prices in a fixed order", () => {
    const prices = [
      { amount: 2500, currency: "USD", compareAt: null },
      { amount: 1999, currency: "EUR", compareAt: null },
    ];
    const made = compose({
      collections: ["summer", "apparel"],
      options: [],
      variants: [variantFields({ options: {}, prices })],
    });

    expect(made.ok && made.value.collections).toEqual(["apparel", "summer"]);
    expect(made.ok && made.value.variants[0]?.prices.map(({ currency }) => currency)).toEqual(["EUR", "USD"]);
  });
});

describe("refuses", () => {
  const small = variantFields();
  const medium = variantFields({ sku: "TEE-M", options: { Size: "M" } });
  const eur = { amount: 1, currency: "EUR", compareAt: null };

  const table: [what: string, change: Partial<NewProduct>, place: string][] = [
    [
      "two variants of one combination",
      { variants: [small, { ...medium, options: { Size: "S" } }] },
      "variants/1/options",
    ],
    [
      "two variants without options",
      { options: [], variants: [small, medium].map((one) => ({ ...one, options: {} })) },
      "variants/1/options",
    ],
    [
      "a variant without a value for an option",
      { variants: [small, { ...medium, options: {} }] },
      "variants/1/options",
    ],
    [
      "a value that the option does not have",
      { variants: [{ ...small, options: { Size: "XXL" } }] },
      "variants/0/options",
    ],
    [
      "an option that the product does not have",
      { variants: [{ ...small, options: { Size: "S", Fit: "Slim" } }] },
      "variants/0/options",
    ],
    [
      "a value inherited and not given",
      { options: [{ name: "toString", values: ["S"] }], variants: [small] },
      "variants/0/options",
    ],
    ["one SKU twice", { variants: [small, { ...medium, sku: "TEE-S" }] }, "variants/1/sku"],
    [
      "two prices in one currency",
      { variants: [{ ...small, prices: [eur, { ...eur, amount: 2 }] }] },
      "variants/0/prices/1/currency",
    ],
    [
      "a currency that does not exist",
      { variants: [{ ...small, prices: [{ ...eur, currency: "XYZ" }] }] },
      "variants/0/prices/0/currency",
    ],
    [
      "two options of one name",
      {
        options: [
          { name: "Size", values: ["S"] },
          { name: "Size", values: ["S"] },
        ],
        variants: [small],
      },
      "options/1/name",
    ],
    ["a value listed twice", { options: [{ name: "Size", values: ["S", "M", "S"] }] }, "options/0/values/2"],
    ["an unknown collection", { collections: ["apparel", "nowhere"] }, "collections/1"],
    ["a collection named twice", { collections: ["apparel", "apparel"] }, "collections/1"],
    ["an unknown picture", { media: [{ id: "media_2", alt: "" }] }, "media/0"],
    [
      "a picture named twice",
      {
        media: [
          { id: "media_1", alt: "a" },
          { id: "media_1", alt: "b" },
        ],
      },
      "media/1",
    ],
    ["a tag given twice", { tags: ["linen", "linen"] }, "tags/1"],
  ];

  it.each(table)("%s", (_, change, place) => {
    const made = compose(change);
    expect(made.ok ? [] : made.refusal.map(({ at }) => at.join("/"))).toEqual([place]);
  });
});
