/**
 * Units of one thing that many people reach for: stock of an item, uses of a coupon, cents of a gift card. `held` is
 * promised for a while, `committed` for good.
 */
export type Balance = {
  readonly total: number;
  readonly held: number;
  readonly committed: number;
  /** Lent to other places, which promise from them in our stead. They are still ours: part of `total`. */
  readonly granted: number;
  /** Kept back by the owner. */
  readonly safety: number;
  /** What may be promised beyond what is there. */
  readonly allowance: number;
};

/** INV-2 What is there and not promised. Never clamped: below zero is a fact, not something to hide. */
export function available(balance: Balance): number {
  return balance.total - balance.held - balance.committed - balance.granted - balance.safety;
}

/** INV-7 What may still be promised: what is there, and what may be promised beyond it. */
export function promisable(balance: Balance): number {
  return available(balance) + balance.allowance;
}

/** More is promised than may be: a stocktake found less. New holds are refused until it is mended. */
export function isShort(balance: Balance): boolean {
  return balance.total + balance.allowance < balance.held + balance.committed + balance.granted;
}
