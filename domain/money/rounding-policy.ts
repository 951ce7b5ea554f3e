import { ROUNDING_MODES, type RoundingMode } from "./round-ratio.ts";

/** What a rate is applied to before it is rounded: each unit of a line, a line, or all lines of one rate together. */
export type RoundedPer = (typeof ROUNDED_PER)[number];

export const ROUNDED_PER = ["unit", "line", "order"] as const;

/**
 * How a shop rounds in one of its currencies; stated in the quote, so an order says for ever how its figures came about.
 * `cashStep`: what is due is a multiple of so many minor units, such as 5 for CHF in cash; 1 leaves it as it is.
 */
export type RoundingPolicy = {
  readonly mode: RoundingMode;
  readonly per: RoundedPer;
  readonly cashStep: number;
};

/** How every order was rounded before there was a choice, and is where a shop says nothing. */
export const USUAL_ROUNDING: RoundingPolicy = { mode: "half_up", per: "line", cashStep: 1 };

/** 1,000 rupiah in sen: no currency in use has a coarser smallest coin. */
export const CASH_STEP_MAX = 100_000;

export type RoundingFlaw = "mode_unknown" | "per_unknown" | "cash_step_out_of_range";

/** Why settings can't hold a policy, or null. */
export function findRoundingFlaw({ mode, per, cashStep }: RoundingPolicy): RoundingFlaw | null {
  if (!ROUNDING_MODES.includes(mode)) return "mode_unknown";
  if (!ROUNDED_PER.includes(per)) return "per_unknown";
  const isStep = Number.isSafeInteger(cashStep) && cashStep >= 1 && cashStep <= CASH_STEP_MAX;
  return isStep ? null : "cash_step_out_of_range";
}
