import { invariant } from "../kernel/invariant.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";

/** More units than any warehouse holds, and far from where sums lose exactness. */
export const ON_HAND_MAX = 1_000_000_000;

export type AdjustRefusal =
  | { code: "would_be_negative"; onHand: number }
  | { code: "too_many_units"; onHand: number; onHandMax: number };

/**
 * INV-4 What is on hand at one location after a delivery, a loss or a count. Below zero is refused, since units that
 * are not there can't leave; below what is promised is allowed, since a count is a fact (the item becomes short).
 */
export function adjustLevel(onHand: number, delta: number): Result<number, AdjustRefusal> {
  invariant(
    Number.isSafeInteger(delta) && delta !== 0,
    `INV-4 an adjustment moves whole units, got ${delta}`,
  );
  const after = onHand + delta;
  if (after < 0) return refuse({ code: "would_be_negative", onHand });
  if (after > ON_HAND_MAX) return refuse({ code: "too_many_units", onHand, onHandMax: ON_HAND_MAX });
  return ok(after);
}
