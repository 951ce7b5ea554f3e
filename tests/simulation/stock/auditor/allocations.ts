import { Mismatch } from "../../runtime/turn.ts";
import type { AllocationAnswer, HoldAsk } from "../asks.ts";
import type { Books } from "./books.ts";

/**
 * Where granted units are said to come from, if that can be: never more from a location than it has free, nothing
 * awaited while any location has some, and where locations are taken in order, from the best that has some.
 */
export function placeUnits(
  books: Books,
  ask: HoldAsk,
  itemId: string,
  units: number,
  told: AllocationAnswer | undefined,
  nowMs: number,
): Map<string, number> {
  // In this turn others gave units back, and it is not known yet from where.
  const uncertain = books.sum(itemId, ({ unallocated }) => unallocated);
  const allocation = new Map(told?.parts.map(({ location, units: some }) => [location, some]));
  const label = `where ${ask.holdId} takes ${units} of ${itemId} from`;
  const free = new Map<string, number>();
  for (const location of books.item(itemId).levels.keys()) {
    const some = books.freeAt(itemId, location, nowMs);
    if (some > 0) free.set(location, some);
  }
  let placed = 0;
  for (const [location, some] of allocation) {
    if (some <= 0 || some > (free.get(location) ?? 0) + uncertain) throw new Mismatch(label, free, told);
    placed += some;
  }
  let there = 0;
  for (const some of free.values()) there += some;
  const isWhole =
    told?.itemId === itemId &&
    told.awaited === units - placed &&
    (uncertain > 0 || placed === Math.min(units, there));
  if (!isWhole) throw new Mismatch(label, free, told);
  if (ask.sourcing.mode === "in_order" && uncertain === 0) {
    const expected = takeInOrder(free, ask.sourcing.order, units);
    const isSame =
      expected.size === allocation.size && [...expected].every(([at, some]) => allocation.get(at) === some);
    if (!isSame) throw new Mismatch(label, expected, told);
  }
  return allocation;
}

/** Named locations first, in their order; then the others by name. */
function takeInOrder(
  free: ReadonlyMap<string, number>,
  order: readonly string[],
  units: number,
): Map<string, number> {
  const rank = (location: string) => (order.includes(location) ? order.indexOf(location) : order.length);
  const locations = [...free.keys()].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const taken = new Map<string, number>();
  let left = units;
  for (const location of locations) {
    const some = Math.min(free.get(location) ?? 0, left);
    if (some > 0) taken.set(location, some);
    left -= some;
  }
  return taken;
}
