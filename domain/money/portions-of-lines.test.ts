import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateContained, rateOnTop } from "./apply-rate.ts";
import { money } from "./money.ts";
import { type PortionBase, portionsOfLines } from "./portions-of-lines.ts";
import { ROUNDING_MODES } from "./round-ratio.ts";
import { ROUNDED_PER } from "./rounding-policy.ts";

const eur = (amount: number) => money(amount, "EUR");
const base = (key: string, amount: number, quantity = 1): PortionBase => ({
  key,
  amount: eur(amount),
  quantity,
});
const amounts = (portions: readonly { amount: number }[]) => portions.map(({ amount }) => amount);
const total = (portions: readonly { amount: number }[]) =>
  amounts(portions).reduce((sum, part) => sum + part, 0);

const anyLines = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 3 }),
    amount: fc.nat(1_000_000).map(eur),
    quantity: fc.integer({ min: 1, max: 50 }),
  }),
  { selector: ({ key }) => key, minLength: 1, maxLength: 10 },
);
const anyPer = fc.constantFrom(...ROUNDED_PER);
const anyMode = fc.constantFrom(...ROUNDING_MODES);
const anyRatePpm = fc.nat(1_000_000);

describe("portionsOfLines", () => {
  // Three lines of 0.10 and one of three units at 0.10, 5 % on top: half a cent each.
  test.each([
    ["unit", [1, 1, 1, 3]],
    ["line", [1, 1, 1, 2]],
    ["order", [1, 1, 0, 1]],
  ] as const)("rounds per %s: %j", (per, portions) => {
    const lines = [base("a", 10), base("b", 10), base("c", 10), base("d", 30, 3)];
    expect(amounts(portionsOfLines(lines, per, (amount) => rateOnTop(amount, 50_000)))).toEqual(portions);
  });

  test("takes of units that a discount left a cent apart what each of them comes to", () => {
    // 1.00 in three: 0.34, 0.33, 0.33; 10 % of them is 3.4 → 3, 3.3 → 3, 3.3 → 3; a half of 0.34 is 17, of 0.33 17 (16.5).
    const line = [base("a", 100, 3)];
    expect(amounts(portionsOfLines(line, "unit", (amount) => rateOnTop(amount, 100_000)))).toEqual([9]);
    expect(amounts(portionsOfLines(line, "unit", (amount) => rateOnTop(amount, 500_000)))).toEqual([51]);
    expect(amounts(portionsOfLines(line, "line", (amount) => rateOnTop(amount, 500_000)))).toEqual([50]);
  });

  test("takes nothing of nothing", () => {
    for (const per of ROUNDED_PER) expect(portionsOfLines([], per, (amount) => amount)).toEqual([]);
  });

  test("MON-5 keeps every portion within its line, whatever the policy", () => {
    fc.assert(
      fc.property(anyLines, anyPer, anyMode, anyRatePpm, (lines, per, mode, ratePpm) => {
        for (const take of [rateOnTop, rateContained]) {
          const portions = portionsOfLines(lines, per, (amount) => take(amount, ratePpm, mode));
          for (const [at, { amount }] of portions.entries()) {
            expect(amount).toBeGreaterThanOrEqual(0);
            expect(amount).toBeLessThanOrEqual(lines[at]?.amount.amount ?? -1);
          }
        }
      }),
    );
  });

  test("MON-5 comes per order to the portion of the sum, and to within a unit of each line's exact one", () => {
    fc.assert(
      fc.property(anyLines, anyMode, anyRatePpm, (lines, mode, ratePpm) => {
        const portions = portionsOfLines(lines, "order", (amount) => rateOnTop(amount, ratePpm, mode));
        const sum = lines.reduce((whole, { amount }) => whole + amount.amount, 0);
        expect(total(portions)).toBe(rateOnTop(eur(sum), ratePpm, mode).amount);
        for (const [at, { amount }] of portions.entries()) {
          const exact = ((lines[at]?.amount.amount ?? 0) * ratePpm) / 1_000_000;
          expect(Math.abs(amount - exact)).toBeLessThan(2);
        }
      }),
    );
  });

  test("MON-5 differs between policies by no more than half a cent for each rounding", () => {
    fc.assert(
      fc.property(anyLines, anyRatePpm, (lines, ratePpm) => {
        const by = (per: (typeof ROUNDED_PER)[number]) =>
          total(portionsOfLines(lines, per, (amount) => rateOnTop(amount, ratePpm)));
        const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(Math.abs(by("line") - by("order"))).toBeLessThanOrEqual((lines.length + 1) / 2);
        expect(Math.abs(by("unit") - by("order"))).toBeLessThanOrEqual((units + 1) / 2);
      }),
    );
  });

  test("MON-5 gives every line the same in any order", () => {
    const shuffled = anyLines.chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
    );
    fc.assert(
      fc.property(shuffled, anyPer, anyMode, anyRatePpm, ([lines, others], per, mode, ratePpm) => {
        const byKey = (of: readonly PortionBase[]) =>
          new Map(
            portionsOfLines(of, per, (amount) => rateOnTop(amount, ratePpm, mode)).map((p, at) => [
              of[at]?.key,
              p,
            ]),
          );
        expect(byKey(others)).toEqual(byKey(lines));
      }),
    );
  });

  test("guards against negative amounts and parts of units", () => {
    for (const wrong of [base("a", -1), base("a", 1, 0), base("a", 1, 1.5)])
      expect(() => portionsOfLines([wrong], "line", (amount) => amount)).toThrow("MON-5");
  });
});
