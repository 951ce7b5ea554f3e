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
