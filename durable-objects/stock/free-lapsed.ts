import { lapseHold } from "../../domain/hold/lapse-hold.ts";
import { afterStep, balanceOf, type StockItem } from "../../domain/inventory/stock-item.ts";
import type { StockBook } from "./stock-book.ts";
import type { HoldRow } from "./stock-rows.ts";

const LAPSE_SLICE = 500;

/**
 * HLD-1 Writes down lapsed holds of an item until there is enough of it or none are left. Runs in the transaction that
 * reuses the units and before its decisions, so ten thousand that lapse together cost one buyer no more than the units
 * he takes.
 */
export function freeLapsed(
  book: StockBook,
  itemId: string,
  isEnough: (item: StockItem) => boolean,
  nowMs: number,
): void {
  let item = book.item(itemId);
  while (item && !isEnough(item)) {
    const lapsed = book.lapsedHolds(itemId, nowMs, LAPSE_SLICE);
    if (lapsed.length === 0) return;
    item = writeLapses(book, item, lapsed, nowMs);
  }
}

/** Writes down lapsed holds of an item, as many as one slice holds; how many there were. */
export function freeSlice(book: StockBook, itemId: string, nowMs: number): number {
  const item = book.item(itemId);
  if (!item || item.early === 0) return 0;
  const lapsed = book.lapsedHolds(item.itemId, nowMs, LAPSE_SLICE);
  if (lapsed.length > 0) writeLapses(book, item, lapsed, nowMs);
  return lapsed.length;
}

/** Writes down these lapses of one item. */
export function writeLapses(
  book: StockBook,
  item: StockItem,
  lapsed: readonly HoldRow[],
  nowMs: number,
): StockItem {
  let after = item;
  for (const row of lapsed) {
    const step = lapseHold(balanceOf(after, nowMs), row.hold, nowMs);
    after = afterStep(after, step, row, { hold: step.hold, allocation: [] });
  }
  book.markLapsed(item.itemId, lapsed, nowMs);
  book.saveItem(after, nowMs);
  return after;
}
