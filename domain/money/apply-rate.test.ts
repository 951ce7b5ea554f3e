import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateContained, rateOnTop } from "./apply-rate.ts";
import { AMOUNT_MAX, money } from "./money.ts";

const eur = (amount: number) => money(amount, "EUR");
const anyAmount = fc.integer({ min: -AMOUNT_MAX, max: AMOUNT_MAX }).map(eur);
const anyRatePpm = fc.integer({ min: 0, max: 1_000_000 });

describe("rateOnTop", () => {
  test.each([
    ["19 % of 100.00", 10_000, 190_000, 1_900],
    ["8.875 % of 59.97, New York", 5_997, 88_750, 532],
    ["9.975 % of 100.00, Québec, a half goes up", 10_000, 99_750, 998],
    ["5 % of 0.10, a half goes up", 10, 50_000, 1],
    ["5 % of 0.09, under a half goes down", 9, 50_000, 0],
    ["5 % of −0.10, a half goes away from zero", -10, 50_000, -1],
    ["0 % of anything", 12_345, 0, 0],
    ["100 % of 0.01", 1, 1_000_000, 1],
    ["19.0001 %, where doubles would round up", AMOUNT_MAX - 4_765, 190_001, 1_711_376_864_694],
  ])("%s", (_, amount, ratePpm, portion) => {
    expect(rateOnTop(eur(amount), ratePpm)).toEqual(eur(portion));
  });

  test("is within half a minor unit of the exact portion", () => {
    fc.assert(
      fc.property(anyAmount, anyRatePpm, (amount, ratePpm) => {
        const exactMillionths = BigInt(amount.amount) * BigInt(ratePpm);
        const error = BigInt(rateOnTop(amount, ratePpm).amount) * 1_000_000n - exactMillionths;
        expect(error >= -500_000n && error <= 500_000n).toBe(true);
      }),
    );
  });
});

describe("rateContained", () => {
  test.each([
    ["19 % within 119.00", 11_900, 190_000, 1_900],
    ["19 % within 59.97", 5_997, 190_000, 958],
    ["7 % within 9.99", 999, 70_000, 65],
    ["10 % within 0.11", 11, 100_000, 1],
    ["100 % within 0.01, a half goes up", 1, 1_000_000, 1],
    ["100 % within −0.01, a half goes away from zero", -1, 1_000_000, -1],
    ["0 % within anything", 12_345, 0, 0],
  ])("%s", (_, amount, ratePpm, portion) => {
    expect(rateContained(eur(amount), ratePpm)).toEqual(eur(portion));
  });

  test("finds again the tax that was put on top", () => {
    const net = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(eur);
    fc.assert(
      fc.property(net, anyRatePpm, (amount, ratePpm) => {
        const tax = rateOnTop(amount, ratePpm);
        expect(rateContained(eur(amount.amount + tax.amount), ratePpm)).toEqual(tax);
      }),
    );
  });
});

describe("both", () => {
  test("mirror a charge in its refund", () => {
    fc.assert(
      fc.property(anyAmount, anyRatePpm, (amount, ratePpm) => {
        const refund = eur(-amount.amount);
        expect(rateOnTop(refund, ratePpm)).toEqual(eur(-rateOnTop(amount, ratePpm).amount));
        expect(rateContained(refund, ratePpm)).toEqual(eur(-rateContained(amount, ratePpm).amount));
      }),
    );
  });

  test("guard against negative and fractional rates", () => {
    for (const ratePpm of [-1, 0.19, Number.NaN]) {
      expect(() => rateOnTop(eur(100), ratePpm)).toThrow("MON-3");
      expect(() => rateContained(eur(100), ratePpm)).toThrow("MON-3");
    }
  });
});
