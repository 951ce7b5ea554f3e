import type { Money } from "../money/money.ts";
import type { AttributeValue } from "./product-type.ts";
import type { Translation } from "./translation.ts";

/** Shoppers see `active` products alone; an archived one frees its handle and SKUs. */
export type ProductStatus = "draft" | "active" | "archived";

/** A way in which the variants of a product differ, e.g. `{ name: "Size", values: ["S", "M"] }`. */
export type ProductOption = { readonly name: string; readonly values: readonly string[] };

/** So much of another variant in one piece of a bundle, as staff name it. */
export type NamedComponent = { readonly sku: string; readonly quantity: number };

/** The variant that was meant, for good. Its SKU, and whether it can still be had, are as of now. */
export type Component = NamedComponent & { readonly variantId: string; readonly isArchived: boolean };

/** A variant's price before price lists. `compareAt` is what it cost before, in the same currency; shown struck through. */
export type BasePrice = Money & { readonly compareAt: number | null };

/** Notes of integrators, which mean nothing to the shop. */
export type Metadata = Readonly<Record<string, string | number | boolean>>;

/** What search engines are told in place of title and description; null where those will do. */
export type Seo = { readonly title: string | null; readonly description: string | null };

export type Dimensions = { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number };

/** What customs ask: the code of the Harmonized System, and the country where it was made. */
export type Customs = { readonly hsCode: string | null; readonly originCountry: string | null };

/** What staff say of a variant. */
export type VariantFields = {
  readonly sku: string;
  readonly title: string;
  /** One value for each option of the product, by the option's name. */
  readonly options: Readonly<Record<string, string>>;
  /** At most one a currency. */
  readonly prices: readonly BasePrice[];
  readonly taxCategory: string;
  readonly requiresShipping: boolean;
  readonly isDigital: boolean;
  readonly weightGrams: number;
  readonly dimensions: Dimensions | null;
  readonly customs: Customs | null;
  readonly barcode: string | null;
  /** What it is called in another system of the merchant's; unique in its product. */
  readonly externalId: string | null;
  /** Which of the product's pictures shows it. */
  readonly mediaId: string | null;
  readonly metadata: Metadata;
  /** What a bundle is made of; empty for what is stocked itself. */
  readonly components: readonly (NamedComponent | Component)[];
};

/** The two ids of a variant are given once and outlive every rename of its SKU. */
export type VariantIdentity = { readonly id: string; readonly itemId: string };

/** A variant whose components are not all found yet. */
export type DraftVariant = VariantIdentity & VariantFields;

export type Variant = VariantIdentity &
  Omit<VariantFields, "components"> & { readonly components: readonly Component[] };

/** CAT-7 A bundle has no stock of its own: it takes from that of its components. */
export function isBundle({ components }: Pick<VariantFields, "components">): boolean {
  return components.length > 0;
}

export type ProductPicture = { readonly id: string; readonly alt: string };

export const RELATIONS = ["similar", "accessory", "upsell"] as const;
export type Related = { readonly productId: string; readonly kind: (typeof RELATIONS)[number] };

/** What staff say of a product, its variants apart. */
export type ProductFields = {
  readonly title: string;
  readonly handle: string;
  /** Plain text. */
  readonly description: string;
  /** CAT-11 The same with formatting, for pages to show as it is; null where there is none. */
  readonly descriptionHtml: string | null;
  readonly status: ProductStatus;
  readonly options: readonly ProductOption[];
  /** Handle of its product type, which says what attributes it has. */
  readonly type: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Handle of its brand. */
  readonly brand: string | null;
  /** Handles of the categories that it is in. */
  readonly categories: readonly string[];
  /** Handles of the collections that staff put it in. */
  readonly collections: readonly string[];
  readonly tags: readonly string[];
  readonly media: readonly ProductPicture[];
  readonly related: readonly Related[];
  /** What it is called in another system of the merchant's; unique among products that are not archived. */
  readonly externalId: string | null;
  readonly metadata: Metadata;
  readonly seo: Seo | null;
  /** The sales channels that show it; null for all of them. */
  readonly channels: readonly string[] | null;
  /** CAT-10 An active product is shown from the first of these to just before the second. */
  readonly publishAtMs: number | null;
  readonly unpublishAtMs: number | null;
  /** By locale. The texts of the product itself are in the shop's first locale. */
  readonly translations: Readonly<Record<string, Translation>>;
};

/** One version of a product, whole. */
export type Product = ProductFields & {
  readonly id: string;
  /** 1, 2, 3, …: one more with every edit. */
  readonly version: number;
  readonly variants: readonly Variant[];
  /** Handles of the rule collections that it is in. Derived; only the one who stores it knows. */
  readonly ruled: readonly string[];
  /** Since when shoppers could see it, or will; null for what is not active. */
  readonly publishedAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};
