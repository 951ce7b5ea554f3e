import type { RuleSet } from "./collection-rule.ts";
import { matchesCollection } from "./matches-collection.ts";
import type { Product } from "./product.ts";

/** COL-1 A rule collection that a product is in, and until when; null for as long as neither changes. */
export type RuledMembership = {
  readonly collectionId: string;
  readonly handle: string;
  readonly untilMs: number | null;
};

type Ruled = { readonly id: string; readonly handle: string; readonly rules: RuleSet };

/** COL-1 All rule collections that this version of a product is in from now on. */
export function decideMemberships(
  product: Product,
  collections: readonly Ruled[],
  categoriesOf: ReadonlySet<string>,
  nowMs: number,
): RuledMembership[] {
  return collections.flatMap(({ id, handle, rules }) => {
    const decided = matchesCollection(product, rules, categoriesOf, nowMs);
    return decided.isMember ? [{ collectionId: id, handle, untilMs: decided.untilMs }] : [];
  });
}
