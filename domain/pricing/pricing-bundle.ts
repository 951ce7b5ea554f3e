import type { ShippingOption } from "../shipping/shipping-option.ts";
import type { TaxRate } from "../tax/tax-rate.ts";

/** A currency the shop sells in, and whether its prices (shipping too) are quoted with tax inside. */
export type SoldCurrency = { readonly code: string; readonly pricesIncludeTax: boolean };

/**
 * All the shop settings that a quote depends on, compiled into one value under one version:
 * the same cart and the same version give the same quote, today and in an audit years later.
 */
export type PricingBundle = {
  readonly version: number;
  /** Taxes and shipping are reckoned for this country (ISO 3166-1 alpha-2) until the buyer names another. */
  readonly defaultCountry: string;
  readonly currencies: readonly SoldCurrency[];
  readonly taxRates: readonly TaxRate[];
  readonly shippingOptions: readonly ShippingOption[];
};
