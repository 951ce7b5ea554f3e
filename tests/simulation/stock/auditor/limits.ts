import type { HoldAsk, ItemUnits } from "../asks.ts";
import type { Books } from "./books.ts";
import { isLive, kept, type Part } from "./part.ts";

/** Ahead of payment one asker holds at most so many units of an item, and all together this share of the unsold ones. */
export const EARLY_UNITS_MAX = 20;
export const EARLY_SHARE_PERCENT = 50;

type Limit = { itemId: string; limit: "per_order" | "per_buyer" | "early_holds"; allowed: number };

/** What one order, one buyer, or one asker ahead of payment may take; what the ask replaces no longer counts. */
export function limitsOf(
  books: Books,
  ask: HoldAsk,
  nowMs: number,
  countsLent: (item: ItemUnits) => boolean,
): Limit[] {
  return ask.items.flatMap(({ itemId, units }): Limit[] => {
    const { maxPerOrder, maxPerBuyer } = books.item(itemId).policy;
    if (maxPerOrder !== null && units > maxPerOrder)
      return [{ itemId, limit: "per_order", allowed: maxPerOrder }];
    if (maxPerBuyer !== null) {
      const allowed = maxPerBuyer - sumOthers(books, ask, itemId, (part) => ofBuyer(part, ask.buyer, nowMs));
      if (units > allowed) return [{ itemId, limit: "per_buyer", allowed }];
    }
    const allowed = ask.pin ? units : earlyRoom(books, ask, itemId, countsLent({ itemId, units }), nowMs);
    return units > allowed ? [{ itemId, limit: "early_holds", allowed }] : [];
  });
}

/** Who buys what was held before shows when it is pinned: only then it counts as theirs, and may be too much. */
export function limitsOfPin(
  books: Books,
  ask: HoldAsk,
  earlier: ReadonlyMap<string, Part>,
  nowMs: number,
): Limit[] {
  return ask.items.flatMap(({ itemId, units }): Limit[] => {
    const part = earlier.get(itemId);
    if (!part || !namesBuyer(books, ask, itemId, part)) return [];
    const { maxPerBuyer } = books.item(itemId).policy;
    const had = sumOthers(books, ask, itemId, (other) => ofBuyer(other, ask.buyer, nowMs));
    const allowed = (maxPerBuyer ?? Number.POSITIVE_INFINITY) - had;
    return units > allowed ? [{ itemId, limit: "per_buyer", allowed }] : [];
  });
}

export function namesBuyer(books: Books, ask: HoldAsk, itemId: string, part: Part): boolean {
  const isNews = ask.buyer !== null && ask.buyer !== part.buyer;
  return ask.pin && part.state === "held" && isNews && books.item(itemId).policy.maxPerBuyer !== null;
}

/** Units that can be called home count as well, where the ask is for more than is here. */
function earlyRoom(books: Books, ask: HoldAsk, itemId: string, countsLent: boolean, nowMs: number): number {
  const there = books.onHand(itemId) - books.safety(itemId) - (countsLent ? 0 : books.lent(itemId));
  const unsold = there + books.allowance(itemId, nowMs) - books.committed(itemId);
  const share = Math.ceil((unsold * EARLY_SHARE_PERCENT) / 100);
  const early = (part: Part) => (part.state === "held" && isLive(part, nowMs) ? part.units : 0);
  const byAll = sumOthers(books, ask, itemId, early);
  const byAsker = sumOthers(books, ask, itemId, (part) =>
    ask.asker !== null && part.asker === ask.asker ? early(part) : 0,
  );
  return Math.min(share - byAll, EARLY_UNITS_MAX - byAsker);
}

function ofBuyer(part: Part, buyer: string | null, nowMs: number): number {
  return buyer !== null && part.buyer === buyer ? kept(part, nowMs) : 0;
}

/** Over all holds of an item but those that are given back by this ask. What was sold is not given back. */
function sumOthers(
  books: Books,
  { replaces }: HoldAsk,
  itemId: string,
  figure: (part: Part) => number,
): number {
  let sum = 0;
  for (const [holdId, part] of books.partsOf(itemId)) {
    const isReplaced =
      part.committed === 0 &&
      replaces.some((old) => old.holdId === holdId && old.items.some((item) => item.itemId === itemId));
    if (!isReplaced) sum += figure(part);
  }
  return sum;
}
