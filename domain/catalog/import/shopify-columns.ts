/**
 * The headings of Shopify's product CSV: the earlier set, then the one since 2025. Read in any case.
 * Facts from Shopify's help pages and template.
 */
export const SHOPIFY_COLUMNS = {
  handle: ["Handle", "URL handle"],
  title: ["Title"],
  description: ["Body (HTML)", "Description"],
  vendor: ["Vendor"],
  category: ["Product Category"],
  type: ["Type", "Custom Product Type"],
  tags: ["Tags"],
  published: ["Published", "Published on online store"],
  status: ["Status"],
  sku: ["Variant SKU", "SKU"],
  barcode: ["Variant Barcode", "Barcode"],
  option1Name: ["Option1 Name"],
  option1Value: ["Option1 Value"],
  option2Name: ["Option2 Name"],
  option2Value: ["Option2 Value"],
  option3Name: ["Option3 Name"],
  option3Value: ["Option3 Value"],
  price: ["Variant Price", "Price"],
  compareAt: ["Variant Compare At Price", "Compare-at price"],
  grams: ["Variant Grams", "Weight value (grams)"],
  shipping: ["Variant Requires Shipping", "Requires shipping"],
  taxed: ["Variant Taxable", "Charge tax"],
  image: ["Image Src", "Product image URL"],
  imagePosition: ["Image Position"],
  imageAlt: ["Image Alt Text"],
  variantImage: ["Variant Image", "Variant image URL"],
  giftCard: ["Gift Card"],
  seoTitle: ["SEO Title"],
  seoDescription: ["SEO Description"],
} as const satisfies Record<string, readonly string[]>;
export type ShopifyColumn = keyof typeof SHOPIFY_COLUMNS;

const STOCK = "Set it by POST /v1/admin/stock/{sku}/adjustments.";
const POLICY = "Set it by PATCH /v1/admin/stock/{sku}.";
const PER_MARKET = "Use a price list for the market.";

/** What is known and has no place in an import of products, and where it belongs. */
export const SHOPIFY_LEFT_OUT: readonly { pattern: RegExp; hint: string | null }[] = [
  { pattern: /^(?:variant inventory qty|inventory quantity)$/, hint: STOCK },
  {
    pattern: /^(?:variant )?inventory tracker$/,
    hint: "Every variant here has stock, unless it is a bundle.",
  },
  { pattern: /^(?:variant inventory policy|continue selling when out of stock)$/, hint: POLICY },
  { pattern: /^(?:variant )?fulfillment service$/, hint: null },
  { pattern: /^cost per item$/, hint: "The shop does not keep costs." },
  { pattern: /^(?:variant )?weight unit(?: for display)?$/, hint: "Weights are grams." },
  { pattern: /^(?:variant )?tax code$/, hint: "Set the `tax_category` of variants." },
  { pattern: /^unit price /, hint: null },
  { pattern: /^option[123] linked to$/, hint: null },
  { pattern: /^(?:price|compare[- ]at price|included) \/ /, hint: PER_MARKET },
];

/** Labels for advertising, by what they are called in `metadata`. A heading of either set leads to one name. */
export const GOOGLE_LABELS: readonly { key: string; headings: readonly string[] }[] = [
  ["product_category", "Google product category"],
  ["gender", "Gender"],
  ["age_group", "Age group"],
  ["mpn", "Manufacturer part number (MPN)", "MPN"],
  ["ad_group", "Ad group name", "AdWords Grouping"],
  ["ads_labels", "Ads labels", "AdWords Labels"],
  ["condition", "Condition"],
  ["custom_product", "Custom product"],
  ...[0, 1, 2, 3, 4].map((n) => [`custom_label_${n}`, `Custom label ${n}`]),
].map(([key = "", ...names]) => ({
  key: `google.${key}`,
  headings: names.map((name) => `Google Shopping / ${name}`),
}));

/** The name in `metadata` of a column of notes (a label or a metafield), or null. */
export function metadataKeyOf(heading: string): string | null {
  const label = GOOGLE_LABELS.find(({ headings }) =>
    headings.some((known) => known.toLowerCase() === heading.toLowerCase()),
  );
  if (label) return label.key;
  const [, field] = /\(product\.metafields\.([A-Za-z0-9_.-]{1,60})\)$/.exec(heading) ?? [];
  return field === undefined ? null : `mf.${field}`.slice(0, 64);
}
