import type { Product } from "./product.ts";

/** The product, hidden for good until staff say otherwise; itself when it is archived already. */
export function archiveProduct(product: Product, nowMs: number): Product {
  if (product.status === "archived") return product;
  return {
    ...product,
    status: "archived",
    publishedAtMs: null,
    version: product.version + 1,
    updatedAtMs: nowMs,
  };
}
