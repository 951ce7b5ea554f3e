import type {
  AdjustResult,
  AdjustStock,
  SetPolicy,
  SetPolicyResult,
  TransferStock,
} from "../../contracts/rpc/stock.ts";
import { adjustLevel } from "../../domain/inventory/adjust-level.ts";
import { changePolicy } from "../../domain/inventory/change-policy.ts";
import { addToLevels, freeAt, type Level } from "../../domain/inventory/level.ts";
import { newItem, type StockItem } from "../../domain/inventory/stock-item.ts";
import type { Idempotency } from "../host/idempotency.ts";
import type { StockBook } from "./stock-book.ts";

/** Of one item; the shop's settings allow as many. */
export const LOCATIONS_MAX = 50;

/** What a change of levels came to; the level itself is shown by whoever asked (it may take asking shards). */
export type Changed = { kind: "changed"; replayed: boolean } | Exclude<AdjustResult, { kind: "adjusted" }>;

/** HOT-4 Whether an adjustment takes more from a location than is free at home. One that was made before takes nothing. */
export function takesLent(book: StockBook, keys: Idempotency, ask: AdjustStock, nowMs: number): boolean {
  const level = book.item(ask.itemId)?.levels.find(({ location }) => location === ask.location);
  if (!level) return false;
  const taken = ask.change.kind === "delta" ? -ask.change.units : level.onHand - ask.change.units;
  if (taken <= freeAt(level)) return false;
  return ask.idempotency === null || keys.recall(ask.idempotency.scope, nowMs) === null;
}

/** INV-4 A delivery, a loss or a count at one location. The first one of an item brings it into being. */
export function adjustStock(book: StockBook, keys: Idempotency, ask: AdjustStock, nowMs: number): Changed {
  const earlier = ask.idempotency ? keys.recall(ask.idempotency.scope, nowMs) : null;
  if (earlier && earlier.requestHash !== ask.idempotency?.requestHash) return { kind: "key_reused" };
  if (earlier) return { kind: "changed", replayed: true };

  const item = book.item(ask.itemId) ?? newItem(ask.itemId);
  const onHand = onHandAt(item, ask.location);
  const delta = ask.change.kind === "delta" ? ask.change.units : ask.change.units - onHand;
  // A count that found what was expected is worth a line in the ledger all the same.
  const level = delta === 0 ? { ok: true as const, value: onHand } : adjustLevel(onHand, delta);
  if (!level.ok) {
    return level.refusal.code === "would_be_negative"
      ? { kind: "would_be_negative", location: ask.location, onHand }
      : { kind: "too_many_units", onHand, onHandMax: level.refusal.onHandMax };
  }
  if (ask.mustBeKnown && !hasLevel(item, ask.location))
    return { kind: "unknown_location", location: ask.location };
  if (isOneTooMany(item, ask.location)) return { kind: "too_many_locations", allowed: LOCATIONS_MAX };

  const { itemId, location, reason, note, actor } = ask;
  const sequence = item.movements + 1;
  const levels = addToLevels(item.levels, "onHand", [{ location, units: delta }]);
  book.saveItem({ ...item, levels, movements: sequence }, nowMs);
  book.appendMovement({
    ...{ itemId, sequence, atMs: nowMs, kind: "adjusted", location, onHandDelta: delta, committedDelta: 0 },
    ...{ reason, note, actor, reference: null, holdId: null },
  });
  if (ask.idempotency) keys.remember(ask.idempotency, itemId, sequence, nowMs);
  return { kind: "changed", replayed: false };
}

/** INV-9 Units go from one location to another: two lines of the ledger, one transaction, the same sum. */
export function transferStock(
  book: StockBook,
  keys: Idempotency,
  ask: TransferStock,
  nowMs: number,
): Changed {
  const earlier = ask.idempotency ? keys.recall(ask.idempotency.scope, nowMs) : null;
  if (earlier && earlier.requestHash !== ask.idempotency?.requestHash) return { kind: "key_reused" };
  if (earlier) return { kind: "changed", replayed: true };

  const item = book.item(ask.itemId) ?? newItem(ask.itemId);
  const { itemId, from, to, units, note, actor } = ask;
  const onHand = onHandAt(item, from);
  if (onHand < units) return { kind: "would_be_negative", location: from, onHand };
  if (isOneTooMany(item, to)) return { kind: "too_many_locations", allowed: LOCATIONS_MAX };

  const left = addToLevels(item.levels, "onHand", [{ location: from, units }], -1);
  const levels = addToLevels(left, "onHand", [{ location: to, units }]);
  const sequence = item.movements + 1;
  book.saveItem({ ...item, levels, movements: sequence + 1 }, nowMs);
  const facts = {
    itemId,
    atMs: nowMs,
    kind: "transferred" as const,
    committedDelta: 0,
    note,
    actor,
    holdId: null,
  };
  const way = { reason: "transfer", reference: `${from} → ${to}` };
  book.appendMovement({ ...facts, ...way, sequence, location: from, onHandDelta: -units });
  book.appendMovement({ ...facts, ...way, sequence: sequence + 1, location: to, onHandDelta: units });
  if (ask.idempotency) keys.remember(ask.idempotency, itemId, sequence, nowMs);
  return { kind: "changed", replayed: false };
}

/** How an item may be sold from now on. What is promised already stays promised. */
export function setPolicy(
  book: StockBook,
  ask: SetPolicy,
  nowMs: number,
): Exclude<SetPolicyResult, { kind: "set" }> | { kind: "changed" } {
  const item = book.item(ask.itemId) ?? newItem(ask.itemId);
  let levels = item.levels;
  for (const { location, units, mustBeKnown } of ask.safety) {
    if (mustBeKnown && !hasLevel(item, location)) return { kind: "unknown_location", location };
    if (isOneTooMany({ ...item, levels }, location))
      return { kind: "too_many_locations", allowed: LOCATIONS_MAX };
    levels = addToLevels(levels, "onHand", [{ location, units: 0 }]);
    levels = levels.map((level) => (level.location === location ? { ...level, safety: units } : level));
  }
  const { beyond = item.policy.beyond, ...limits } = ask.policy;
  const changed = changePolicy({ ...item.policy, beyond }, { ...limits, ...ask.ways });
  if (!changed.ok) return { kind: "excluded_by", present: changed.refusal.present };
  book.saveItem({ ...item, levels, policy: changed.value }, nowMs);
  return { kind: "changed" };
}

function onHandAt(item: StockItem | null, location: string): number {
  return item?.levels.find((level: Level) => level.location === location)?.onHand ?? 0;
}

function hasLevel(item: StockItem, location: string): boolean {
  return item.levels.some((level) => level.location === location);
}

function isOneTooMany(item: StockItem, location: string): boolean {
  return item.levels.length >= LOCATIONS_MAX && !hasLevel(item, location);
}
