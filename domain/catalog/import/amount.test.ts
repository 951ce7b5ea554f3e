import fc from "fast-check";
import { expect, it } from "vitest";
import { parseAmount, printAmount } from "./amount.ts";

it.each<[string, string, number | null]>([
  ["19.99", "EUR", 1999],
  ["19.9", "EUR", 1990],
  ["19", "EUR", 1900],
  ["0.00", "EUR", 0],
  ["19.990", "EUR", 1999],
  ["19.991", "EUR", null],
  ["1200", "JPY", 1200],
  ["1200.00", "JPY", 1200],
  ["1200.5", "JPY", null],
  ["1.234", "KWD", 1234],
  ["1,299.00", "EUR", null],
  ["1.299,00", "EUR", null],
  ["-1", "EUR", null],
  ["1e3", "EUR", null],
  ["€5", "EUR", null],
  ["", "EUR", null],
  [".5", "EUR", null],
  ["99999999999999", "EUR", null],
])("reads %j in %s as %j", (text, currency, amount) => {
  expect(parseAmount(text, currency)).toBe(amount);
});

it("reads back every amount that it prints", () => {
  fc.assert(
    fc.property(fc.nat(100_000_000_000), fc.constantFrom("JPY", "EUR", "KWD", "CLF"), (amount, currency) => {
      expect(parseAmount(printAmount(amount, currency), currency)).toBe(amount);
    }),
  );
});
