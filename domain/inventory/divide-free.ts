import { available } from "../hold/balance.ts";
import { type Allocation, freeAt } from "./level.ts";
import { balanceOf, type StockItem } from "./stock-item.ts";

/**
 * HOT-1 The free units of an item, in so many parts as even as they can be. Only what is there and nobody was promised:
 * units that wait for a delivery stay with the home.
 */
export function divideFree(item: StockItem, parts: number, nowMs: number): Allocation[] {
  let left = available(balanceOf(item, nowMs));
  const shares: { location: string; units: number }[][] = Array.from({ length: parts }, () => []);
  let next = 0;
  for (const level of item.levels) {
    const units = Math.min(freeAt(level), left);
    if (units <= 0) continue;
    left -= units;
    for (let at = 0; at < parts; at += 1) {
      // Leftovers go on where the last location's ended, so that no part gets all of them.
      const extra = at < units % parts ? 1 : 0;
      const share = Math.floor(units / parts) + extra;
      if (share > 0) shares[(next + at) % parts]?.push({ location: level.location, units: share });
    }
    next = (next + (units % parts)) % parts;
  }
  return shares;
}
