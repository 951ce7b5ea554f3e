import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocateMoney } from "./allocate-money.ts";
import { AMOUNT_MAX, money } from "./money.ts";

const split = (amount: number, weights: readonly number[]) =>
  allocateMoney(money(amount, "EUR"), weights).map((part) => part.amount);

const anyAmount = fc.integer({ min: -AMOUNT_MAX, max: AMOUNT_MAX });
const anyWeight = fc.oneof(fc.constant(0), fc.nat(10), fc.nat(AMOUNT_MAX), fc.maxSafeNat());
const anyWeights = fc.array(anyWeight, { minLength: 1, maxLength: 20 });

describe("allocateMoney", () => {
  test.each([
    // Facts from Vendure's prorate.spec.ts (vendure-ecommerce/vendure@1633446).
    [300, [123], [300]],
    [300, [4000, 2000, 2000], [150, 75, 75]],
    [-300, [4000, 2000, 2000], [-150, -75, -75]],
    [299, [4300, 1400, 2300], [161, 52, 86]],
    [299, [1000, 1000, 1000], [100, 100, 99]],
    [95, [10, 20, 10, 30, 50, 20, 10, 40], [5, 10, 5, 15, 25, 10, 5, 20]],
    [93, [10, 20, 10, 30, 50, 20, 10, 40], [5, 10, 5, 15, 24, 10, 5, 19]],
    [40, [10, 0], [40, 0]],
    [10, [0, 0], [5, 5]],
    [0, [0, 0], [0, 0]],
    [-20, [100, 100], [-10, -10]],
    // Ours.
    [1000, [1, 1, 1], [334, 333, 333]],
    [-1000, [1, 1, 1], [-334, -333, -333]],
    [1, [0, 0, 0], [1, 0, 0]],
    [1, [1, 2], [0, 1]],
    [2, [0, 1, 0], [0, 2, 0]],
    [0, [], []],
  ])("splits %i by %j into %j", (amount, weights, parts) => {
    expect(split(amount, weights)).toEqual(parts);
  });

  test("MON-1 keeps the sum, whatever the weights", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        const parts = split(amount, weights);
        expect(parts).toHaveLength(weights.length);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount));
      }),
    );
  });

  test("gives each part its exact share to within one unit, and nothing to a weight of zero", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        const weightTotal = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
        fc.pre(weightTotal > 0n);
        split(amount, weights).forEach((part, index) => {
          const exact = BigInt(amount) * BigInt(weights[index] ?? 0);
          const error = BigInt(part) * weightTotal - exact;
          expect(error < weightTotal && error > -weightTotal).toBe(true);
          if (weights[index] === 0) expect(part).toBe(0);
        });
      }),
    );
  });

  test("splits a refund as the mirror image of its charge", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        expect(split(-amount, weights).map((part) => 0 - part)).toEqual(split(amount, weights));
      }),
    );
  });

  test("guards against negative and fractional weights, and money with nowhere to go", () => {
    expect(() => split(100, [1, -1])).toThrow("MON-1");
    expect(() => split(100, [0.5, 0.5])).toThrow("MON-1");
    expect(() => split(1, [])).toThrow("MON-1");
  });
});

const FACTS = join(import.meta.dirname, "../../../shared/data/money/prorate-vectors.json");

describe.skipIf(!existsSync(FACTS))(
  "every prorate vector of Vendure's (skipped where ../shared is absent)",
  () => {
    test("is split as there", () => {
      type Facts = { prorate: { weights: number[]; total: number; expected: number[] }[] };
      const { prorate } = JSON.parse(readFileSync(FACTS, "utf8")) as Facts;
      expect(prorate.length).toBeGreaterThan(10);
      expect(prorate.map(({ weights, total }) => split(total, weights))).toEqual(
        prorate.map(({ expected }) => expected),
      );
    });
  },
);
