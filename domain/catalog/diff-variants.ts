import type { Variant } from "./product.ts";
import { sameValue } from "./same-value.ts";

/** A variant and its place in the list. */
export type PlacedVariant = { readonly variant: Variant; readonly position: number };

export type VariantDiff = {
  /** New, changed or moved: what has to be written. */
  readonly written: readonly PlacedVariant[];
  readonly removedIds: readonly string[];
};

/** What of the variants has to be written to get from one version of a product to the next. */
export function diffVariants(before: readonly Variant[], after: readonly Variant[]): VariantDiff {
  const earlier = new Map(before.map((variant, position) => [variant.id, { variant, position }]));
  const written = after
    .map((variant, position) => ({ variant, position }))
    .filter((placed) => !sameValue(earlier.get(placed.variant.id), placed));

  const kept = new Set(after.map(({ id }) => id));
  return { written, removedIds: before.map(({ id }) => id).filter((id) => !kept.has(id)) };
}
