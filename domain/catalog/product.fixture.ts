import type { NewProduct } from "./compose-product.ts";
import type { KnownReferences } from "./find-product-flaws.ts";
import type { Product, Variant, VariantFields, VariantIdentity } from "./product.ts";

/** Builders for the tests of this folder: a sound tee in two sizes, and whatever a test wants to be otherwise. */

export function variantFields(change: Partial<VariantFields> = {}): VariantFields {
  return {
    sku: "TEE-S",
    title: "S",
    options: { Size: "S" },
    prices: [{ amount: 1999, currency: "EUR" }],
    taxCategory: "standard",
    requiresShipping: true,
    weightGrams: 180,
    barcode: null,
    components: [],
    ...change,
  };
}

export function newProduct(change: Partial<NewProduct> = {}): NewProduct {
  return {
    title: "Tee",
    handle: "tee",
    description: "",
    status: "active",
    options: [{ name: "Size", values: ["S", "M"] }],
    collections: ["apparel"],
    tags: ["linen"],
    media: [],
    variants: [variantFields(), variantFields({ sku: "TEE-M", title: "M", options: { Size: "M" } })],
    ...change,
  };
}

export function product(change: Partial<Product> = {}): Product {
  const variants: Variant[] = newProduct().variants.map((variant, index) => ({
    ...variant,
    id: `var_${index}`,
    itemId: `inv_${index}`,
    components: [],
  }));
  return {
    ...newProduct(),
    id: "prod_1",
    version: 3,
    variants,
    createdAtMs: 1_000,
    updatedAtMs: 2_000,
    ...change,
  };
}

export const KNOWN: KnownReferences = {
  collections: new Set(["apparel", "summer"]),
  media: new Set(["media_1"]),
  variants: new Map([
    ["MUG", { variantId: "var_mug", isBundle: false }],
    ["BOX", { variantId: "var_box", isBundle: true }],
  ]),
};

/** Ids in order: var_new0, var_new1, … */
export function identities(): () => VariantIdentity {
  let made = 0;
  return () => ({ id: `var_new${made}`, itemId: `inv_new${made++}` });
}
