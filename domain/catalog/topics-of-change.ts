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
  /** The products of a category, those below it among them. */
  category: (handle: string) => `category:${handle}`,
  /** What product types, brands and categories there are, what they are called, and the tree. */
  taxonomy: "taxonomy",
  /** Which price lists apply, and their terms; their prices touch the products that show them. */
  prices: "prices",
} as const;

/** Whether a topic is a list of many things. */
export function isListTopic(topic: string): boolean {
  return (
    topic === TOPICS.products ||
    topic === TOPICS.collections ||
    topic === TOPICS.taxonomy ||
    topic === TOPICS.prices ||
    topic.startsWith(TOPICS.collection("")) ||
    topic.startsWith(TOPICS.category(""))
  );
}

/**
 * The topics that a new version of a product touches; none while shoppers see neither version. Of categories its own: those
 * above them are for the one to find who has the tree.
 */
export function topicsOfChange(before: Product | null, after: Product): string[] {
  const seen = [before, after].filter((version) => version?.status === "active");
  if (seen.length === 0) return [];
  const topics = seen.flatMap((version) =>
    version
      ? [
          TOPICS.handle(version.handle),
          ...[...version.collections, ...version.ruled].map(TOPICS.collection),
          ...version.categories.map(TOPICS.category),
        ]
      : [],
  );
  return [...new Set([TOPICS.products, TOPICS.product(after.id), ...topics])];
}
