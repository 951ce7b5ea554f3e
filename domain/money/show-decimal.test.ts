import { expect, it } from "vitest";
import { showDecimal } from "./show-decimal.ts";

it.each([
  [1999, "EUR", "19.99"],
  [5, "EUR", "0.05"],
  [0, "EUR", "0.00"],
  [1500, "JPY", "1500"],
  [5, "KWD", "0.005"],
  [12_345, "CLF", "1.2345"],
  [-250, "EUR", "-2.50"],
  [9_007_199_254_740_991, "EUR", "90071992547409.91"],
])("%i %s is %s", (amount, currency, shown) => {
  expect(showDecimal({ amount, currency })).toBe(shown);
});
