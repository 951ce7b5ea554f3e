import { describe, expect, it } from "vitest";
import { composeItemId, type ItemId } from "../kernel/item-id.ts";
import { placeUnits } from "./stock-place.ts";
import { sumPerItem } from "./sum-per-item.ts";

const [TEE, MUG, SET] = [1, 2, 9].map((digit) => composeItemId(0, String(digit).repeat(20))) as [
  ItemId,
  ItemId,
  ItemId,
];
const plain = (itemId: ItemId, quantity: number) => ({ itemId, quantity });
const bundle = (quantity: number, units: Partial<Record<"tee" | "mug", number>>) => ({
  ...plain(SET, quantity),
  components: [
    ...(units.mug ? [{ itemId: MUG, units: units.mug }] : []),
    ...(units.tee ? [{ itemId: TEE, units: units.tee }] : []),
  ],
});

describe("a cart asks stock", () => {
  it("for the components of a bundle, times its quantity, and never for the bundle", () => {
    expect(sumPerItem([bundle(3, { tee: 2, mug: 1 })])).toEqual([
      { itemId: TEE, units: 6 },
      { itemId: MUG, units: 3 },
    ]);
  });

  it("once for an item that is there by itself and in two bundles", () => {
    const lines = [plain(TEE, 4), bundle(3, { tee: 2, mug: 1 }), bundle(1, { tee: 5 })];
    expect(sumPerItem(lines)).toEqual([
      { itemId: TEE, units: 15 },
      { itemId: MUG, units: 3 },
    ]);
    expect(placeUnits(sumPerItem(lines), [], 0)).toEqual([
      expect.objectContaining({
        items: [
          { itemId: TEE, units: 15 },
          { itemId: MUG, units: 3 },
        ],
      }),
    ]);
  });

  it("in one order, whatever the order of its lines", () => {
    const lines = [plain(MUG, 1), bundle(1, { tee: 1 }), plain(TEE, 1)];
    expect(sumPerItem(lines)).toEqual(sumPerItem(lines.toReversed()));
  });

  it("for at most 6,000 items, and that in well under a second", () => {
    const lines = Array.from({ length: 300 }, (_, n) => ({
      ...plain(SET, 9_999),
      components: Array.from({ length: 20 }, (_, k) => ({
        itemId: composeItemId(0, String(n * 20 + k).padStart(20, "0")),
        units: 1_000,
      })),
    }));
    const startedMs = performance.now();
    const items = sumPerItem(lines);
    expect(performance.now() - startedMs).toBeLessThan(500);
    expect(items).toHaveLength(6_000);
    expect(items.every(({ units }) => units === 9_999_000)).toBe(true);
  });
});
