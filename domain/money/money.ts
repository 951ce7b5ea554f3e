import { invariant } from "../kernel/invariant.ts";

/** An amount of one currency in its integer minor units (cents, yen). Never a float, never without its currency. */
export type Money = { readonly amount: number; readonly currency: string };

/** MON-2 The largest amount we reckon with: nine trillion minor units, well inside exact integers even after × 1,000. */
export const AMOUNT_MAX = 9_007_199_254_740;

export function money(amount: number, currency: string): Money {
  invariant(Number.isSafeInteger(amount), `MON-2 an amount is an integer of minor units, got ${amount}`);
  invariant(Math.abs(amount) <= AMOUNT_MAX, `MON-2 an amount stays within ±${AMOUNT_MAX}, got ${amount}`);
  // `+ 0` turns the −0 that negating or multiplying zero leaves into 0, so equal amounts are equal values.
  return { amount: amount + 0, currency };
}
