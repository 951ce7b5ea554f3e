import type { Money } from "../../money/money.ts";
import { showDecimal } from "../../money/show-decimal.ts";
import { escapeXml } from "./escape-xml.ts";
import { isGtin } from "./is-gtin.ts";

/** A variant as a feed of products shows it, on one shelf of the shop. */
export type FeedItem = {
  readonly sku: string;
  readonly productId: string;
  readonly variantCount: number;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly pictureUrls: readonly string[];
  readonly price: Money;
  /** What it cost before, when that was more. */
  readonly compareAt: number | null;
  readonly status: "in_stock" | "low" | "backorder" | "preorder" | "out_of_stock";
  readonly availableFromMs: number | null;
  readonly brand: string | null;
  readonly barcode: string | null;
  /** Titles from the root down. */
  readonly categoryPath: readonly string[];
  readonly weightGrams: number;
  /** By the option's name, in lower case. */
  readonly options: Readonly<Record<string, string>>;
};

/** Lengths that Google's specification allows (support.google.com/merchants/answer/7052112). */
const TITLE_MAX = 150;
const DESCRIPTION_MAX = 5_000;
const PICTURES_MAX = 11;
const CATEGORY_MAX = 750;
const SKU_MAX = 50;

const AVAILABILITY = {
  in_stock: "in_stock",
  low: "in_stock",
  backorder: "backorder",
  preorder: "preorder",
  out_of_stock: "out_of_stock",
} as const;
/** Options that the specification has an attribute of its own for. */
const OPTION_ATTRIBUTES = ["color", "size", "material", "pattern", "gender"] as const;

export const MERCHANT_TAIL = "</channel>\n</rss>\n";

export function merchantHead(shopTitle: string, shopUrl: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
<title>${escapeXml(shopTitle)}</title>
<link>${escapeXml(shopUrl)}</link>
<description>${escapeXml(shopTitle)}</description>
`;
}

/** One `<item>` in Google's product data specification (RSS 2.0); null for what it can't take: no picture, no SKU that fits. */
export function composeMerchantItem(item: FeedItem): string | null {
  const [picture, ...morePictures] = item.pictureUrls;
  if (picture === undefined || item.sku.length > SKU_MAX) return null;

  const { price, compareAt } = item;
  const isReduced = compareAt !== null && compareAt > price.amount;
  const gtin = item.barcode !== null && isGtin(item.barcode) ? item.barcode : null;
  const isAwaited = item.status === "preorder" || item.status === "backorder";
  const fields: [name: string, value: string | null][] = [
    ["id", item.sku],
    ["item_group_id", item.variantCount > 1 ? item.productId : null],
    ["title", cut(item.title, TITLE_MAX)],
    ["description", cut(item.description === "" ? item.title : item.description, DESCRIPTION_MAX)],
    ["link", item.url],
    ["image_link", picture],
    ...morePictures.slice(0, PICTURES_MAX - 1).map((url): [string, string] => ["additional_image_link", url]),
    ["availability", AVAILABILITY[item.status]],
    ["availability_date", isAwaited && item.availableFromMs !== null ? day(item.availableFromMs) : null],
    ["price", showPrice(isReduced ? { ...price, amount: compareAt } : price)],
    ["sale_price", isReduced ? showPrice(price) : null],
    ["condition", "new"],
    ["brand", item.brand],
    ["gtin", gtin],
    ["mpn", gtin === null && item.brand !== null ? item.sku : null],
    ["identifier_exists", gtin === null && item.brand === null ? "no" : null],
    ["product_type", item.categoryPath.length > 0 ? cut(item.categoryPath.join(" > "), CATEGORY_MAX) : null],
    ["shipping_weight", item.weightGrams > 0 ? `${item.weightGrams} g` : null],
    ...OPTION_ATTRIBUTES.map((name): [string, string | null] => [name, optionOf(item, name)]),
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === null ? [] : [`<g:${name}>${escapeXml(value)}</g:${name}>`],
  );
  return `<item>${lines.join("")}</item>\n`;
}

/** `colour` is what half of the world calls `color`. */
function optionOf({ options }: FeedItem, name: (typeof OPTION_ATTRIBUTES)[number]): string | null {
  const value = options[name] ?? (name === "color" ? options.colour : undefined);
  return value === undefined ? null : cut(value, 100);
}

function showPrice(price: Money): string {
  return `${showDecimal(price)} ${price.currency}`;
}

function day(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Never through the middle of a character that takes two units. */
function cut(text: string, charactersMax: number): string {
  return text.length <= charactersMax
    ? text
    : text
        .slice(0, charactersMax)
        .toWellFormed()
        .replace(/\ufffd$/, "");
}
