import type { Money } from "../money/money.ts";

/** Shoppers see `active` products alone; an archived one frees its handle and SKUs. */
export type ProductStatus = "draft" | "active" | "archived";

/** A way in which the variants of a product differ, e.g. `{ name: "Size", values: ["S", "M"] }`. */
export type ProductOption = { readonly name: string; readonly values: readonly string[] };

/** So much of another variant in one piece of a bundle, as staff name it. */
export type NamedComponent = { readonly sku: string; readonly quantity: number };

/** The variant that was meant, for good. Its SKU, and whether it can still be had, are as of now. */
export type Component = NamedComponent & { readonly variantId: string; readonly isArchived: boolean };

/** What staff say of a variant. */
export type VariantFields = {
  readonly sku: string;
  readonly title: string;
  /** One value for each option of the product, by the option's name. */
  readonly options: Readonly<Record<string, string>>;
  /** At most one a currency. */
  readonly prices: readonly Money[];
  readonly taxCategory: string;
  readonly requiresShipping: boolean;
  readonly weightGrams: number;
  readonly barcode: string | null;
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

/** What staff say of a product, its variants apart. */
export type ProductFields = {
  readonly title: string;
  readonly handle: string;
  readonly description: string;
  readonly status: ProductStatus;
  readonly options: readonly ProductOption[];
  /** Handles of the collections that it is in. */
  readonly collections: readonly string[];
  readonly tags: readonly string[];
  readonly media: readonly ProductPicture[];
};

/** One version of a product, whole. */
export type Product = ProductFields & {
  readonly id: string;
  /** 1, 2, 3, …: one more with every edit. */
  readonly version: number;
  readonly variants: readonly Variant[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};
