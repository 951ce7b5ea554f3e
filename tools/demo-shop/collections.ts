import type { DemoCollection } from "./types.ts";

/** The collections of the shop, in the order a menu would show them. */
export const collections = [
  {
    handle: "new-arrivals",
    title: "New arrivals",
    description: "What came in this month, from the first linen of the season to things we have waited for.",
  },
  {
    handle: "women",
    title: "Women",
    description: "Easy shapes in linen, wool and cotton, cut to be worn together and for years.",
  },
  {
    handle: "men",
    title: "Men",
    description: "Hard-wearing basics with honest details, from heavyweight tees to a proper chore jacket.",
  },
  {
    handle: "kids",
    title: "Kids",
    description: "Clothes for climbing trees in, and toys and books that survive being loved.",
  },
  {
    handle: "home",
    title: "Home",
    description: "Furniture, textiles and light for rooms that are lived in.",
  },
  {
    handle: "kitchen",
    title: "Kitchen & pantry",
    description:
      "Pots, pans and pottery for daily cooking, and a short shelf of good things to eat and drink.",
  },
  {
    handle: "electronics",
    title: "Electronics",
    description: "Sound, screens and power, chosen for repairable parts and quiet design.",
  },
  {
    handle: "books-and-paper",
    title: "Books & paper",
    description: "Cookbooks, field guides and stationery worth writing a real letter on.",
  },
  {
    handle: "digital",
    title: "Downloads",
    description: "Guides, patterns and planners that arrive by e-mail within a minute of paying.",
  },
  {
    handle: "gifts",
    title: "Gifts",
    description: "Small and not so small things that need no explaining when they are unwrapped.",
  },
] as const satisfies DemoCollection[];

/** The handle of a collection that exists. */
export type CollectionHandle = (typeof collections)[number]["handle"];
