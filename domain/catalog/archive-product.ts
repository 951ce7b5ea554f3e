import type { Product } from "./product.ts";
import { resolveComponents } from "./resolve-components.ts";

/** The product, hidden for good until staff say otherwise; itself when it is archived already. */
export function archiveProduct(product: Product, nowMs: number): Product {
  if (product.status === "archived") return product;
  return {
    ...product,
    status: "archived",
    variants: resolveComponents(product.variants, new Map(), true),
    publishedAtMs: null,
    version: product.version + 1,
    updatedAtMs: nowMs,
  };
}
