import { describe, expect, test } from "vitest";
import { AMOUNT_MAX, money } from "./money.ts";
import { multiplyMoney } from "./multiply-money.ts";

const eur = (amount: number) => money(amount, "EUR");

describe("multiplyMoney", () => {
  test.each([
    [1999, 3, 5997],
    [1999, 1, 1999],
    [1999, 0, 0],
    [-1999, 2, -3998],
    [-1999, 0, 0],
    [1, AMOUNT_MAX, AMOUNT_MAX],
  ])("takes %i cents %i times: %i", (unit, quantity, expected) => {
    expect(multiplyMoney(eur(unit), quantity)).toEqual(eur(expected));
  });

  test("guards against parts of a unit and products beyond the largest amount", () => {
    expect(() => multiplyMoney(eur(100), 1.5)).toThrow("MON-2");
    expect(() => multiplyMoney(eur(2), AMOUNT_MAX)).toThrow("MON-2");
    expect(() => multiplyMoney(eur(AMOUNT_MAX), Number.MAX_SAFE_INTEGER)).toThrow("MON-2");
  });
});
