import fc from "fast-check";
import { expect, test } from "vitest";
import { allocateMoney } from "../money/allocate-money.ts";
import { AMOUNT_MAX, money } from "../money/money.ts";
import { divideOver } from "./divide-over.ts";

function divide(whole: number, weights: readonly number[]): number[] {
  const parts = new Float64Array(weights.length);
  const room = {
    remainders: new Float64Array(weights.length),
    sorted: new Float64Array(weights.length),
  };
  divideOver(whole, Float64Array.from(weights), weights.length, parts, room);
  return Array.from(parts);
}

test("divides as money is allocated, and no part is more than its weight", () => {
  const anyWeight = fc.oneof(fc.nat(10), fc.nat(100_000), fc.nat(Math.floor(AMOUNT_MAX / 25)));
  const anyWeights = fc.array(anyWeight, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(anyWeights, fc.double({ min: 0, max: 1, noNaN: true }), (weights, portion) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const whole = Math.floor(total * portion);
      const parts = divide(whole, weights);
      const allocated = allocateMoney(money(whole, "EUR"), weights);

      expect(parts).toEqual(allocated.map(({ amount }) => amount));
      for (const [at, part] of parts.entries()) expect(part).toBeLessThanOrEqual(weights[at] ?? 0);
    }),
    { numRuns: 1_000 },
  );
});

test("gives what is left over to the earlier of equals", () => {
  expect(divide(1, [1, 1, 1])).toEqual([1, 0, 0]);
  expect(divide(2, [5, 5, 5])).toEqual([1, 1, 0]);
  expect(divide(0, [0, 0])).toEqual([0, 0]);
  expect(divide(15, [5, 0, 10])).toEqual([5, 0, 10]);
});

test("guards against taking more than there is", () => {
  expect(() => divide(11, [5, 5])).toThrow("PRM-5");
});
