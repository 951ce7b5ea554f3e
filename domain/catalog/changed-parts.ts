import type { Product } from "./product.ts";

/**
 * CAT-7 The variants of a product that look different to the bundles which contain them: by their SKU, or because they
 * can no longer, or can again, be had.
 */
export function changedParts(before: Product | null, after: Product): string[] {
  if (!before) return [];
  const present = new Map(after.variants.map((variant) => [variant.id, variant]));
  const isTurned = (before.status === "archived") !== (after.status === "archived");
  return before.variants
    .filter(({ id, sku }) => isTurned || present.get(id)?.sku !== sku)
    .map(({ id }) => id);
}
