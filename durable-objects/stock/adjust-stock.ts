import type { AdjustResult, AdjustStock } from "../../contracts/rpc/stock.ts";
import { adjustLevel } from "../../domain/inventory/adjust-level.ts";
import type { Idempotency } from "../host/idempotency.ts";
import { viewLevel } from "./audit-stock.ts";
import type { Item, StockRows } from "./stock-rows.ts";

/** INV-4 A delivery, a loss or a count at one location. The first one of an item brings it into being. */
export function adjustStock(
  rows: StockRows,
  keys: Idempotency,
  ask: AdjustStock,
  nowMs: number,
): AdjustResult {
  const earlier = ask.idempotency ? keys.recall(ask.idempotency.scope, nowMs) : null;
  if (earlier && earlier.requestHash !== ask.idempotency?.requestHash) return { kind: "key_reused" };

  const item: Item = rows.item(ask.itemId) ?? {
    itemId: ask.itemId,
    balance: { total: 0, held: 0, committed: 0, reserve: 0 },
    movements: 0,
  };
  if (earlier) return { kind: "adjusted", level: viewLevel(rows, item, nowMs), replayed: true };

  const level = adjustLevel(rows.onHandAt(ask.itemId, ask.location), ask.delta);
  if (!level.ok) {
    const { code, ...facts } = level.refusal;
    return { kind: code, ...facts } as AdjustResult;
  }

  const after: Item = {
    itemId: ask.itemId,
    balance: { ...item.balance, total: item.balance.total + ask.delta },
    movements: item.movements + 1,
  };
  rows.saveLevel(ask.itemId, ask.location, level.value);
  rows.saveItem(after);
  rows.appendMovement(ask.itemId, {
    sequence: after.movements,
    atMs: nowMs,
    kind: "adjusted",
    location: ask.location,
    onHandDelta: ask.delta,
    committedDelta: 0,
    reason: ask.reason,
    note: ask.note,
    actor: ask.actor,
    reference: null,
  });
  if (ask.idempotency) keys.remember(ask.idempotency, ask.itemId, after.movements, nowMs);
  return { kind: "adjusted", level: viewLevel(rows, after, nowMs), replayed: false };
}
