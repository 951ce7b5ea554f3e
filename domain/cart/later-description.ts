import type { VariantSnapshot } from "./cart-line.ts";

/**
 * PRC-10 The second of two descriptions of a variant, unless the first is of a later state of the catalog: clocks of isolates
 * differ, changes are numbered. Two of the same state say the same, and the one counts that was confirmed last. One that does
 * not say of which state it is proves nothing against the second.
 */
export function laterDescription<Description extends VariantSnapshot>(
  first: Description,
  second: Description,
): Description {
  const [one, other] = [first.asOf, second.asOf];
  if (!one || !other) return second;
  const isLater = one.seq === other.seq ? one.atMs > other.atMs : one.seq > other.seq;
  return isLater ? first : second;
}
