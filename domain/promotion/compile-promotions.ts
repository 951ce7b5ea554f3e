import { invariant } from "../kernel/invariant.ts";
import { foldCode } from "./fold-code.ts";
import { FILTER_KINDS, type LineFilter, type LineSelection } from "./line-selection.ts";
import { PROMOTION_LIMITS, type Promotion } from "./promotion.ts";
import { selectionsOf } from "./promotion-action.ts";

export type FilterKind = (typeof FILTER_KINDS)[number];

/** A selection with its targets as numbers: of each kind that asks something one, and of `not` none. */
export type CompiledSelection = {
  readonly only: readonly (readonly number[])[];
  readonly not: readonly number[];
  readonly withReduced: boolean;
};

export type CompiledPromotion = {
  readonly promotion: Promotion;
  /** Stable: `promotion.percentage` and so on, by what it does. */
  readonly rule: string;
  /** Places in `selections`. */
  readonly counted: number;
  readonly reach: readonly number[];
  /** Whether some selection loses lines that an earlier promotion made cheaper. */
  readonly losesLowered: boolean;
};

/** The promotions of one bundle, ready for any number of carts. Not a plain value: made anew from the bundle, never kept. */
export type CompiledPromotions = {
  /** In the order in which they are applied. */
  readonly promotions: readonly CompiledPromotion[];
  /** Each once, however many promotions have the same: half of a shop's look at all lines. */
  readonly selections: readonly CompiledSelection[];
  /** What some selection names, as numbers. */
  readonly targets: Readonly<Record<FilterKind, ReadonlyMap<string, number>>>;
  readonly targetCount: number;
  /** Promotions by their named codes, folded, and by id. */
  readonly byCode: ReadonlyMap<string, readonly string[]>;
  readonly byId: ReadonlyMap<string, Promotion>;
};

/** Done once per version of the bundle; `applyPromotions` then costs what the cart and its matches cost. */
export function compilePromotions(promotions: readonly Promotion[]): CompiledPromotions {
  invariant(promotions.length <= PROMOTION_LIMITS.promotionsMax, "PRM-8 a bundle has too many promotions");
  const byId = new Map(promotions.map((promotion) => [promotion.id, promotion]));
  invariant(byId.size === promotions.length, "PRM-6 a promotion's id occurs once, or their order is none");

  const interned = internSelections();
  const compiled = promotions.toSorted(inOrderOfApplying).map((promotion) => ({
    promotion,
    rule: `promotion.${promotion.action.kind}`,
    counted: interned.place(promotion.conditions.counted),
    reach: selectionsOf(promotion.action).map(interned.place),
    losesLowered: selectionsOf(promotion.action).some(({ discountedLines }) => discountedLines === "exclude"),
  }));
  return { promotions: compiled, ...interned.done(), byCode: indexCodes(promotions), byId };
}

/** PRM-6 By priority, the higher number first, then by id. */
export function inOrderOfApplying(one: Promotion, other: Promotion): number {
  return other.priority - one.priority || (one.id < other.id ? -1 : Number(one.id !== other.id));
}

function internSelections() {
  const targets = Object.fromEntries(FILTER_KINDS.map((kind) => [kind, new Map()])) as Record<
    FilterKind,
    Map<string, number>
  >;
  const selections: CompiledSelection[] = [];
  const places = new Map<string, number>();
  let targetCount = 0;

  const numberOf = (kind: FilterKind, name: string): number => {
    const known = targets[kind].get(name);
    if (known !== undefined) return known;
    targets[kind].set(name, targetCount);
    return targetCount++;
  };
  const numbersOf = (filter: LineFilter): number[][] =>
    FILTER_KINDS.flatMap((kind) => {
      const names = filter[kind] ?? [];
      const numbers = new Set(names.map((name) => numberOf(kind, name)));
      return numbers.size === 0 ? [] : [[...numbers].sort((a, b) => a - b)];
    });

  const place = ({ only, not, discountedLines }: LineSelection): number => {
    const selection: CompiledSelection = {
      only: numbersOf(only),
      not: numbersOf(not).flat(),
      withReduced: discountedLines === "include",
    };
    const key = JSON.stringify(selection);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, selections.length);
    return selections.push(selection) - 1;
  };
  return { place, done: () => ({ selections, targets, targetCount }) };
}

function indexCodes(promotions: readonly Promotion[]): Map<string, string[]> {
  const byCode = new Map<string, string[]>();
  for (const { id, trigger } of promotions) {
    if (trigger.kind === "automatic") continue;
    for (const code of new Set(trigger.codes.map(foldCode))) {
      const ids = byCode.get(code);
      if (ids) ids.push(id);
      else byCode.set(code, [id]);
    }
  }
  return byCode;
}
