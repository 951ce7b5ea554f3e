import type { Money } from "../money/money.ts";
import type { LineSelection } from "./line-selection.ts";

/** Amounts stand once per currency; in a currency that has none, the promotion does not apply. */
type PerCurrency = readonly Money[];

export type PercentageOff = { readonly kind: "percentage"; readonly ratePpm: number };
export type AmountOff = { readonly kind: "amount"; readonly amounts: PerCurrency };
export type FixedPrice = { readonly kind: "fixed_price"; readonly prices: PerCurrency };

/** From this much of undiscounted goods on, so much off them all. */
export type SpendTier = {
  readonly from: Money;
  readonly off: PercentageOff | { readonly kind: "amount"; readonly amount: Money };
};

/** What a promotion does. One thing each: who wants two makes two promotions, and they stack. */
export type PromotionAction =
  /** Off what is left of each line; `atMost` caps it for the whole cart, empty is no cap. */
  | {
      readonly kind: "percentage";
      readonly lines: LineSelection;
      readonly ratePpm: number;
      readonly atMost: PerCurrency;
    }
  /** Off each unit, off each line, or once off all the lines together. */
  | {
      readonly kind: "amount_off";
      readonly lines: LineSelection;
      readonly amounts: PerCurrency;
      readonly per: "unit" | "line" | "order";
    }
  /** Each unit costs no more than this; what is cheaper stays so. */
  | { readonly kind: "fixed_price"; readonly lines: LineSelection; readonly prices: PerCurrency }
  /** For each `buyUnits` of one selection, `getUnits` of the other at so much off; the cheapest first. */
  | {
      readonly kind: "buy_x_get_y";
      readonly buy: LineSelection;
      readonly buyUnits: number;
      readonly get: LineSelection;
      readonly getUnits: number;
      readonly ratePpm: number;
      readonly setsMax: number | null;
    }
  /** "3 for the price of 2": of each `units`, `payFor` are paid and the cheapest are free. */
  | {
      readonly kind: "n_for_m";
      readonly lines: LineSelection;
      readonly units: number;
      readonly payFor: number;
      readonly setsMax: number | null;
    }
  /** The highest tier that is reached counts. */
  | { readonly kind: "tiered_spend"; readonly lines: LineSelection; readonly tiers: readonly SpendTier[] }
  /** So many units of each set together for one price, as often as the cart has them. */
  | {
      readonly kind: "bundle_price";
      readonly sets: readonly { readonly lines: LineSelection; readonly units: number }[];
      readonly prices: PerCurrency;
      readonly setsMax: number | null;
    }
  /** Off shipping by the named options, or by any where none is named; free is a percentage of all of it. */
  | {
      readonly kind: "shipping";
      readonly optionIds: readonly string[];
      readonly off: PercentageOff | AmountOff | FixedPrice;
    }
  /** Units of a variant for nothing: a wish that the caller resolves. `worth` is what it counts for where promotions are compared. */
  | {
      readonly kind: "gift";
      readonly variantId: string;
      readonly units: number;
      readonly worth: PerCurrency;
    };

/** The selections of an action, in the order in which it is given their lines. */
export function selectionsOf(action: PromotionAction): readonly LineSelection[] {
  switch (action.kind) {
    case "buy_x_get_y":
      return [action.buy, action.get];
    case "bundle_price":
      return action.sets.map(({ lines }) => lines);
    case "shipping":
    case "gift":
      return [];
    default:
      return [action.lines];
  }
}

/** The amount of a currency; null where the list has none. */
export function amountIn(amounts: PerCurrency, currency: string): number | null {
  for (const { amount, currency: code } of amounts) if (code === currency) return amount;
  return null;
}
