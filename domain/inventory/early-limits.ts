import type { StockItem } from "./stock-item.ts";
import { balanceOf } from "./stock-item.ts";

/** How much may be held ahead of payment, so that whoever has the public key can't keep a shop from selling. */
export type EarlyLimits = {
  /** Units of one item by one asker. */
  readonly unitsPerAsker: number;
  /** Percent of an item's unsold units by all askers together. */
  readonly sharePercent: number;
};

/**
 * HLD-5 How many more units of an item may be held early, by an asker who has so many of it already (null: one who is
 * not limited). Buying is never limited by this: what is kept from early holds stays for those who pay. `countsLent`: as
 * if everything that shards have were here.
 */
export function earlyRoom(
  item: StockItem,
  heldByAsker: number | null,
  limits: EarlyLimits,
  nowMs: number,
  countsLent = false,
): number {
  const { total, committed, safety, granted, allowance } = balanceOf(item, nowMs);
  const unsold = total + allowance - committed - safety - (countsLent ? 0 : granted);
  const share = Math.ceil((unsold * limits.sharePercent) / 100);
  const left = share - item.early;
  return heldByAsker === null ? left : Math.min(left, limits.unitsPerAsker - heldByAsker);
}
