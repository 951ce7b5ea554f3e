import fc from "fast-check";
import { expect, test } from "vitest";
import { AMOUNT_MAX, money } from "../money/money.ts";
import { portionsOfLines } from "../money/portions-of-lines.ts";
import { ROUNDING_MODES, roundRatio } from "../money/round-ratio.ts";
import { portionOf, portionOfUnits, shareOfUnits } from "./portion-of.ts";

const anyAmount = fc.oneof(fc.nat(2_000), fc.nat(AMOUNT_MAX));
const anyRatePpm = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.constantFrom(500_000, 50_000, 1_000_000),
);
const anyMode = fc.constantFrom(...ROUNDING_MODES);
const exactly = (amount: number, ratePpm: number, mode: (typeof ROUNDING_MODES)[number]) =>
  Number(roundRatio(BigInt(amount) * BigInt(ratePpm), 1_000_000n, mode));

test.each([
  ["10 % of 19.99", 1_999, 100_000, 200, 200, 199],
  ["a half of 0.05", 5, 500_000, 3, 2, 2],
  ["a half of 0.07", 7, 500_000, 4, 4, 3],
  ["33.3333 % of 0.03", 3, 333_333, 1, 1, 0],
  ["all of the largest amount", AMOUNT_MAX, 1_000_000, AMOUNT_MAX, AMOUNT_MAX, AMOUNT_MAX],
])("%s: half up, half even, down", (_, amount, ratePpm, ...portions) => {
  expect(ROUNDING_MODES.map((mode) => portionOf(amount, ratePpm, mode))).toEqual(portions);
});

test("a portion is what the exact ratio is rounded to, and never more than the amount", () => {
  fc.assert(
    fc.property(anyAmount, anyRatePpm, anyMode, (amount, ratePpm, mode) => {
      const portion = portionOf(amount, ratePpm, mode);
      expect(portion).toBe(exactly(amount, ratePpm, mode));
      expect(portion).toBeLessThanOrEqual(amount);
    }),
    { numRuns: 1_000 },
  );
});

test("a portion is exact on both sides of where plain numbers end to be", () => {
  const edge = Math.floor(Number.MAX_SAFE_INTEGER / 999_999);
  for (const amount of [edge - 1, edge, edge + 1, edge + 2]) {
    for (const mode of ROUNDING_MODES)
      expect(portionOf(amount, 999_999, mode)).toBe(exactly(amount, 999_999, mode));
  }
});

test("units are rounded one by one, as money's own portions are", () => {
  fc.assert(
    fc.property(
      anyAmount,
      fc.integer({ min: 1, max: 9_999 }),
      anyRatePpm,
      anyMode,
      (amount, units, ratePpm, mode) => {
        const base = [{ key: "line", amount: money(amount, "EUR"), quantity: units }];
        const [portion] = portionsOfLines(base, "unit", (of) =>
          money(exactly(of.amount, ratePpm, mode), "EUR"),
        );
        expect(portionOfUnits(amount, units, ratePpm, mode)).toBe(portion?.amount);
      },
    ),
  );
});

test("some units have their share, rounded down, and all of them have all", () => {
  expect(shareOfUnits(1_000, 1, 3)).toBe(333);
  expect(shareOfUnits(1_000, 2, 3)).toBe(666);
  expect(shareOfUnits(1_000, 3, 3)).toBe(1_000);
  fc.assert(
    fc.property(anyAmount, fc.integer({ min: 1, max: 99_999 }), fc.nat(99_999), (left, quantity, some) => {
      const units = some % (quantity + 1);
      expect(shareOfUnits(left, units, quantity)).toBe(
        Number((BigInt(left) * BigInt(units)) / BigInt(quantity)),
      );
    }),
  );
});

test("guards against rates beyond the whole", () => {
  expect(() => portionOf(100, 1_000_001, "down")).toThrow("PRM-4");
  expect(() => portionOf(100, -1, "down")).toThrow("PRM-4");
});
