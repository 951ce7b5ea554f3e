/** Lists of what a line may be of. A kind that is left away or empty asks nothing. */
export type LineFilter = {
  readonly variants?: readonly string[];
  readonly products?: readonly string[];
  readonly collections?: readonly string[];
  readonly categories?: readonly string[];
  readonly tags?: readonly string[];
  readonly brands?: readonly string[];
};

/**
 * PRM-2 Which lines of a cart a promotion looks at: those that are in some list entry of *every* kind of `only`, and in
 * none of `not`. Lines that sell gift cards are never among them: money is not sold at a discount.
 */
export type LineSelection = {
  readonly only: LineFilter;
  readonly not: LineFilter;
  /** Whether lines take part that are on sale, or that an earlier promotion of the same cart made cheaper. */
  readonly discountedLines: "include" | "exclude";
};

export const FILTER_KINDS = ["variants", "products", "collections", "categories", "tags", "brands"] as const;

export const EVERY_LINE: LineSelection = { only: {}, not: {}, discountedLines: "include" };
