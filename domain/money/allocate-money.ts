import { invariant } from "../kernel/invariant.ts";
import { type Money, money } from "./money.ts";

type Share = { readonly index: number; readonly remainder: bigint; units: bigint };

/**
 * MON-1 Parts sum to the whole. Splits an amount in proportion to `weights` (integers, zero or more), one part each.
 * Every part is rounded toward zero; the units left over go to the largest remainders, the earlier part first on a tie
 * (Hamilton's method). So each part is within one unit of its exact share, a part of weight zero gets nothing, and
 * a negative whole is split as the mirror image of the positive one. When all weights are zero, they count as equal.
 */
export function allocateMoney(whole: Money, weights: readonly number[]): Money[] {
  for (const weight of weights) {
    invariant(Number.isSafeInteger(weight) && weight >= 0, `MON-1 a weight is an integer ≥ 0, got ${weight}`);
  }
  invariant(
    weights.length > 0 || whole.amount === 0,
    "MON-1 an amount other than zero needs a part to go to",
  );

  const sign = whole.amount < 0 ? -1n : 1n;
  const shares = shareOut(sign * BigInt(whole.amount), weights);

  return shares.map((share) => money(Number(sign * share.units), whole.currency));
}

/** BigInt, because an amount times a weight outgrows exact integers. */
function shareOut(units: bigint, weights: readonly number[]): Share[] {
  const allZero = weights.every((weight) => weight === 0);
  const portions = weights.map((weight) => (allZero ? 1n : BigInt(weight)));
  const weightTotal = portions.reduce((sum, portion) => sum + portion, 0n);

  const shares = portions.map((portion, index): Share => {
    const exact = units * portion;
    return { index, units: exact / weightTotal, remainder: exact % weightTotal };
  });

  const leftOver = Number(shares.reduce((rest, share) => rest - share.units, units));
  for (const share of shares.toSorted(byRemainderThenIndex).slice(0, leftOver)) share.units += 1n;
  return shares;
}

function byRemainderThenIndex(left: Share, right: Share): number {
  if (left.remainder === right.remainder) return left.index - right.index;
  return left.remainder > right.remainder ? -1 : 1;
}
