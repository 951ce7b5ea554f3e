import { describe, expect, it } from "vitest";
import type { LineView } from "../../../contracts/rpc/orders.ts";
import { insufficientStock, saleLimited, shortestOfLines } from "./shortages.ts";

function line(sku: string, quantity: number, components?: Record<string, number>): LineView {
  return {
    id: `line_${sku}`,
    variantId: `var_${sku}`,
    productId: "prod",
    productHandle: sku.toLowerCase(),
    productTitle: sku,
    variantTitle: "One size",
    sku,
    itemId: `inv_${sku}`,
    unitPrice: { amount: 100, currency: "EUR" },
    taxCategory: "standard",
    requiresShipping: true,
    quantity,
    ...(components
      ? {
          components: Object.entries(components).map(([name, units]) => ({ itemId: `inv_${name}`, units })),
        }
      : {}),
  };
}
const short = (sku: string, asked: number, available: number, mayReturn = false) => ({
  ...{ itemId: `inv_${sku}`, asked, available, mayReturn },
});
const rowsOf = ({ extras }: ReturnType<typeof insufficientStock>) => extras.members?.shortages;

describe("what is short is told", () => {
  it("by the line of the item", () => {
    expect(rowsOf(insufficientStock([short("TEE", 3, 2)], [line("MUG", 1), line("TEE", 3)]))).toEqual([
      {
        line_id: "line_TEE",
        variant_id: "var_TEE",
        sku: "TEE",
        asked: 3,
        available: 2,
        units_per_piece: 1,
        may_return: false,
      },
    ]);
  });

  it("by the bundle that contains it too, with what one piece takes", () => {
    const lines = [line("TEE", 1), line("SET", 2, { TEE: 2, MUG: 1 })];
    expect(rowsOf(insufficientStock([short("TEE", 5, 4, true)], lines))).toMatchObject([
      { sku: "TEE", asked: 5, available: 4, units_per_piece: 1, may_return: true },
      { sku: "SET", asked: 5, available: 4, units_per_piece: 2, may_return: true },
    ]);
  });

  it("of a bundle once, by the component that leaves the fewest pieces", () => {
    const set = line("SET", 4, { TEE: 3, MUG: 1, PEN: 1 });
    const shortages = [short("MUG", 4, 3), short("TEE", 12, 8), short("PEN", 4, 3)];
    expect(rowsOf(insufficientStock(shortages, [set]))).toMatchObject([
      { sku: "SET", asked: 12, available: 8, units_per_piece: 3 },
    ]);
  });

  it("never with a figure below zero", () => {
    expect(rowsOf(insufficientStock([short("TEE", 1, -4)], [line("TEE", 1)]))).toMatchObject([
      { available: 0 },
    ]);
  });

  it("of limits in the same way", () => {
    const limits = [{ itemId: "inv_TEE", limit: "per_buyer", allowed: 3 } as const];
    const told = saleLimited(limits, [line("SET", 2, { TEE: 2 }), line("MUG", 9)]);
    expect(told.extras.members?.limits).toEqual([
      {
        line_id: "line_SET",
        variant_id: "var_SET",
        sku: "SET",
        limit: "per_buyer",
        allowed: 3,
        units_per_piece: 2,
      },
    ]);
  });
});

it("6,000 short components of 300 bundles are told by what names the 300 lines, each item once", () => {
  const lines = Array.from({ length: 300 }, (_, n) =>
    line(`SET-${n}`, 1, Object.fromEntries(Array.from({ length: 20 }, (_, k) => [`${n}-${k}`, 1]))),
  );
  const shortages = lines.flatMap(({ components = [] }) =>
    components.map(({ itemId }) => ({ itemId, asked: 1, available: 0, mayReturn: false })),
  );
  expect(shortages).toHaveLength(6_000);
  const told = shortestOfLines(shortages, [...lines, ...lines]);
  expect(told).toHaveLength(300);
  expect(rowsOf(insufficientStock(told, lines))).toHaveLength(300);
});
