import { z } from "zod";
import { text } from "../../wire.ts";
import { AvailabilityStatus } from "./availability.ts";

/** How many values of one filter, and how many facets, one search may name. */
export const FILTER_VALUES_MAX = 20;
export const FACETS_MAX = 10;
export const SEARCH_LENGTH_MAX = 200;

export const SORTS = ["relevance", "popular", "newest", "price", "-price", "title"] as const;

/** A filter of which several values may be named, each as a parameter of its own: any of them will do. */
function filter<Value extends z.ZodType>(value: Value, description: string) {
  return z
    .union([value, z.array(value).max(FILTER_VALUES_MAX)])
    .optional()
    .meta({ description: `${description} Repeat the parameter for several: any of them will do.` });
}

const name = text(128);
const amount = z.coerce.number().int().min(0).max(100_000_000_000).optional();
const NAMES = "brand, type, category, collection, tag, availability, price, option.{name} or attribute.{key}";

export const FacetName = z
  .string()
  .max(100)
  .regex(
    /^(?:brand|type|category|collection|tag|availability|price|option\..+|attribute\..+)$/,
    `must be ${NAMES}`,
  );

/** What a search may be narrowed down by, beside `option.{name}` and `attribute.{key}`, whose names are the shop's own. */
export const searchQuery = {
  q: z.string().max(SEARCH_LENGTH_MAX).optional().meta({
    description:
      "What a shopper typed, up to 200 characters, of which the first 12 words count. Misspellings, plurals, accents, synonyms and a last word that is not finished are understood; SKUs and barcodes are found too. With `q` or any filter, the answer comes from the search index.",
    example: "linen shirts",
  }),
  brand: filter(name, "Handle of a brand."),
  type: filter(name, "Handle of a product type."),
  tag: filter(name, "A tag."),
  availability: filter(AvailabilityStatus, "Beside options: of the very variant that has them."),
  price_min: amount.meta({ description: "Lowest `price_from`, in minor units of the currency." }),
  price_max: amount.meta({ description: "Highest `price_from`, in minor units of the currency." }),
  sort: z.enum(SORTS).optional().meta({
    description:
      "Default `relevance` with `q`, else `newest`. Sorted by price, products without a price in the currency are left out.",
  }),
  facets: z
    .string()
    .max(1_000)
    .optional()
    .meta({
      description: `What to count, with commas between: ${NAMES}. At most 10. A facet is counted as if nothing of it were filtered.`,
      example: "brand,option.Size,price",
    }),
} as const;

const FacetValue = z
  .strictObject({
    value: z
      .string()
      .meta({ description: "What to filter by. Of a price, its lowest amount in minor units." }),
    title: z.string(),
    count: z.int().min(1).max(1_000),
    below: z
      .union([z.int(), z.null()])
      .optional()
      .meta({ description: "Of prices alone: where the next step begins, null after the last." }),
  })
  .meta({ id: "FacetValue" });

export const Facet = z
  .strictObject({
    facet: z.string(),
    values: z
      .array(FacetValue)
      .max(50)
      .meta({ description: "The most frequent first; prices in their order." }),
    is_partial: z.boolean().meta({
      description: "Counted among the first 1,000 matches, because there are more.",
    }),
  })
  .meta({ id: "Facet" });

/** What a search says beside its page. */
export const searchExtras = {
  matches: z
    .strictObject({ count: z.int().min(0).max(1_000), is_more: z.boolean() })
    .meta({
      id: "MatchCount",
      description: "How many products match: up to 1,000, and whether there are more (`1000+`).",
    })
    .optional(),
  facets: z.array(Facet).max(FACETS_MAX).optional(),
  corrected_to: z
    .string()
    .optional()
    .meta({ description: "What was searched for instead, since nothing has the words as they were typed." }),
} as const;
