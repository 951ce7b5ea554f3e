import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateContained, rateOnTop } from "./apply-rate.ts";
import { AMOUNT_MAX, money } from "./money.ts";
import { ROUNDING_MODES } from "./round-ratio.ts";

const eur = (amount: number) => money(amount, "EUR");
const anyAmount = fc.integer({ min: -AMOUNT_MAX, max: AMOUNT_MAX }).map(eur);
const anyRatePpm = fc.integer({ min: 0, max: 1_000_000 });
const anyMode = fc.constantFrom(...ROUNDING_MODES);

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
});

describe("both", () => {
  test.each([
    // of 0.50 at 5 %: on top 2.5 cents, contained 2.38…; of 0.70: on top 3.5 cents, contained 3.33…
    ["half_up", 50, 3, 2],
    ["half_even", 50, 2, 2],
    ["down", 50, 2, 2],
    ["half_up", 70, 4, 3],
    ["half_even", 70, 4, 3],
    ["down", 70, 3, 3],
  ] as const)("round %s: 5 %% of %i is %i on top and %i within", (mode, amount, onTop, within) => {
    expect(rateOnTop(eur(amount), 50_000, mode)).toEqual(eur(onTop));
    expect(rateContained(eur(amount), 50_000, mode)).toEqual(eur(within));
  });

  test("round a half up where nothing else is said", () => {
    fc.assert(
      fc.property(anyAmount, anyRatePpm, (amount, ratePpm) => {
        expect(rateOnTop(amount, ratePpm)).toEqual(rateOnTop(amount, ratePpm, "half_up"));
        expect(rateContained(amount, ratePpm)).toEqual(rateContained(amount, ratePpm, "half_up"));
      }),
    );
  });

  test("agree with each other to the cent, in every mode", () => {
    const net = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(eur);
    fc.assert(
      fc.property(net, anyRatePpm, anyMode, (amount, ratePpm, mode) => {
        const tax = rateOnTop(amount, ratePpm, mode);
        expect(rateContained(eur(amount.amount + tax.amount), ratePpm, mode)).toEqual(tax);
      }),
    );
  });

  test("mirror a charge in its refund", () => {
    fc.assert(
      fc.property(anyAmount, anyRatePpm, anyMode, (amount, ratePpm, mode) => {
        const refund = eur(-amount.amount);
        expect(rateOnTop(refund, ratePpm, mode)).toEqual(eur(-rateOnTop(amount, ratePpm, mode).amount));
        expect(rateContained(refund, ratePpm, mode)).toEqual(
          eur(-rateContained(amount, ratePpm, mode).amount),
        );
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
