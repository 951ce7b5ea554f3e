import { invariant } from "../kernel/invariant.ts";
import { allocateMoney } from "./allocate-money.ts";
import type { Money } from "./money.ts";

/** One of those among whom an amount is divided. */
export type KeyedWeight = { readonly key: string; readonly weight: number };

/**
 * MON-1 `allocateMoney` among parts that have names: on a tie the lesser key (by code unit) comes first, wherever it
 * stands, so that lines in another order give every line the same. Answers in the order of `parts`.
 */
export function allocateByKey(whole: Money, parts: readonly KeyedWeight[]): Money[] {
  const sorted = parts.map(({ key, weight }, index) => ({ key, weight, index })).sort(byKey);
  const shares = allocateMoney(
    whole,
    sorted.map(({ weight }) => weight),
  );

  const inOrder: Money[] = new Array(parts.length);
  for (const [at, share] of shares.entries()) {
    const part = sorted[at];
    if (part) inOrder[part.index] = share;
  }
  return inOrder;
}

/** `localeCompare` would divide by the machine's locale. */
function byKey(left: KeyedWeight, right: KeyedWeight): number {
  invariant(left.key !== right.key, `MON-1 each part has a key of its own, got "${left.key}" twice`);
  return left.key < right.key ? -1 : 1;
}
