import type { Flaw } from "../catalog/flaw.ts";
import { findActionFlaws } from "./find-action-flaws.ts";
import { COUNT, findAmountFlaws, flawIf, isCount } from "./find-amount-flaws.ts";
import { foldCode } from "./fold-code.ts";
import { FILTER_KINDS, type LineFilter, type LineSelection } from "./line-selection.ts";
import { PROMOTION_LIMITS, type Promotion } from "./promotion.ts";
import { selectionsOf } from "./promotion-action.ts";

/** PRM-14 Whether what staff sent makes sense as a promotion, within the limits that evaluating counts on. */
export function findPromotionFlaws(promotion: Promotion): Flaw[] {
  const { startsAtMs, endsAtMs, exclusive, group, conditions, action, limits } = promotion;
  const never = startsAtMs !== null && endsAtMs !== null && endsAtMs <= startsAtMs;
  return [
    ...flawIf(never, ["endsAtMs"], "is not after the start"),
    ...flawIf(exclusive && group !== null, ["group"], "an exclusive promotion stands in no group"),
    ...flawIf(!Number.isSafeInteger(promotion.priority), ["priority"], "is no whole number"),
    ...findCodeFlaws(promotion),
    ...findConditionFlaws(conditions),
    ...findTargetFlaws([conditions.counted, ...selectionsOf(action)]),
    ...findActionFlaws(action),
    ...(limits ? findLimitFlaws(limits) : []),
  ];
}

function findCodeFlaws({ trigger }: Promotion): Flaw[] {
  if (trigger.kind === "automatic") return [];
  const at = ["trigger", "codes"];
  const folded = trigger.codes.map(foldCode);
  const { namedCodesMax, codeLengthMax } = PROMOTION_LIMITS;
  return [
    ...flawIf(folded.length > namedCodesMax, at, `has more than ${namedCodesMax} codes`),
    ...flawIf(new Set(folded).size < folded.length, at, "names a code twice"),
    ...folded.flatMap((code, index) =>
      flawIf(code === "" || code.length > codeLengthMax, [...at, index], `has 1 to ${codeLengthMax} signs`),
    ),
  ];
}

function findConditionFlaws(conditions: Promotion["conditions"]): Flaw[] {
  const { audienceMax } = PROMOTION_LIMITS;
  const { subtotalMin, subtotalMax, quantityMin } = conditions;
  const crossed = subtotalMin.some(({ amount, currency }) =>
    subtotalMax.some((max) => max.currency === currency && max.amount < amount),
  );
  return [
    ...(["channels", "markets", "customerGroups"] as const).flatMap((list) =>
      flawIf(
        conditions[list].length > audienceMax,
        ["conditions", list],
        `has more than ${audienceMax} entries`,
      ),
    ),
    ...flawIf(quantityMin !== null && !isCount(quantityMin), ["conditions", "quantityMin"], COUNT),
    ...findAmountFlaws(subtotalMin, ["conditions", "subtotalMin"], 0),
    ...findAmountFlaws(subtotalMax, ["conditions", "subtotalMax"], 0),
    ...flawIf(crossed, ["conditions", "subtotalMax"], "is less than the least subtotal"),
  ];
}

function findTargetFlaws(selections: readonly LineSelection[]): Flaw[] {
  const sizeOf = (filter: LineFilter) =>
    FILTER_KINDS.reduce((sum, kind) => sum + (filter[kind]?.length ?? 0), 0);
  const targets = selections.reduce((sum, { only, not }) => sum + sizeOf(only) + sizeOf(not), 0);
  const { targetsMax } = PROMOTION_LIMITS;
  return flawIf(targets > targetsMax, ["action"], `names more than ${targetsMax} targets in all`);
}

function findLimitFlaws({ usesMax, usesPerCustomerMax, budget }: NonNullable<Promotion["limits"]>): Flaw[] {
  const isUse = (uses: number | null) => uses === null || (Number.isSafeInteger(uses) && uses > 0);
  return [
    ...flawIf(!isUse(usesMax), ["limits", "usesMax"], "is no whole number of one or more"),
    ...flawIf(
      !isUse(usesPerCustomerMax),
      ["limits", "usesPerCustomerMax"],
      "is no whole number of one or more",
    ),
    ...findAmountFlaws(budget, ["limits", "budget"], 1),
  ];
}
