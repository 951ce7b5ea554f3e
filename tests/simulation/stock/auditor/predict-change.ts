import type { AdjustAsk, SetPolicyAsk, TransferAsk } from "../asks.ts";
import type { Books } from "./books.ts";
import { only, type Prediction } from "./prediction.ts";

const ON_HAND_MAX = 1_000_000_000;

/** Staff count, receive or lose units at one location: never below zero there, and once per key. */
export function predictAdjust(books: Books, ask: AdjustAsk, nowMs: number): Prediction {
  const { itemId, location, change, idempotency } = ask;
  const known = predictKey(books, ask, nowMs);
  if (known) return known;
  const onHand = books.items.get(itemId)?.levels.get(location)?.onHand ?? 0;
  const delta = change.kind === "delta" ? change.units : change.units - onHand;
  if (onHand + delta < 0) return only({ kind: "would_be_negative", location, onHand });
  if (onHand + delta > ON_HAND_MAX) return only({ kind: "too_many_units", onHand, onHandMax: ON_HAND_MAX });
  return only(shown(books, itemId, nowMs, false), () => {
    books.addOnHand(itemId, location, delta);
    books.remember(idempotency, nowMs);
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
  });
}

/** Units go from one location to another: two lines in the ledger, the same sum. */
export function predictTransfer(books: Books, ask: TransferAsk, nowMs: number): Prediction {
  const { itemId, from, to, units, idempotency } = ask;
  const known = predictKey(books, ask, nowMs);
  if (known) return known;
  const onHand = books.items.get(itemId)?.levels.get(from)?.onHand ?? 0;
  if (onHand < units) return only({ kind: "would_be_negative", location: from, onHand });
  return only(shown(books, itemId, nowMs, false), () => {
    books.remember(idempotency, nowMs);
    for (const [location, onHandDelta] of [[from, -units] as const, [to, units] as const]) {
      books.addOnHand(itemId, location, onHandDelta);
      books.move(itemId, {
        kind: "transferred",
        atMs: nowMs,
        location,
        onHandDelta,
        committedDelta: 0,
        reason: "transfer",
        note: ask.note,
        actor: ask.actor,
        reference: `${from} → ${to}`,
      });
    }
  });
}

/** How an item may be sold from now on; what is promised stays promised. */
export function predictSetPolicy(books: Books, ask: SetPolicyAsk, nowMs: number): Prediction {
  const { itemId, policy, safety } = ask;
  return only(
    () => ({ kind: "set", level: books.level(itemId, nowMs) }),
    () => {
      const item = books.item(itemId);
      item.policy = { ...item.policy, ...policy };
      for (const { location, units } of safety) {
        books.addOnHand(itemId, location, 0);
        const level = item.levels.get(location);
        if (level) level.safety = units;
      }
    },
  );
}

function predictKey(
  books: Books,
  { itemId, idempotency }: AdjustAsk | TransferAsk,
  nowMs: number,
): Prediction | null {
  const earlier = books.recall(idempotency, nowMs);
  if (earlier === "nothing") return null;
  return only(earlier === "the same" ? shown(books, itemId, nowMs, true) : { kind: "key_reused" });
}

/** The level is shown as it is when the whole group is committed. */
function shown(books: Books, itemId: string, nowMs: number, replayed: boolean): () => object {
  return () => ({ kind: "adjusted", level: books.level(itemId, nowMs), replayed });
}
