import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { available } from "../hold/balance.ts";
import { divideFree } from "./divide-free.ts";
import { freeAt, unitsOf } from "./level.ts";
import { balanceOf, newItem, type StockItem } from "./stock-item.ts";

function item(...levels: [location: string, onHand: number, promised?: number][]): StockItem {
  const promised = levels.reduce((sum, [, , some = 0]) => sum + some, 0);
  return {
    ...newItem("inv"),
    held: promised,
    levels: levels.map(([location, onHand, some = 0]) => ({
      location,
      onHand,
      promised: some,
      granted: 0,
      safety: 0,
    })),
  };
}

describe("free units are divided", () => {
  it("evenly over the parts, leftovers of all locations included", () => {
    const parts = divideFree(item(["berlin", 10], ["lisbon", 7], ["oslo", 3]), 4, 0);
    expect(parts.map(unitsOf).sort()).toEqual([5, 5, 5, 5]);
  });

  it("without what is promised, and without what waits for a delivery", () => {
    expect(divideFree(item(["berlin", 10, 4]), 2, 0).map(unitsOf)).toEqual([3, 3]);
    const waiting = { ...item(["berlin", 10]), held: 6 };
    expect(divideFree(waiting, 2, 0).map(unitsOf)).toEqual([2, 2]);
    expect(divideFree({ ...waiting, held: 12 }, 2, 0).map(unitsOf)).toEqual([0, 0]);
  });

  it("so that never more is given away than is free, anywhere", () => {
    const level = fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(50), fc.nat(60));
    fc.assert(
      fc.property(
        fc.uniqueArray(level, { selector: ([location]) => location }),
        fc.nat(30),
        fc.integer({ min: 1, max: 9 }),
        (levels, waiting, parts) => {
          const stocked = item(...levels);
          const whole = { ...stocked, held: stocked.held + waiting };
          const shares = divideFree(whole, parts, 0);
          const given = shares.flat();
          const left = available(balanceOf(whole, 0)) - unitsOf(given);
          if (given.length > 0) expect(left).toBeGreaterThanOrEqual(0);
          for (const known of whole.levels) {
            const from = given.filter((part) => part.location === known.location);
            const free = freeAt(known);
            expect(unitsOf(from)).toBeLessThanOrEqual(free > 0 ? free : 0);
          }
          const sizes = shares.map(unitsOf);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
