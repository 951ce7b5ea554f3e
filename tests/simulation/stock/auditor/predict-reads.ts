import type { HoldsAsk, ItemAsk, LevelsAsk, MovementsAsk } from "../asks.ts";
import type { Books } from "./books.ts";
import { awaited, isLive, outstanding, type Part, stateAt } from "./part.ts";
import { only, type Prediction } from "./prediction.ts";

const UNKNOWN = only({ kind: "unknown_item" });

export function predictLevel(books: Books, { itemId }: ItemAsk, nowMs: number): Prediction {
  return books.items.has(itemId) ? only({ kind: "level", level: books.level(itemId, nowMs) }) : UNKNOWN;
}

/** A page of all items by id, and where the next one begins. */
export function predictLevels(books: Books, { after, limit }: LevelsAsk, nowMs: number): Prediction {
  const itemIds = [...books.items.keys()].filter((itemId) => itemId > (after ?? "")).sort();
  const page = itemIds.slice(0, limit);
  return only({
    rows: page.map((itemId) => ({ level: books.level(itemId, nowMs), move: null })),
    after: itemIds.length > limit ? page.at(-1) : null,
  });
}

/** The figures of an audit; what it compared is looked at apart. */
export function predictAudit(books: Books, { itemId }: ItemAsk, nowMs: number): Prediction {
  const item = books.items.get(itemId);
  if (!item) return UNKNOWN;
  return only({
    kind: "audit",
    audit: {
      level: books.level(itemId, nowMs),
      balanced: true,
      liveHolds: books.sum(itemId, (part) => (isLive(part, nowMs) ? 1 : 0)),
      movements: item.movements.length,
      inFlight: [],
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

/** Who has units of an item, by hold id. */
export function predictHolds(books: Books, ask: HoldsAsk, nowMs: number): Prediction {
  if (!books.items.has(ask.itemId)) return UNKNOWN;
  const isMeant = (part: Part) => (ask.state === "live" ? isLive(part, nowMs) : part.state === "committed");
  const holds = [...books.partsOf(ask.itemId)]
    .filter(([holdId, part]) => isMeant(part) && holdId > (ask.after ?? ""))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, ask.limit)
    .map(([holdId, part]) => holdView(holdId, part, nowMs));
  return only({ kind: "holds", holds });
}

/** A hold as staff are shown it. */
export function holdView(holdId: string, part: Part, nowMs: number): object {
  const left = outstanding(part, nowMs);
  return {
    holdId,
    reference: part.reference,
    state: stateAt(part, nowMs),
    units: part.units,
    outstanding: left,
    sinceMs: part.sinceMs,
    expiresAtMs: part.expiresAtMs,
    parts: left === 0 ? [] : [...part.allocation].map(([location, units]) => ({ location, units })),
    awaited: left === 0 ? 0 : awaited(part, nowMs),
    shard: null,
  };
}
