import type { Product } from "./product.ts";

/**
 * What a change may alter of all that shoppers are shown. Whoever keeps a copy notes the topics it was made from;
 * a change that names one of them makes the copy old.
 */
export const TOPICS = {
  /** The list of all products that shoppers see, and that something became visible at all. */
  products: "products",
  collections: "collections",
  settings: "settings",
  /** The product with this id, as shoppers see it. */
  product: (id: string) => `product:${id}`,
  /** Which product a handle shows, if any. */
  handle: (handle: string) => `handle:${handle}`,
  /** The products of a collection, and whether it exists. */
  collection: (handle: string) => `collection:${handle}`,
} as const;

/** The topics that a new version of a product touches; none while shoppers see neither version. */
export function topicsOfChange(before: Product | null, after: Product): string[] {
  const seen = [before, after].filter((product) => product !== null && product.status === "active");
  if (seen.length === 0) return [];
  return [
    ...new Set([
      TOPICS.products,
      TOPICS.product(after.id),
      ...seen.flatMap((product) =>
        product ? [TOPICS.handle(product.handle), ...product.collections.map(TOPICS.collection)] : [],
      ),
    ]),
  ];
}
