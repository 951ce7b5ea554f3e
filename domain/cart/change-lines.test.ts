import { describe, expect, it } from "vitest";
import { composeItemId, type ItemId } from "../kernel/item-id.ts";
import type { VariantSnapshot } from "./cart-line.ts";
import {
  addLines,
  CART_WORTH_MAX,
  PRICE_STEPS_MAX,
  refreshLine,
  refreshLines,
  setQuantity,
  settleLines,
} from "./change-lines.ts";

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
const add = (lines: Parameters<typeof addLines>[0], sold: VariantSnapshot, quantity: number) =>
  addLines(lines, [{ lineId: `line_${sold.sku}`, variant: sold, quantity }], LIMITS);
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

describe("PRC-9 a line has the price of its quantity", () => {
  const step = (minQuantity: number, amount: number) => [minQuantity, amount] as const;
  const bulk = (...priceSteps: ReturnType<typeof step>[]) => ({ ...variant("BULK", 1), priceSteps });
  const priceAt = (lines: ReturnType<typeof add>) =>
    lines.ok ? lines.value.map(({ unitPrice }) => unitPrice.amount) : lines.refusal;

  it("when it is added, when it grows and when it shrinks", () => {
    const sold = bulk(step(1, 100), step(10, 90), step(50, 70));
    const nine = add([], sold, 9);
    expect(priceAt(nine)).toEqual([100]);
    const ten = add(nine.ok ? nine.value : [], sold, 1);
    expect(priceAt(ten)).toEqual([90]);
    const lines = ten.ok ? ten.value : [];
    expect(priceAt(setQuantity(lines, "line_BULK", 9_999, LIMITS))).toEqual([70]);
    expect(priceAt(setQuantity(lines, "line_BULK", 1, LIMITS))).toEqual([100]);
  });

  it("and none for fewer units than any price is for", () => {
    const sold = bulk(step(6, 100));
    expect(priceAt(add([], sold, 5))).toEqual({ code: "too_few_units", allowed: 6 });
    const six = add([], sold, 6);
    expect(priceAt(setQuantity(six.ok ? six.value : [], "line_BULK", 5, LIMITS))).toEqual({
      code: "too_few_units",
      allowed: 6,
    });
  });

  it("of all units that are added together, however they are named", () => {
    const half = { lineId: "line_a", variant: bulk(step(10, 90)), quantity: 5 };
    const both = addLines([], [half, { ...half, lineId: "line_b" }], LIMITS);
    expect(priceAt(both)).toEqual([90]);
    expect(both.ok && both.value.map(({ id, quantity }) => [id, quantity])).toEqual([["line_a", 10]]);
  });

  it("and of a variant that is described anew nothing older stays", () => {
    const lines = add([], bulk(step(1, 100), step(10, 90)), 10);
    const [line] = lines.ok ? lines.value : [];
    if (!line) throw new Error("there is a line");
    const fresh = refreshLine(line, variant("BULK", 120));
    expect(priceAt(settleLines([fresh]))).toEqual([120]);
    expect(fresh).not.toHaveProperty("priceSteps");
  });

  it("and when it grows, the later of two descriptions, whatever the clocks say", () => {
    const read = (price: number, seq: number, atMs: number) => ({
      ...variant("TEE", price),
      asOf: { atMs, seq },
    });
    const grown = (first: VariantSnapshot, second: VariantSnapshot) => {
      const one = add([], first, 1);
      return priceAt(add(one.ok ? one.value : [], second, 1));
    };
    expect(grown(read(1500, 101, 1), read(2000, 100, 9))).toEqual([1500]);
    expect(grown(read(2000, 100, 9), read(1500, 101, 1))).toEqual([1500]);
    expect(grown(read(2000, 100, 1), read(1500, 100, 2))).toEqual([1500]);
    expect(grown(read(1500, 100, 2), read(2000, 100, 1))).toEqual([1500]);
    expect(grown(read(2000, 101, 2), variant("TEE", 1500))).toEqual([1500]);
    expect(grown(variant("TEE", 2000), read(1500, 101, 2))).toEqual([1500]);
  });

  it("and of the prices of other quantities a cart keeps only so many", () => {
    const steps = Array.from({ length: PRICE_STEPS_MAX / 2 }, (_, index) => step(index + 1, 1));
    const [one, other] = [bulk(...steps), { ...bulk(...steps), variantId: "var_2", sku: "2" }];
    const both = add([], one, 1);
    const full = add(both.ok ? both.value : [], other, 1);
    expect(full.ok).toBe(true);
    const third = { ...bulk(step(1, 1)), variantId: "var_3", sku: "3" };
    expect(priceAt(add(full.ok ? full.value : [], third, 1))).toEqual({
      code: "too_many_price_tiers",
      allowed: PRICE_STEPS_MAX,
    });
  });

  it("PRC-10 and where it can't keep what was read, or a variant is gone, what was read before counts for nothing", () => {
    const asOf = { atMs: 1, seq: 1 };
    const [tee, cap] = [
      { ...variant("TEE", 100), asOf },
      { ...variant("CAP", 200), asOf },
    ];
    const one = add([], tee, 1);
    const both = add(one.ok ? one.value : [], cap, 1);
    const lines = both.ok ? both.value : [];
    const keptOf = (described: VariantSnapshot[], gone: string[] = []) =>
      refreshLines(lines, new Map(described.map((one) => [one.variantId, one])), new Set(gone)).map(
        ({ unitPrice, asOf: read }) => [unitPrice.amount, read?.seq],
      );
    expect(keptOf([{ ...tee, ...variant("TEE", 90), asOf: { atMs: 2, seq: 2 } }])).toEqual([
      [90, 2],
      [200, 1],
    ]);
    expect(keptOf([], [cap.variantId])).toEqual([
      [100, 1],
      [200, undefined],
    ]);
    const steps = Array.from({ length: PRICE_STEPS_MAX + 1 }, (_, index) => step(index + 1, 90));
    expect(keptOf([{ ...tee, priceSteps: steps }])).toEqual([
      [100, undefined],
      [200, undefined],
    ]);
  });

  it("counts what the cart is worth by it", () => {
    expect(priceAt(add([], bulk(step(1, CART_WORTH_MAX), step(2, 1)), 2))).toEqual([1]);
    expect(priceAt(add([], bulk(step(1, 1), step(2, CART_WORTH_MAX)), 2))).toMatchObject({
      code: "worth_too_much",
    });
  });
});
