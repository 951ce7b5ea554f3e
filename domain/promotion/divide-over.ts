import { invariant } from "../kernel/invariant.ts";
import { allocateMoney } from "../money/allocate-money.ts";
import { money } from "../money/money.ts";

/** Room to reckon in, as long as the weights; given, so that dividing makes no garbage. */
export type DividingRoom = { readonly remainders: Float64Array; readonly sorted: Float64Array };

/**
 * PRM-5 Divides an amount over the first `count` weights, into `parts`: the answer of `allocateMoney`, by which it is tested,
 * in plain numbers wherever they are exact, because a cart of 300 lines is divided for each combination of promotions
 * that is tried. The amount is at most what the weights come to, so no part is more than its weight.
 */
export function divideOver(
  whole: number,
  weights: Float64Array,
  count: number,
  parts: Float64Array,
  room: DividingRoom,
): void {
  let total = 0;
  let heaviest = 0;
  for (let at = 0; at < count; at += 1) {
    const weight = weights[at] ?? 0;
    total += weight;
    if (weight > heaviest) heaviest = weight;
  }
  invariant(whole >= 0 && whole <= total, "PRM-5 nothing is divided over a base that is less");
  if (whole === total || whole === 0) {
    for (let at = 0; at < count; at += 1) parts[at] = whole === 0 ? 0 : (weights[at] ?? 0);
    return;
  }
  if (whole * heaviest > Number.MAX_SAFE_INTEGER) {
    const exact = allocateMoney(money(whole, "XXX"), Array.from(weights.subarray(0, count)));
    for (let at = 0; at < count; at += 1) parts[at] = exact[at]?.amount ?? 0;
    return;
  }

  let leftOver = whole;
  for (let at = 0; at < count; at += 1) {
    const product = whole * (weights[at] ?? 0);
    const part = Math.floor(product / total);
    parts[at] = part;
    room.remainders[at] = product - part * total;
    leftOver -= part;
  }
  if (leftOver > 0) giveToLargest(room, count, leftOver, parts);
}

/** What was sorted says from which remainder on all get one more; on a tie the earlier ones do. */
function giveToLargest(
  { remainders, sorted }: DividingRoom,
  count: number,
  leftOver: number,
  parts: Float64Array,
): void {
  for (let at = 0; at < count; at += 1) sorted[at] = remainders[at] ?? 0;
  sorted.subarray(0, count).sort();
  const threshold = sorted[count - leftOver] ?? 0;
  let atThreshold = leftOver;
  for (let at = count - 1; at >= 0 && (sorted[at] ?? 0) > threshold; at -= 1) atThreshold -= 1;

  for (let at = 0; at < count; at += 1) {
    const remainder = remainders[at] ?? 0;
    if (remainder < threshold) continue;
    if (remainder === threshold) {
      if (atThreshold === 0) continue;
      atThreshold -= 1;
    }
    parts[at] = (parts[at] ?? 0) + 1;
  }
}
