import { describe, expect, it } from "vitest";
import { composeItemId, type ItemId } from "../kernel/item-id.ts";
import type { VariantSnapshot } from "./cart-line.ts";
import { addLine, CART_WORTH_MAX, setQuantity } from "./change-lines.ts";

const LIMITS = { linesMax: 3, unitsOfLineMax: 9_999 };
const TEE = composeItemId(0, "1".repeat(20));

function variant(sku: string, price = 0, components?: { itemId: ItemId; units: number }[]): VariantSnapshot {
  return {
    variantId: `var_${sku}`,
    productId: "prod",
    productHandle: "tee",
    productTitle: "Tee",
    variantTitle: "One size",
    sku,
    itemId: TEE,
    unitPrice: { amount: price, currency: "EUR" },
    taxCategory: "standard",
    requiresShipping: true,
    ...(components ? { components } : {}),
  };
}
const crate = (sku: string) => variant(sku, 0, [{ itemId: TEE, units: 1_000 }]);
const add = (lines: Parameters<typeof addLine>[0], sold: VariantSnapshot, quantity: number) =>
  addLine(lines, { lineId: `line_${sold.sku}`, variant: sold, quantity }, LIMITS);
const full = add([], crate("CRATE"), 9_999);
const lines = full.ok ? full.value : [];

describe("a cart takes", () => {
  it("the largest line of the largest bundle", () => {
    expect(full.ok).toBe(true);
  });

  it("an item beside the bundles that contain it, up to what stock can be asked for", () => {
    expect(add(lines, variant("TEE"), 1_000).ok).toBe(true);
  });
});

describe("a cart refuses", () => {
  it.each([
    ["one unit more, alone", variant("TEE"), 1_001],
    ["or within another bundle", crate("PALLET"), 2],
  ])("%s", (_name, sold, quantity) => {
    expect(add(lines, sold, quantity)).toEqual({
      ok: false,
      refusal: { code: "too_many_units_of_item", allowed: 10_000_000 },
    });
  });

  it("that also when a line grows", () => {
    const with_ = add(lines, crate("PALLET"), 1);
    expect(setQuantity(with_.ok ? with_.value : [], "line_PALLET", 2, LIMITS)).toMatchObject({
      refusal: { code: "too_many_units_of_item" },
    });
  });

  it("to be worth more than can be reckoned with exactly", () => {
    expect(add([], variant("TEE", CART_WORTH_MAX), 2)).toMatchObject({
      refusal: { code: "worth_too_much" },
    });
  });
});
