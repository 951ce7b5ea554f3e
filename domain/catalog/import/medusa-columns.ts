/** The headings of Medusa's product CSV that stand once. Read in any case. */
export const MEDUSA_COLUMNS = {
  id: ["Product Id"],
  handle: ["Product Handle"],
  title: ["Product Title"],
  subtitle: ["Product Subtitle"],
  description: ["Product Description"],
  status: ["Product Status"],
  externalId: ["Product External Id"],
  collection: ["Product Collection Handle"],
  type: ["Product Type"],
  tags: ["Product Tags"],
  giftCard: ["Product Is Giftcard"],
  weight: ["Product Weight"],
  length: ["Product Length"],
  width: ["Product Width"],
  height: ["Product Height"],
  hsCode: ["Product Hs Code"],
  originCountry: ["Product Origin Country"],
  midCode: ["Product Mid Code"],
  material: ["Product Material"],
  variantId: ["Variant Id"],
  variantTitle: ["Variant Title"],
  sku: ["Variant Sku"],
  barcode: ["Variant Barcode"],
  ean: ["Variant Ean"],
  upc: ["Variant Upc"],
  variantWeight: ["Variant Weight"],
  variantLength: ["Variant Length"],
  variantWidth: ["Variant Width"],
  variantHeight: ["Variant Height"],
  variantHsCode: ["Variant Hs Code"],
  variantOriginCountry: ["Variant Origin Country"],
  variantMidCode: ["Variant Mid Code"],
  variantMaterial: ["Variant Material"],
  variantMetadata: ["Variant Metadata"],
} as const satisfies Record<string, readonly string[]>;
export type MedusaColumn = keyof typeof MEDUSA_COLUMNS;

const STOCK = "Set it by POST /v1/admin/stock/{sku}/adjustments.";
const POLICY = "Set it by PATCH /v1/admin/stock/{sku}.";
const FOREIGN = "It is an id of the other shop.";

/** What is known and has no place in an import. Without a hint nobody misses it. */
export const MEDUSA_LEFT_OUT: readonly { pattern: RegExp; hint?: string | null }[] = [
  { pattern: /^variant inventory quantity$/, hint: STOCK },
  { pattern: /^variant (?:allow backorder|manage inventory)$/, hint: POLICY },
  { pattern: /^product (?:collection|type) id$/, hint: FOREIGN },
  { pattern: /^product category \d+(?: id)?$/, hint: FOREIGN },
  { pattern: /^product sales channel \d+ (?:id|name|description)$/, hint: null },
  { pattern: /^product (?:collection title|thumbnail|discountable|profile name|profile type)$/ },
  { pattern: /^(?:product|variant) (?:created|updated|deleted) at$/ },
  { pattern: /^variant (?:product id|variant rank)$/ },
];

export type NumberedColumn =
  | { kind: "option_name" | "option_value" | "picture" | "tag"; number: number }
  | { kind: "price"; currency: string }
  | { kind: "market_price"; market: string; currency: string };

/** A heading that stands as often as it is needed, or whose name holds a currency or a market. */
export function numberedColumn(heading: string): NumberedColumn | null {
  const [, number, part] = /^(?:Variant )?Option (\d{1,2}) (Name|Value)$/i.exec(heading) ?? [];
  if (number && part) {
    return { kind: part.toLowerCase() === "name" ? "option_name" : "option_value", number: Number(number) };
  }
  const [, picture] = /^(?:Product )?Image (\d{1,3})(?: Url)?$/i.exec(heading) ?? [];
  if (picture) return { kind: "picture", number: Number(picture) };
  const [, tag] = /^Product Tag (\d{1,3})$/i.exec(heading) ?? [];
  if (tag) return { kind: "tag", number: Number(tag) };
  const [, market, ofMarket] = /^(?:Variant )?Price (.+) \[([A-Za-z]{3})\]$/i.exec(heading) ?? [];
  if (market && ofMarket) return { kind: "market_price", market, currency: ofMarket.toUpperCase() };
  const [, currency] = /^(?:Variant )?Price ([A-Za-z]{3})$/i.exec(heading) ?? [];
  return currency ? { kind: "price", currency: currency.toUpperCase() } : null;
}
