import { describe, expect, test } from "vitest";
import { AMOUNT_MAX, money } from "./money.ts";

describe("money", () => {
  test("keeps integer minor units up to the largest amount, of either sign", () => {
    expect(money(AMOUNT_MAX, "EUR")).toEqual({ amount: AMOUNT_MAX, currency: "EUR" });
    expect(money(-AMOUNT_MAX, "EUR")).toEqual({ amount: -AMOUNT_MAX, currency: "EUR" });
  });

  test("guards against fractions, infinities and amounts beyond the largest", () => {
    for (const amount of [0.5, Number.NaN, Number.POSITIVE_INFINITY, AMOUNT_MAX + 1, -AMOUNT_MAX - 1]) {
      expect(() => money(amount, "EUR")).toThrow("MON-2");
    }
  });

  test("knows one zero only", () => {
    expect(Object.is(money(-0, "EUR").amount, 0)).toBe(true);
  });
});
