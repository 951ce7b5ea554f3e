import { type Allocation, freeAt, type Level } from "./level.ts";

/**
 * Where units are taken from. `order` names locations, the best first; those it doesn't name come last.
 *
 * - in_order: each item from the best location that has some, then the next. What `nearest` and `priority` come to.
 * - fewest: all items from as few locations as possible; among equals the better ones.
 */
export type Sourcing = { readonly mode: "in_order" | "fewest"; readonly order: readonly string[] };

export type Wanted = { readonly itemId: string; readonly units: number; readonly levels: readonly Level[] };

/**
 * ALC-1 Spreads what was granted over locations, never more from one than it has free. What no location has is left
 * without one: those units wait for a delivery.
 */
export function allocate(wanted: readonly Wanted[], sourcing: Sourcing): ReadonlyMap<string, Allocation> {
  const order = sourcing.mode === "fewest" ? fewestFirst(wanted, sourcing.order) : sourcing.order;
  return new Map(wanted.map((item) => [item.itemId, takeInOrder(item, order)]));
}

function takeInOrder({ units, levels }: Wanted, order: readonly string[]): Allocation {
  const parts: { location: string; units: number }[] = [];
  let left = units;
  for (const level of ranked(levels, order)) {
    if (left === 0) break;
    const some = Math.min(freeAt(level), left);
    if (some <= 0) continue;
    parts.push({ location: level.location, units: some });
    left -= some;
  }
  return parts;
}

function ranked(levels: readonly Level[], order: readonly string[]): readonly Level[] {
  if (levels.length < 2) return levels;
  const rank = (level: Level) => {
    const at = order.indexOf(level.location);
    return at < 0 ? order.length : at;
  };
  return [...levels].sort((a, b) => rank(a) - rank(b) || (a.location < b.location ? -1 : 1));
}

/** Greedy cover: again and again the location that can give most of what is still wanted, then the better one. */
function fewestFirst(wanted: readonly Wanted[], order: readonly string[]): string[] {
  const left = new Map(wanted.map((item) => [item.itemId, item.units]));
  const known = [
    ...new Set(wanted.flatMap((item) => ranked(item.levels, order).map((level) => level.location))),
  ];
  const candidates = known.sort((a, b) => rankOf(a, order) - rankOf(b, order));
  const chosen: string[] = [];
  while (candidates.length > 0) {
    const gives = candidates.map((location) => coverOf(location, wanted, left));
    const best = gives.indexOf(gives.reduce((most, some) => (isMore(some, most) ? some : most)));
    const [location = ""] = candidates.splice(best, 1);
    chosen.push(location);
    for (const item of wanted) {
      const some = Math.min(freeIn(item, location), left.get(item.itemId) ?? 0);
      left.set(item.itemId, (left.get(item.itemId) ?? 0) - some);
    }
  }
  return chosen;
}

/** Items that a location can complete count first, then units. */
type Cover = { items: number; units: number };

function coverOf(location: string, wanted: readonly Wanted[], left: ReadonlyMap<string, number>): Cover {
  let items = 0;
  let units = 0;
  for (const item of wanted) {
    const open = left.get(item.itemId) ?? 0;
    const some = Math.min(freeIn(item, location), open);
    units += some;
    if (open > 0 && some === open) items += 1;
  }
  return { items, units };
}

function isMore(one: Cover, other: Cover): boolean {
  return one.items > other.items || (one.items === other.items && one.units > other.units);
}

function freeIn(item: Wanted, location: string): number {
  const level = item.levels.find((known) => known.location === location);
  const free = level ? freeAt(level) : 0;
  return free > 0 ? free : 0;
}

function rankOf(location: string, order: readonly string[]): number {
  const at = order.indexOf(location);
  return at < 0 ? order.length : at;
}
