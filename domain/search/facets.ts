/** The facets that every product may have, by their names on the wire. Options and attributes have theirs in front. */
export const FACETS = {
  brand: "brand",
  type: "type",
  category: "category",
  collection: "collection",
  tag: "tag",
  availability: "availability",
  option: (name: string) => `option.${name}`,
  attribute: (key: string) => `attribute.${key}`,
  /** Steps of prices on a shelf. */
  price: (shelf: string) => `price.${shelf}`,
} as const;

/** Channels that show what not all of them show. */
export const CHANNEL = "channel";
export const LIMITED = "limited";

/** Facets whose marks are kept together: who counts one of them reads no others than these. */
export const FACET_FAMILIES = ["names", "tags", "options", "others"] as const;
export type FacetFamily = (typeof FACET_FAMILIES)[number];

/** The family of a facet; null of prices, which are counted from the prices themselves. */
export function familyOf(facet: string): FacetFamily | null {
  const { brand, type, category, collection, tag } = FACETS;
  if (([brand, type, category, collection] as string[]).includes(facet)) return "names";
  if (facet === tag) return "tags";
  if (facet.startsWith(FACETS.option(""))) return "options";
  return facet === "price" || facet.startsWith(FACETS.price("")) ? null : "others";
}
