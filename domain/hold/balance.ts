/**
 * Units of one thing that many people reach for: stock of an item (later also coupon uses, gift-card cents).
 * `held` is promised for a while, `committed` is promised for good, `reserve` is kept back by the owner.
 */
export type Balance = {
  readonly total: number;
  readonly held: number;
  readonly committed: number;
  readonly reserve: number;
};

/** INV-2 What may still be promised. Never clamped: below zero is a fact (`short`), not something to hide. */
export function available(balance: Balance): number {
  return balance.total - balance.held - balance.committed - balance.reserve;
}

/** More is promised than is there: a stocktake found less. New holds are refused until it is mended. */
export function isShort(balance: Balance): boolean {
  return balance.total < balance.held + balance.committed;
}
