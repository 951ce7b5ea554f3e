import type { ProductFields, VariantFields } from "./product.ts";

type Whole = ProductFields & { readonly variants: readonly VariantFields[] };

/** Puts what has no order of its own (collections, prices) into a fixed one, so that equal products are equal values. */
export function tidyProduct<Tidied extends Whole>(product: Tidied): Tidied {
  return {
    ...product,
    collections: [...product.collections].sort(),
    variants: product.variants.map((variant) => ({
      ...variant,
      prices: variant.prices.toSorted((one, other) => (one.currency < other.currency ? -1 : 1)),
    })),
  };
}
