import { pricesAt } from "./price-points.ts";
import type { PricingBundle, TaxRate } from "./types.ts";

/**
 * Rates in parts per million. `reduced` is the rate that printed books carry in each country, except in Japan, where
 * only food is reduced; Britain and Ireland rate books at zero. A real shop needs finer categories (chocolate in Britain,
 * tea in Spain). The United States have no row on purpose: their sales tax depends on the address and is never 0 for all.
 */
const tax_rates: TaxRate[] = [
  ...ratesOf("DE", { label: "VAT", standard: 190_000, reduced: 70_000 }),
  ...ratesOf("FR", { label: "VAT", standard: 200_000, reduced: 55_000 }),
  ...ratesOf("NL", { label: "VAT", standard: 210_000, reduced: 90_000 }),
  ...ratesOf("AT", { label: "VAT", standard: 200_000, reduced: 100_000 }),
  ...ratesOf("ES", { label: "VAT", standard: 210_000, reduced: 40_000 }),
  ...ratesOf("PT", { label: "VAT", standard: 230_000, reduced: 60_000 }),
  ...ratesOf("IT", { label: "VAT", standard: 220_000, reduced: 40_000 }),
  ...ratesOf("IE", { label: "VAT", standard: 230_000, reduced: 0 }),
  ...ratesOf("PL", { label: "VAT", standard: 230_000, reduced: 50_000 }),
  ...ratesOf("GB", { label: "VAT", standard: 200_000, reduced: 0 }),
  ...ratesOf("JP", { label: "Consumption tax", standard: 100_000, reduced: 80_000 }),
  ...ratesOf("CH", { label: "VAT", standard: 81_000, reduced: 26_000 }),
];

/** How the shop prices: what its currencies include, what it taxes, and what shipping costs. */
export const pricing: PricingBundle = {
  default_country: "DE",
  currencies: [
    { code: "EUR", prices_include_tax: true },
    { code: "USD", prices_include_tax: false },
    { code: "GBP", prices_include_tax: true },
    { code: "JPY", prices_include_tax: true },
  ],
  tax_rates,
  shipping_options: [
    {
      id: "standard",
      name: "Standard shipping",
      countries: [],
      prices: pricesAt(490),
      tax_category: "standard",
      min_days: 3,
      max_days: 7,
    },
    {
      id: "express",
      name: "Express shipping",
      countries: ["DE", "FR", "NL", "AT", "ES", "PT", "IT", "IE", "PL", "GB", "CH"],
      prices: pricesAt(1290),
      tax_category: "standard",
      min_days: 1,
      max_days: 2,
    },
  ],
};

function ratesOf(country: string, rates: { label: string; standard: number; reduced: number }): TaxRate[] {
  return (["standard", "reduced"] as const).map((category) => ({
    country,
    category,
    name: `${rates.label} ${percent(rates[category])} %`,
    rate_ppm: rates[category],
  }));
}

/** How people write a rate: 81000 ppm is 8.1. */
function percent(ppm: number): string {
  return String(ppm / 10_000);
}
