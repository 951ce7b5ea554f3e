import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourcesOf } from "../inventory/hold-sources.ts";
import { sumPerItem } from "../inventory/sum-per-item.ts";
import { composeItemId, type ItemId } from "../kernel/item-id.ts";
import { type LineSource, sourceLines } from "./source-lines.ts";

const [TEE, MUG] = ["1", "2"].map((digit) => composeItemId(0, digit.repeat(20))) as [ItemId, ItemId];
const NAMES = new Map<string, string>([
  [TEE, "tee"],
  [MUG, "mug"],
]);

type Line = {
  id: string;
  itemId: ItemId;
  quantity: number;
  components?: { itemId: ItemId; units: number }[];
};
const line = (id: string, itemId: ItemId, quantity: number): Line => ({ id, itemId, quantity });
/** Two tees and a mug in a box. */
const box = (id: string, quantity: number): Line => ({
  ...line(id, composeItemId(0, "9".repeat(20)), quantity),
  components: [
    { itemId: TEE, units: 2 },
    { itemId: MUG, units: 1 },
  ],
});

/** What stock allocated, per item: `3 berlin + 1 lisbon`. Whatever is asked beyond that waits. */
function sourced(lines: Line[], allocated: { tee?: string; mug?: string }) {
  const items = sumPerItem(lines);
  const partsOf = (text: string) =>
    text.split(" + ").map((part) => {
      const [units, location = ""] = part.split(" ");
      return { location, units: Number(units) };
    });
  const allocations = [...NAMES].flatMap(([itemId, name]) => {
    const text = allocated[name as "tee" | "mug"];
    return text ? [{ itemId, parts: partsOf(text) }] : [];
  });
  return sourceLines(lines, [{ items, sources: sourcesOf(items, allocations) }]);
}

const show = (sources: readonly LineSource[]) =>
  sources.map(
    ({ itemId, location, units }) => `${units} ${NAMES.get(itemId)} ${location ?? "from a delivery"}`,
  );

describe("the lines of an order show", () => {
  it("where each ships from", () => {
    const lines = sourced([line("a", TEE, 3), line("b", MUG, 1)], {
      tee: "2 berlin + 1 lisbon",
      mug: "1 lisbon",
    });
    expect(show(lines.get("a")?.sources ?? [])).toEqual(["2 tee berlin", "1 tee lisbon"]);
    expect(lines.get("b")).toEqual({
      sources: [{ itemId: MUG, location: "lisbon", units: 1 }],
      awaiting: 0,
    });
  });

  it("what waits for a delivery", () => {
    const lines = sourced([line("a", TEE, 3), line("b", MUG, 2)], { tee: "1 berlin" });
    expect(show(lines.get("a")?.sources ?? [])).toEqual(["1 tee berlin", "2 tee from a delivery"]);
    expect([lines.get("a")?.awaiting, lines.get("b")?.awaiting]).toEqual([2, 2]);
  });

  it("the components of a bundle, and how many pieces of it are incomplete", () => {
    const lines = sourced([box("a", 3)], { tee: "3 berlin", mug: "3 berlin" });
    expect(show(lines.get("a")?.sources ?? [])).toEqual([
      "3 tee berlin",
      "3 tee from a delivery",
      "3 mug berlin",
    ]);
    expect(lines.get("a")?.awaiting).toBe(2);
  });

  it("an item that is also in a bundle, the earlier line being served first", () => {
    const lines = sourced([line("a", TEE, 2), box("b", 1)], { tee: "1 lisbon + 2 berlin", mug: "1 berlin" });
    expect(show(lines.get("a")?.sources ?? [])).toEqual(["1 tee lisbon", "1 tee berlin"]);
    expect(show(lines.get("b")?.sources ?? [])).toEqual([
      "1 tee berlin",
      "1 tee from a delivery",
      "1 mug berlin",
    ]);
    expect([lines.get("a")?.awaiting, lines.get("b")?.awaiting]).toEqual([0, 1]);
  });

  it("together exactly what stock allocated, whatever is in which line", () => {
    const anyLine = fc.record({
      item: fc.constantFrom(TEE, MUG),
      isBox: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 9 }),
    });
    const anyShares = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), {
      minLength: 2,
      maxLength: 2,
    });
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), anyShares, (asked, shares) => {
        const lines = asked.map(({ item, isBox, quantity }, n) =>
          isBox ? box(`line ${n}`, quantity) : line(`line ${n}`, item, quantity),
        );
        const items = sumPerItem(lines);
        const allocations = items.map(({ itemId, units }, n) => {
          const [berlin = 0, lisbon = 0] = shares[n] ?? [];
          const some = Math.min(berlin, units);
          const parts = [
            { location: "berlin", units: some },
            { location: "lisbon", units: Math.min(lisbon, units - some) },
          ];
          return { itemId, parts };
        });

        const shown = [...sourceLines(lines, [{ items, sources: sourcesOf(items, allocations) }]).values()];

        const sumOf = (itemId: string, location: string | null) =>
          shown
            .flatMap(({ sources }) => sources)
            .filter((source) => source.itemId === itemId && source.location === location)
            .reduce((sum, { units }) => sum + units, 0);
        for (const [n, { itemId, parts }] of allocations.entries()) {
          for (const { location, units } of parts) expect(sumOf(itemId, location)).toBe(units);
          const there = parts.reduce((sum, { units }) => sum + units, 0);
          expect(sumOf(itemId, null)).toBe((items[n]?.units ?? 0) - there);
        }
      }),
    );
  });
});
