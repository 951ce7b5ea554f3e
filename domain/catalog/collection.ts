import { ok, type Result, refuse } from "../kernel/result.ts";
import { isCurrency } from "../money/currency.ts";
import type { RuleSet } from "./collection-rule.ts";
import type { Flaw } from "./flaw.ts";
import { nextVersion } from "./next-version.ts";
import type { ProductStatus, Seo } from "./product.ts";
import { sameValue } from "./same-value.ts";

/** A group of products that shoppers browse. Its handle is its name for ever. */
export type Collection = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  /** Shoppers see active ones alone. */
  readonly status: ProductStatus;
  readonly mediaId: string | null;
  readonly seo: Seo | null;
  /** COL-1 Who chooses the products, for good: rules, or (null) staff. */
  readonly rules: RuleSet | null;
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

/** All collections are listed on one page, so there is a limit to them. */
export const COLLECTIONS_MAX = 200;

export type CollectionFields = Omit<Collection, "id" | "version" | "createdAtMs" | "updatedAtMs">;
type Refusal =
  | { readonly code: "too_many_collections"; readonly allowed: number }
  | { readonly code: "flawed"; readonly flaws: readonly Flaw[] };

/** The collection as it will be: the next version of `present`, `present` itself when nothing changes, or a new one. */
export function decideCollection(
  fields: CollectionFields,
  present: Collection | null,
  collections: number,
  id: string,
  nowMs: number,
): Result<Collection, Refusal> {
  if (!present && collections >= COLLECTIONS_MAX)
    return refuse({ code: "too_many_collections", allowed: COLLECTIONS_MAX });
  const flaws = findRuleFlaws(fields.rules, present);
  if (flaws.length > 0) return refuse({ code: "flawed", flaws });
  return ok(nextVersion(present, { id: present?.id ?? id, ...fields }, nowMs));
}

/** COL-1 Whether other products may be in the next version than in the one before. */
export function hasOtherRules(before: Collection | null, after: Collection): boolean {
  return after.rules !== null && !sameValue(before?.rules ?? null, after.rules);
}

function findRuleFlaws(rules: RuleSet | null, present: Collection | null): Flaw[] {
  if (present && (present.rules === null) !== (rules === null)) {
    return [{ at: ["rules"], detail: present.rules ? STAYS_RULED : STAYS_CHOSEN }];
  }
  return (rules?.rules ?? []).flatMap((rule, index) =>
    rule.field === "price" && !isCurrency(rule.currency)
      ? [{ at: ["rules", "rules", index, "currency"], detail: "is not a currency of ISO 4217" }]
      : [],
  );
}

const STAYS_RULED = "choose the products of this collection for good: it can't do without any";
const STAYS_CHOSEN = "are for collections that began with some: staff chose the products of this one";
