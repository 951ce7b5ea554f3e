import type { MotifName } from "./motifs.ts";

/** The currencies the demo shop sells in. */
export type CurrencyCode = "EUR" | "USD" | "GBP" | "JPY";

/** A price in integer minor units (cents, pence, whole yen), as the admin API takes it. */
export type Price = { amount: number; currency: CurrencyCode };

/** `reduced` is for printed and electronic books and for food. */
export type TaxCategory = "standard" | "reduced";

/** A group of products a shopper browses. */
export type DemoCollection = { handle: string; title: string; description: string };

/** A place that holds stock; `country` is ISO 3166-1 alpha-2. */
export type DemoLocation = { code: string; name: string; country: string };

/** One sellable combination of option values. */
export type DemoVariant = {
  sku: string;
  title: string;
  options: Record<string, string>;
  prices: Price[];
  tax_category: TaxCategory;
  requires_shipping: boolean;
  weight_grams: number;
  /** EAN-13 with an in-store prefix (200–299); goods without a box, such as downloads, have none. */
  barcode?: string;
};

/** A product as the admin API takes it, and the picture to draw for it. */
export type DemoProduct = {
  title: string;
  handle: string;
  description: string;
  status: "active" | "draft";
  options: { name: string; values: string[] }[];
  variants: DemoVariant[];
  collections: string[];
  tags: string[];
  /** `slug` is unique, fit for a file name, and begins with the motif to draw: `tee--linen-crew-tee`. */
  picture: { slug: `${MotifName}--${string}`; alt: string };
};

/** What one location begins with of one SKU. */
export type StockLevel = { sku: string; location: string; units: number };

/** A tax rate in parts per million: 190000 is 19 %. */
export type TaxRate = { country: string; category: TaxCategory; name: string; rate_ppm: number };

/** A way to ship; no countries means everywhere. */
export type ShippingOption = {
  id: string;
  name: string;
  countries: string[];
  prices: Price[];
  tax_category: TaxCategory;
  min_days: number;
  max_days: number;
};

/** The pricing bundle of the shop. */
export type PricingBundle = {
  default_country: string;
  currencies: { code: CurrencyCode; prices_include_tax: boolean }[];
  tax_rates: TaxRate[];
  shipping_options: ShippingOption[];
};

/** Customers whom price lists set apart. A publishable key may be one of theirs. */
export type DemoPriceGroup = { handle: string; title: string };

/** Countries with a currency and a language of their own. */
export type DemoMarket = {
  handle: string;
  title: string;
  countries: string[];
  currency: CurrencyCode;
  locale: string;
};

/** Prices for a group or a market (null: for everybody), each from so many units on. */
export type DemoPriceList = {
  handle: string;
  title: string;
  currency: CurrencyCode;
  price_group: string | null;
  market: string | null;
  prices: { sku: string; min_quantity: number; amount: number; compare_at: number | null }[];
};

/** Everything the demo shop is seeded with. */
export type DemoShop = {
  collections: DemoCollection[];
  products: DemoProduct[];
  stock: StockLevel[];
  locations: DemoLocation[];
  pricing: PricingBundle;
  priceGroups: DemoPriceGroup[];
  markets: DemoMarket[];
  priceLists: DemoPriceList[];
};
