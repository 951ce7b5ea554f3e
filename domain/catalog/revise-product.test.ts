import { describe, expect, it } from "vitest";
import { identities, KNOWN, product, variantFields } from "./product.fixture.ts";
import { type ProductEdit, reviseProduct } from "./revise-product.ts";

const NOW_MS = 5_000;
const before = product();
const revise = (edit: ProductEdit) => reviseProduct(before, edit, KNOWN, identities(), NOW_MS);
const small = variantFields();
const medium = variantFields({ sku: "TEE-M", title: "M", options: { Size: "M" } });

function idsAfter(edit: ProductEdit): (readonly [string, string])[] {
  const revised = revise(edit);
  return revised.ok ? revised.value.variants.map(({ id, sku }) => [id, sku] as const) : [];
}

describe("grants", () => {
  it("changes what is named and keeps the rest, in the next version", () => {
    expect(revise({ title: "Shirt" })).toEqual({
      ok: true,
      value: { ...before, title: "Shirt", version: 4, updatedAtMs: NOW_MS },
    });
  });

  it("keeps what an edit of a variant does not say: tax, shipping, weight, barcode and options", () => {
    const book = {
      ...small,
      taxCategory: "reduced",
      requiresShipping: false,
      weightGrams: 7,
      barcode: "2000000000008",
    };
    const stocked = revise({ variants: [book, medium] });
    if (!stocked.ok) throw new Error("not revised");
    const prices = [{ amount: 1, currency: "EUR", compareAt: null }];
    const repriced = reviseProduct(
      stocked.value,
      { variants: [{ id: "var_0", sku: book.sku, title: book.title, prices }, medium] },
      KNOWN,
      identities(),
      NOW_MS,
    );
    expect(repriced).toMatchObject({ ok: true, value: { variants: [{ ...book, prices, id: "var_0" }, {}] } });
  });

  it("makes no version when nothing changes", () => {
    const revised = revise({ title: before.title, collections: ["apparel"], variants: [small, medium] });
    expect(revised.ok && revised.value).toBe(before);
  });

  const table: [what: string, edit: ProductEdit, after: [string, string][]][] = [
    [
      "a variant is matched by its SKU",
      { variants: [medium, small] },
      [
        ["var_1", "TEE-M"],
        ["var_0", "TEE-S"],
      ],
    ],
    [
      "a variant is renamed by its id",
      { variants: [{ ...small, id: "var_0", sku: "NEW" }, medium] },
      [
        ["var_0", "NEW"],
        ["var_1", "TEE-M"],
      ],
    ],
    [
      "a new variant takes the SKU that another one leaves",
      {
        options: [{ name: "Size", values: ["S", "M", "L"] }],
        variants: [{ ...small, id: "var_0", sku: "NEW" }, medium, { ...small, options: { Size: "L" } }],
      },
      [
        ["var_0", "NEW"],
        ["var_1", "TEE-M"],
        ["var_new0", "TEE-S"],
      ],
    ],
    [
      "two variants swap their SKUs",
      {
        variants: [
          { ...small, id: "var_0", sku: "TEE-M" },
          { ...medium, id: "var_1", sku: "TEE-S" },
        ],
      },
      [
        ["var_0", "TEE-M"],
        ["var_1", "TEE-S"],
      ],
    ],
    ["a variant left out is removed", { variants: [medium] }, [["var_1", "TEE-M"]]],
  ];
  it.each(table)("%s", (_, edit, after) => {
    expect(idsAfter(edit)).toEqual(after);
  });

  it("keeps a collection that it is in already, though nobody asked whether it exists", () => {
    const known = { ...KNOWN, collections: new Set<string>() };
    expect(reviseProduct(before, { title: "Shirt" }, known, identities(), NOW_MS).ok).toBe(true);
  });
});

describe("refuses", () => {
  const table: [what: string, edit: ProductEdit, place: string][] = [
    ["an id of another product's variant", { variants: [{ ...small, id: "var_9" }] }, "variants/0/id"],
    [
      "one id twice",
      {
        variants: [
          { ...small, id: "var_0" },
          { ...medium, id: "var_0" },
        ],
      },
      "variants/1/id",
    ],
    ["taking an option away under its variants", { options: [] }, "options"],
    ["an unknown collection", { collections: ["nowhere"] }, "collections/0"],
  ];
  it.each(table)("%s", (_, edit, place) => {
    const revised = revise(edit);
    expect(revised.ok ? undefined : revised.refusal[0]?.at.join("/")).toBe(place);
  });
});
