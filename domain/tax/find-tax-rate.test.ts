import { describe, expect, test } from "vitest";
import { findTaxRate } from "./find-tax-rate.ts";
import type { TaxRate } from "./tax-rate.ts";

const rate = (country: string, category: string, ratePpm: number): TaxRate => {
  return { country, category, name: `${country} ${category}`, ratePpm };
};
const rates = [
  rate("DE", "standard", 190_000),
  rate("DE", "books", 70_000),
  rate("IE", "books", 0),
  rate("IE", "standard", 230_000),
  rate("FR", "books", 55_000),
];

describe("findTaxRate", () => {
  test.each([
    ["DE", "books", "DE books"],
    ["DE", "standard", "DE standard"],
    ["DE", "toys", "DE standard"],
    ["IE", "books", "IE books"],
    ["FR", "books", "FR books"],
  ])("taxes for %s goods of the category %s at the rate '%s'", (country, category, name) => {
    expect(findTaxRate(rates, country, category)?.name).toBe(name);
  });

  test("finds no rate where the country has neither the category nor a standard one", () => {
    expect(findTaxRate(rates, "FR", "toys")).toBeNull();
    expect(findTaxRate(rates, "US", "books")).toBeNull();
  });

  test("finds a rate of zero, which is not the same as none", () => {
    expect(findTaxRate(rates, "IE", "books")?.ratePpm).toBe(0);
  });
});
