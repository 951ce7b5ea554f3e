import type { Product } from "./product.ts";

/**
 * CAT-7 The variants of a product that look different to the bundles which contain them: by their SKU, or because they
 * can no longer, or can again, be had.
 */
export function changedParts(before: Product | null, after: Product): string[] {
  if (!before) return [];
  const earlier = new Map(before.variants.map(({ id, sku }) => [id, sku]));
  const present = new Map(after.variants.map(({ id, sku }) => [id, sku]));
  const isTurned = (before.status === "archived") !== (after.status === "archived");
  // Of those that are here only now, a restore has brought some back.
  return [...new Set([...earlier.keys(), ...present.keys()])].filter(
    (id) => isTurned || earlier.get(id) !== present.get(id),
  );
}
