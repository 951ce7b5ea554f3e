import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PackedLine, packParcels } from "./pack-parcels.ts";

/** `3×400 a` is three units of 400 g on line a. */
const lines = (text: string): PackedLine[] =>
  text.split(", ").map((one) => {
    const [, quantity, weight, lineId = ""] = /^(\d+)×(\d+) (\w+)$/.exec(one) ?? [];
    return { lineId, quantity: Number(quantity), weightGrams: Number(weight) };
  });
const show = (text: string, max: number | null) => {
  const packed = packParcels(lines(text), max);
  if (!packed.ok) return packed.refusal.code;
  return packed.value.map(({ units, weightGrams }) => {
    return `${units.map(({ lineId, quantity }) => `${quantity}${lineId}`).join("+")}=${weightGrams}`;
  });
};

describe("packParcels", () => {
  test.each([
    ["1×400 a", 1_000, ["1a=400"]],
    ["3×400 a", 1_000, ["2a=800", "1a=400"]],
    ["3×400 a, 1×200 b", 1_000, ["2a+1b=1000", "1a=400"]],
    ["2×300 b, 2×700 a", 1_000, ["1a+1b=1000", "1a+1b=1000"]],
    ["1×500 b, 1×500 a", 500, ["1a=500", "1b=500"]],
    ["1×1000 a", 1_000, ["1a=1000"]],
    ["1×1001 a", 1_000, "unit_too_heavy"],
    ["9999×1 a", null, ["9999a=9999"]],
    ["5×0 a, 1×1000 b", 1_000, ["1b+5a=1000"]],
    ["500×1 a", 1, Array.from({ length: 500 }, () => "1a=1")],
    ["501×1 a", 1, "too_many_parcels"],
    ["999999×1 a", 1, "too_many_parcels"],
  ])("packs %s by at most %s g as %j", (text, max, expected) => expect(show(text, max)).toEqual(expected));

  const anyLines = fc.uniqueArray(
    fc.record({ lineId: fc.uuid(), quantity: fc.integer({ min: 1, max: 6 }), weightGrams: fc.nat(50) }),
    { selector: ({ lineId }) => lineId, maxLength: 8 },
  );

  test("SHP-3 packs every unit once, none too heavy, as first-fit decreasing packs them one by one", () => {
    fc.assert(
      fc.property(anyLines, fc.integer({ min: 50, max: 120 }), (given, max) => {
        const packed = packParcels(given, max);
        if (!packed.ok) throw new Error(packed.refusal.code);
        const bins: number[] = [];
        const heaviestFirst = given.toSorted(
          (a, b) => b.weightGrams - a.weightGrams || (a.lineId < b.lineId ? -1 : 1),
        );
        for (const { quantity, weightGrams } of heaviestFirst) {
          for (let unit = 0; unit < quantity; unit += 1) {
            const at = bins.findIndex((weight) => weight + weightGrams <= max);
            if (at < 0) bins.push(weightGrams);
            else bins[at] = (bins[at] ?? 0) + weightGrams;
          }
        }
        expect(packed.value.map(({ weightGrams }) => weightGrams)).toEqual(bins);
        for (const { lineId, quantity } of given) {
          const units = packed.value.flatMap((parcel) =>
            parcel.units.filter((unit) => unit.lineId === lineId),
          );
          expect(units.reduce((sum, unit) => sum + unit.quantity, 0)).toBe(quantity);
        }
      }),
    );
  });

  test("the order of lines decides nothing", () => {
    fc.assert(
      fc.property(anyLines, fc.option(fc.integer({ min: 40, max: 120 })), (given, max) => {
        expect(packParcels(given.toReversed(), max)).toEqual(packParcels(given, max));
      }),
    );
  });
});
