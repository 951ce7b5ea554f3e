import type { AdjustAsk } from "../asks.ts";
import type { Books } from "./books.ts";
import { only, type Prediction } from "./prediction.ts";

const KEY_KEPT_MS = 24 * 3_600_000;
const ON_HAND_MAX = 1_000_000_000;

/** Staff count, receive or lose units at one location: never below zero there, and once per key. */
export function predictAdjust(books: Books, ask: AdjustAsk, nowMs: number): Prediction {
  const { itemId, location, delta, idempotency } = ask;
  const earlier = idempotency ? books.keys.get(idempotency.scope) : undefined;
  if (earlier && earlier.expiresAtMs > nowMs) {
    return earlier.requestHash === idempotency?.requestHash
      ? only({ kind: "adjusted", level: books.level(itemId, nowMs), replayed: true })
      : only({ kind: "key_reused" });
  }

  const onHand = books.items.get(itemId)?.levels.get(location) ?? 0;
  if (onHand + delta < 0) return only({ kind: "would_be_negative", onHand });
  if (onHand + delta > ON_HAND_MAX)
    return only({ kind: "too_many_units", onHand, onHandMax: ON_HAND_MAX });

  // The answer shows the books as they are afterwards, so they are written first: there is no other answer.
  books.item(itemId).levels.set(location, onHand + delta);
  books.move(itemId, {
    kind: "adjusted",
    atMs: nowMs,
    location,
    onHandDelta: delta,
    committedDelta: 0,
    reason: ask.reason,
    note: ask.note,
    actor: ask.actor,
    reference: null,
  });
  if (idempotency)
    books.keys.set(idempotency.scope, {
      requestHash: idempotency.requestHash,
      expiresAtMs: nowMs + KEY_KEPT_MS,
    });
  return only({ kind: "adjusted", level: books.level(itemId, nowMs), replayed: false });
}
