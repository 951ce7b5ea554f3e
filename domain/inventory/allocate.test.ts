import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, type Sourcing } from "./allocate.ts";
import { freeAt, type Level, unitsOf } from "./level.ts";

/** `berlin 5, lisbon 3-1` is five free in Berlin, three on hand of which one is promised in Lisbon. */
function levels(text: string): Level[] {
  return text.split(", ").map((part) => {
    const [location = "", onHand = "0", promised = "0"] = part.split(/[ -]/);
    return { location, onHand: Number(onHand), promised: Number(promised), granted: 0, safety: 0 };
  });
}

function show(wanted: Record<string, [units: number, levels: string]>, sourcing: Sourcing): string {
  const items = Object.entries(wanted).map(([itemId, [units, text]]) => ({
    itemId,
    units,
    levels: levels(text),
  }));
  return [...allocate(items, sourcing)]
    .map(
      ([itemId, parts]) =>
        `${itemId}: ${parts.map((part) => `${part.units} ${part.location}`).join(" + ") || "none"}`,
    )
    .join(", ");
}

const order = ["lisbon", "berlin"];

describe("units are taken", () => {
  it.each([
    ["from the best location that has them", { tee: [2, "berlin 5, lisbon 5"] }, "tee: 2 lisbon"],
    [
      "from the next one where it has too few",
      { tee: [7, "berlin 5, lisbon 5"] },
      "tee: 5 lisbon + 2 berlin",
    ],
    ["never from what is promised there", { tee: [4, "berlin 5, lisbon 5-3"] }, "tee: 2 lisbon + 2 berlin"],
    ["last from a location that nobody ranked", { tee: [7, "oslo 9, lisbon 5"] }, "tee: 5 lisbon + 2 oslo"],
    ["from nowhere where nothing is", { tee: [3, "berlin 0, lisbon 1-2"] }, "tee: none"],
    [
      "as far as they go; the rest waits for a delivery",
      { tee: [3, "berlin 1, lisbon 1-2"] },
      "tee: 1 berlin",
    ],
  ] as [string, Record<string, [number, string]>, string][])("in order: %s", (_name, wanted, taken) => {
    expect(show(wanted, { mode: "in_order", order })).toBe(taken);
  });

  it.each([
    [
      "all from one location if one has them all, though it is not the best",
      { tee: [2, "berlin 5, lisbon 2"], mug: [2, "berlin 5, lisbon 1"] },
      "tee: 2 berlin, mug: 2 berlin",
    ],
    [
      "from the better of two that have them all",
      { tee: [2, "berlin 5, lisbon 2"], mug: [1, "berlin 5, lisbon 1"] },
      "tee: 2 lisbon, mug: 1 lisbon",
    ],
    [
      "from the one that completes most, then what is missing",
      { tee: [2, "berlin 2, oslo 2"], mug: [2, "berlin 2, lisbon 1"], cap: [1, "lisbon 1, oslo 1"] },
      "tee: 2 berlin, mug: 2 berlin, cap: 1 lisbon",
    ],
  ] as [string, Record<string, [number, string]>, string][])("fewest parcels: %s", (_name, wanted, taken) => {
    expect(show(wanted, { mode: "fewest", order })).toBe(taken);
  });

  it("never more from a location than it has free, and all that was wanted where there is enough", () => {
    const level = fc.record({
      location: fc.constantFrom("a", "b", "c", "d"),
      onHand: fc.nat(20),
      promised: fc.nat(25),
      granted: fc.nat(3),
      safety: fc.nat(3),
    });
    const item = fc.record({
      units: fc.integer({ min: 1, max: 40 }),
      levels: fc.uniqueArray(level, { selector: (one) => one.location }),
    });
    const sourcing = fc.record({
      mode: fc.constantFrom("in_order" as const, "fewest" as const),
      order: fc.shuffledSubarray(["a", "b", "c", "d"]),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), sourcing, (items, how) => {
        const wanted = items.map((one, index) => ({ ...one, itemId: `item${index}` }));
        const allocated = allocate(wanted, how);
        for (const one of wanted) {
          const parts = allocated.get(one.itemId) ?? [];
          const free = one.levels.map(freeAt).reduce((sum, units) => sum + (units > 0 ? units : 0), 0);
          expect(unitsOf(parts)).toBe(Math.min(one.units, free));
          expect(new Set(parts.map((part) => part.location)).size).toBe(parts.length);
          for (const part of parts) {
            const known = one.levels.find((candidate) => candidate.location === part.location);
            expect(part.units).toBeGreaterThan(0);
            expect(part.units).toBeLessThanOrEqual(known ? freeAt(known) : 0);
          }
        }
      }),
    );
  });
});
