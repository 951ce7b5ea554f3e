import type { Product, Variant } from "../product.ts";
import { printAmount } from "./amount.ts";
import { printRow } from "./print-row.ts";
import { GOOGLE_LABELS } from "./shopify-columns.ts";

export type PrintFacts = {
  /** The one currency that the format has prices in. */
  readonly currency: string;
  /** Where pictures are read from: an address ends in their id. */
  readonly mediaAddress: string;
  readonly brandTitles: ReadonlyMap<string, string>;
  readonly typeTitles: ReadonlyMap<string, string>;
};

type Cells = { [heading: string]: string };

/** The headings since 2025, as far as the shop has anything for them. */
const HEADINGS = [
  ...["Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags"],
  ...["Published on online store", "Status", "SKU", "Barcode"],
  ...[1, 2, 3].flatMap((n) => [`Option${n} name`, `Option${n} value`]),
  ...["Price", "Compare-at price", "Charge tax", "Weight value (grams)", "Weight unit for display"],
  ...["Requires shipping", "Product image URL", "Image position", "Image alt text", "Variant image URL"],
  ...["Gift card", "SEO title", "SEO description"],
  ...GOOGLE_LABELS.map(({ headings: [heading = ""] }) => heading),
];

export function printShopifyHeadings(): string {
  return printRow(HEADINGS);
}

/** The rows of one product: the first says all of the product, each one of a variant, a picture, or both. */
export function printShopifyProduct(product: Product, facts: PrintFacts): string {
  const rows = Math.max(product.variants.length, product.media.length);
  return Array.from({ length: rows }, (_, index) => {
    const variant = product.variants[index];
    const cells: Cells = {
      "URL handle": product.handle,
      ...(index === 0 ? productCells(product, facts) : {}),
      ...(variant ? variantCells(product, variant, facts) : {}),
      ...pictureCells(product, index, facts),
    };
    return printRow(HEADINGS.map((heading) => cells[heading] ?? ""));
  }).join("");
}

function productCells(product: Product, { brandTitles, typeTitles }: PrintFacts): Cells {
  const { brand, type, metadata, options } = product;
  const names = options.length === 0 ? ["Title"] : options.map(({ name }) => name);
  return {
    Title: product.title,
    Description: product.description,
    Vendor: brand === null ? "" : (brandTitles.get(brand) ?? brand),
    "Product category": String(metadata["shopify.category"] ?? ""),
    Type: type === null ? "" : (typeTitles.get(type) ?? type),
    Tags: product.tags.join(", "),
    "Published on online store": product.status === "active" ? "TRUE" : "FALSE",
    Status: `${product.status.slice(0, 1).toUpperCase()}${product.status.slice(1)}`,
    "Gift card": "FALSE",
    "SEO title": product.seo?.title ?? "",
    "SEO description": product.seo?.description ?? "",
    ...Object.fromEntries(names.map((name, index) => [`Option${index + 1} name`, name])),
    ...Object.fromEntries(
      GOOGLE_LABELS.map(({ key, headings: [heading = ""] }) => [heading, String(metadata[key] ?? "")]),
    ),
  };
}

function variantCells(product: Product, variant: Variant, { currency, mediaAddress }: PrintFacts): Cells {
  const price = variant.prices.find((own) => own.currency === currency);
  const compareAt = price?.compareAt ?? null;
  const values =
    product.options.length === 0
      ? ["Default Title"]
      : product.options.map(({ name }) => variant.options[name] ?? "");
  return {
    SKU: variant.sku,
    Barcode: variant.barcode ?? "",
    ...Object.fromEntries(values.map((value, index) => [`Option${index + 1} value`, value])),
    Price: price ? printAmount(price.amount, currency) : "",
    "Compare-at price": compareAt === null ? "" : printAmount(compareAt, currency),
    "Charge tax": "TRUE",
    "Weight value (grams)": String(variant.weightGrams),
    "Weight unit for display": "g",
    "Requires shipping": variant.requiresShipping ? "TRUE" : "FALSE",
    "Variant image URL": variant.mediaId === null ? "" : mediaAddress + variant.mediaId,
  };
}

function pictureCells({ media }: Product, index: number, { mediaAddress }: PrintFacts): Cells {
  const picture = media[index];
  if (!picture) return {};
  return {
    "Product image URL": mediaAddress + picture.id,
    "Image position": String(index + 1),
    "Image alt text": picture.alt,
  };
}
