import { isDeepStrictEqual } from "node:util";
import { Mismatch } from "../../runtime/turn.ts";
import type { Books } from "./books.ts";

type Signal = { item_id: string; version: number; signal: string; units: number | null; short: boolean };

/** Once all is quiet, the newest that was told of each item is the truth, and something was told of all that there is. */
export function checkSignals(books: Books, messages: readonly unknown[], nowMs: number): void {
  const newest = new Map<string, Signal>();
  for (const message of messages as Signal[]) {
    if (message.version >= (newest.get(message.item_id)?.version ?? 0)) newest.set(message.item_id, message);
  }
  for (const itemId of books.items.keys()) {
    const expected = signalOf(books, itemId, nowMs);
    const told = newest.get(itemId);
    // Of an item that nobody was told of everybody assumes that there is none.
    const found = told ? { signal: told.signal, short: told.short } : { signal: "out", short: false };
    if (!isDeepStrictEqual(found, expected))
      throw new Mismatch(`what is told of ${itemId}`, expected, told ?? "nothing");
  }
}

function signalOf(books: Books, itemId: string, nowMs: number): { signal: string; short: boolean } {
  const { policy } = books.item(itemId);
  const there = books.available(itemId, nowMs);
  const allowance = books.allowance(itemId, nowMs);
  const short = books.onHand(itemId) + allowance < books.held(itemId, nowMs) + books.committed(itemId);
  if (there > (policy.lowAt ?? 0)) return { signal: "in_stock", short };
  if (there > 0) return { signal: "low", short };
  return { signal: there + allowance > 0 ? policy.beyond.kind : "out", short };
}
