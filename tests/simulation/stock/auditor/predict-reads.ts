import type { ItemAsk, MovementsAsk } from "../asks.ts";
import { type Books, isLive } from "./books.ts";
import { only, type Prediction } from "./prediction.ts";

const UNKNOWN = only({ kind: "unknown_item" });

export function predictLevel(books: Books, { itemId }: ItemAsk, nowMs: number): Prediction {
  return books.items.has(itemId) ? only({ kind: "level", level: books.level(itemId, nowMs) }) : UNKNOWN;
}

/** The figures of an audit; what it compared is looked at apart (see check-audit.ts). */
export function predictAudit(books: Books, { itemId }: ItemAsk, nowMs: number): Prediction {
  const item = books.items.get(itemId);
  if (!item) return UNKNOWN;
  let liveHolds = 0;
  for (const part of books.partsOf(itemId)) if (isLive(part, nowMs)) liveHolds += 1;
  return only({
    kind: "audit",
    audit: {
      level: books.level(itemId, nowMs),
      balanced: true,
      liveHolds,
      movements: item.movements.length,
      auditedAtMs: nowMs,
    },
  });
}

/** The ledger, the newest first. */
export function predictMovements(books: Books, ask: MovementsAsk): Prediction {
  const item = books.items.get(ask.itemId);
  if (!item) return UNKNOWN;
  const before = ask.beforeSequence ?? Number.POSITIVE_INFINITY;
  const movements = item.movements
    .filter(({ sequence }) => sequence < before)
    .slice(-ask.limit)
    .reverse();
  return only({ kind: "movements", movements });
}
