import type { FulfilAsk, SettleAsk, UncommitAsk } from "../asks.ts";
import { type Books, endings, isLive, isOver, stateAt } from "./books.ts";
import { only, type Prediction } from "./prediction.ts";

/** Held units become sold units, once, and only while the hold lives. */
export function predictCommit(books: Books, ask: SettleAsk, nowMs: number): Prediction {
  for (const { itemId } of ask.items) {
    const part = books.items.has(itemId) ? books.part(ask.holdId, itemId) : undefined;
    if (!part) return only({ kind: "unknown_hold" });
    if (isOver(stateAt(part, nowMs)))
      return endings(part, nowMs).map((state) => ({ answer: { kind: "ended", state } }));
  }
  return only({ kind: "committed" }, () => {
    for (const { itemId } of ask.items) {
      const part = books.part(ask.holdId, itemId);
      if (!part || !isLive(part, nowMs)) continue;
      part.state = "committed";
      move(books, ask, itemId, nowMs, { kind: "committed", committedDelta: part.units, reason: "sold" });
    }
  });
}

/** A release that overtakes its hold wins; one that comes after the sale changes nothing. */
export function predictRelease(books: Books, ask: SettleAsk, nowMs: number): Prediction {
  const isSold = ask.items.some(({ itemId }) => {
    const state = books.part(ask.holdId, itemId)?.state;
    return state === "committed" || state === "fulfilled";
  });
  if (isSold) return only({ kind: "committed" });
  return only({ kind: "released" }, () => {
    for (const { itemId, units } of ask.items) {
      const part = books.part(ask.holdId, itemId);
      if (part) books.release(part, nowMs);
      else
        books.putPart(ask.holdId, itemId, { units, state: "released", expiresAtMs: 0, endedAtMs: nowMs });
    }
  });
}

/** Sold units leave from one location, which must have them. */
export function predictFulfil(books: Books, ask: FulfilAsk, nowMs: number): Prediction {
  for (const { itemId } of ask.items) {
    const part = books.items.has(itemId) ? books.part(ask.holdId, itemId) : undefined;
    if (part?.state === "fulfilled") continue;
    if (part?.state !== "committed") return only({ kind: "not_committed" });
    const onHand = books.item(itemId).levels.get(ask.location) ?? 0;
    if (onHand < part.units) return only({ kind: "location_short", itemId, onHand });
  }
  return only({ kind: "fulfilled" }, () => {
    for (const { itemId } of ask.items) {
      const part = books.part(ask.holdId, itemId);
      if (part?.state !== "committed") continue;
      const { levels } = books.item(itemId);
      part.state = "fulfilled";
      part.endedAtMs = nowMs;
      levels.set(ask.location, (levels.get(ask.location) ?? 0) - part.units);
      move(books, ask, itemId, nowMs, {
        kind: "fulfilled",
        committedDelta: -part.units,
        onHandDelta: -part.units,
        reason: "shipped",
        actor: ask.actor,
        location: ask.location,
      });
    }
  });
}

/** Sold units are free again, as long as they did not leave. */
export function predictUncommit(books: Books, ask: UncommitAsk, nowMs: number): Prediction {
  const answers: Prediction[number][] = [];
  for (const { itemId } of ask.items) {
    const part = books.items.has(itemId) ? books.part(ask.holdId, itemId) : undefined;
    if (part?.isEndUncertain) answers.push({ answer: { kind: "not_committed" } });
    if (part?.state !== "committed" && part?.state !== "released") return only({ kind: "not_committed" });
  }
  const apply = () => {
    for (const { itemId } of ask.items) {
      const part = books.part(ask.holdId, itemId);
      if (part?.state !== "committed") continue;
      part.state = "released";
      part.endedAtMs = nowMs;
      move(books, ask, itemId, nowMs, {
        kind: "uncommitted",
        committedDelta: -part.units,
        reason: "cancelled",
        actor: ask.actor,
      });
    }
  };
  return [{ answer: { kind: "uncommitted" }, apply }, ...answers];
}

type Facts = {
  kind: "committed" | "fulfilled" | "uncommitted";
  committedDelta: number;
  onHandDelta?: number;
  reason: string;
  actor?: string;
  location?: string;
};

function move(books: Books, { reference }: SettleAsk, itemId: string, nowMs: number, facts: Facts): void {
  books.move(itemId, {
    atMs: nowMs,
    location: null,
    onHandDelta: 0,
    actor: "system",
    note: null,
    reference,
    ...facts,
  });
}
