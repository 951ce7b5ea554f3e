import { describe, expect, it } from "vitest";
import { keepSteps, keptStepAt, readStep } from "./kept-steps.ts";
import type { PriceStep } from "./price-steps.ts";

const step = (change: Partial<PriceStep> = {}): PriceStep => ({
  minQuantity: 1,
  amount: 100,
  compareAt: null,
  includesTax: null,
  ...change,
});

describe("steps that a cart keeps", () => {
  it("are short, and read as they were", () => {
    const steps = [
      step(),
      step({ minQuantity: 10, compareAt: 120 }),
      step({ minQuantity: 20, includesTax: false }),
      step({ minQuantity: 30, compareAt: 120, includesTax: true }),
    ];
    const kept = keepSteps(steps);
    expect(JSON.stringify(kept)).toBe("[[1,100],[10,100,120],[20,100,null,false],[30,100,120,true]]");
    expect(kept.map(readStep)).toEqual(steps);
  });

  it("are none where one plain price is all", () => {
    expect(keepSteps([step()])).toEqual([]);
    for (const change of [{ minQuantity: 2 }, { compareAt: 120 }, { includesTax: false }])
      expect(keepSteps([step(change)])).toHaveLength(1);
  });

  it("say what a quantity has reached", () => {
    const kept = keepSteps([step({ minQuantity: 5 }), step({ minQuantity: 10, amount: 90 })]);
    expect([4, 5, 9, 10, 999].map((quantity) => keptStepAt(kept, quantity)?.[1] ?? null)).toEqual([
      null,
      100,
      100,
      90,
      90,
    ]);
  });
});
