import type { ExtendAsk, SettleAsk } from "../asks.ts";
import { type Books, isCareless } from "./books.ts";
import { awaited, endings, isOver, release, stateAt, tombstone, unplace } from "./part.ts";
import { only, type Prediction } from "./prediction.ts";

/** Held units become sold units, once, and only while the hold lives; of a part, the rest is given back. */
export function predictCommit(books: Books, ask: SettleAsk, nowMs: number): Prediction {
  const refused = refuseCommit(books, ask, nowMs);
  if (isCareless(ask.items)) return [{ answer: { kind: "mismatch" } }, ...(refused ?? [])];
  return refused ?? only({ kind: "committed" }, () => commit(books, ask, nowMs));
}

function refuseCommit(books: Books, ask: SettleAsk, nowMs: number): Prediction | null {
  for (const { itemId, units } of ask.items) {
    const part = books.items.has(itemId) ? books.part(ask.holdId, itemId) : undefined;
    if (!part) return only({ kind: "unknown_hold" });
    if (part.committed === 0 && isOver(stateAt(part, nowMs)))
      return endings(part, nowMs).map((state) => ({ answer: { kind: "ended", state } }));
    const isSame = part.committed > 0 ? part.committed === units : units <= part.units;
    if (!isSame) return only({ kind: "mismatch" });
  }
  return null;
}

function commit(books: Books, ask: SettleAsk, nowMs: number): void {
  for (const { itemId, units } of ask.items) {
    const part = books.part(ask.holdId, itemId);
    if (!part || part.committed > 0) continue;
    // Units that wait for a delivery are given back first.
    unplace(part, part.units - units - awaited(part, nowMs));
    part.state = "committed";
    part.expiresAtMs = null;
    part.committed = units;
    books.move(itemId, {
      kind: "committed",
      atMs: nowMs,
      location: null,
      onHandDelta: 0,
      committedDelta: units,
      reason: "sold",
      note: null,
      actor: "system",
      reference: ask.reference,
    });
  }
}

/** A release that overtakes its hold wins; one that comes after the sale changes nothing. */
export function predictRelease(books: Books, ask: SettleAsk, nowMs: number): Prediction {
  const isSold = ask.items.some(({ itemId }) => (books.part(ask.holdId, itemId)?.committed ?? 0) > 0);
  if (isSold) return only({ kind: "committed" });
  return only({ kind: "released" }, () => {
    for (const { itemId, units } of ask.items) {
      const part = books.part(ask.holdId, itemId);
      if (part) release(part, nowMs);
      else books.putPart(ask.holdId, itemId, tombstone(units, ask.reference, nowMs));
    }
  });
}

/** A hold lasts longer, never shorter, and never longer in all than it may. */
export function predictExtend(books: Books, ask: ExtendAsk, nowMs: number): Prediction {
  for (const { itemId } of ask.items) {
    const part = books.items.has(itemId) ? books.part(ask.holdId, itemId) : undefined;
    if (!part) return only({ kind: "unknown_hold" });
    if (isOver(stateAt(part, nowMs)))
      return endings(part, nowMs).map((state) => ({ answer: { kind: "ended", state } }));
  }
  const extended = ask.items.flatMap(({ itemId }) => books.part(ask.holdId, itemId) ?? []);
  const until = extended.map(({ expiresAtMs, sinceMs }) =>
    expiresAtMs === null ? null : Math.max(expiresAtMs, Math.min(ask.expiresAtMs, sinceMs + ask.lastMs)),
  );
  return only({ kind: "extended", expiresAtMs: until[0] }, () => {
    for (const [at, part] of extended.entries()) part.expiresAtMs = until[at] ?? null;
  });
}
