import { STANDARD_TAX_CATEGORY, type TaxRate } from "./tax-rate.ts";

/**
 * The rate for goods of a category bound for a country. A category that the country does not know is taxed at the
 * country's "standard" rate: a forgotten row then over-collects, which can be paid back, and never under-collects.
 * Null when the country has no such row either: nothing is taxed there, and the receipt names no tax.
 */
export function findTaxRate(rates: readonly TaxRate[], country: string, category: string): TaxRate | null {
  return rateOf(rates, country, category) ?? rateOf(rates, country, STANDARD_TAX_CATEGORY) ?? null;
}

function rateOf(rates: readonly TaxRate[], country: string, category: string): TaxRate | undefined {
  return rates.find((rate) => rate.country === country && rate.category === category);
}
