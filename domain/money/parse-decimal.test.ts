import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AMOUNT_MAX, money } from "./money.ts";
import { parseDecimal } from "./parse-decimal.ts";
import { showDecimal } from "./show-decimal.ts";

describe("parseDecimal", () => {
  test.each([
    ["19.99", "EUR", 1_999],
    ["19.9", "EUR", 1_990],
    ["19", "EUR", 1_900],
    ["0.00", "EUR", 0],
    ["-0.00", "EUR", 0],
    ["-2.50", "EUR", -250],
    ["007.50", "EUR", 750],
    ["19.990000", "EUR", 1_999],
    ["1200", "JPY", 1_200],
    ["1200.00", "JPY", 1_200],
    ["1.234", "KWD", 1_234],
    ["1.2345", "CLF", 12_345],
    ["90071992547.40", "EUR", AMOUNT_MAX],
  ])("reads %s %s as %i", (text, currency, amount) => {
    expect(parseDecimal(text, currency)).toEqual({ ok: true, value: money(amount, currency) });
  });

  test.each([
    ["19.991", "EUR", "too_fine"],
    ["0.001", "EUR", "too_fine"],
    ["1200.5", "JPY", "too_fine"],
    ["1.2345", "KWD", "too_fine"],
    ["1,299.00", "EUR", "not_a_decimal"],
    ["1.299,00", "EUR", "not_a_decimal"],
    ["1 299", "EUR", "not_a_decimal"],
    ["+1", "EUR", "not_a_decimal"],
    ["--1", "EUR", "not_a_decimal"],
    ["1e3", "EUR", "not_a_decimal"],
    ["0x10", "EUR", "not_a_decimal"],
    ["€5", "EUR", "not_a_decimal"],
    ["", "EUR", "not_a_decimal"],
    [".5", "EUR", "not_a_decimal"],
    ["5.", "EUR", "not_a_decimal"],
    [" 5", "EUR", "not_a_decimal"],
    ["5\n", "EUR", "not_a_decimal"],
    ["٣", "EUR", "not_a_decimal"],
    ["NaN", "EUR", "not_a_decimal"],
    ["9".repeat(41), "EUR", "not_a_decimal"],
    ["9".repeat(40), "EUR", "amount_too_large"],
    ["90071992547.41", "EUR", "amount_too_large"],
    ["5", "EURO", "currency_unknown"],
  ])("refuses %j %s: %s", (text, currency, code) => {
    expect(parseDecimal(text, currency)).toMatchObject({ ok: false, refusal: { code, currency } });
  });

  test("says how fine a currency is", () => {
    expect(parseDecimal("1.5", "JPY")).toEqual({
      ok: false,
      refusal: { code: "too_fine", currency: "JPY", digits: 0 },
    });
  });

  test("reads back every amount that is shown", () => {
    const anyAmount = fc.integer({ min: -AMOUNT_MAX, max: AMOUNT_MAX });
    fc.assert(
      fc.property(anyAmount, fc.constantFrom("JPY", "EUR", "KWD", "CLF"), (amount, currency) => {
        const value = money(amount, currency);
        expect(parseDecimal(showDecimal(value), currency)).toEqual({ ok: true, value });
      }),
    );
  });

  test("never throws, whatever text comes in", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseDecimal(text, "EUR").ok === "boolean"));
  });
});
