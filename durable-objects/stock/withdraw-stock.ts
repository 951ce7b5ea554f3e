import type { HoldView } from "../../contracts/rpc/stock.ts";
import type { WithdrawHold, WithdrawResult } from "../../contracts/rpc/stock-staff.ts";
import { stateAt } from "../../domain/hold/hold.ts";
import { type WithdrawRefusal, withdrawHold } from "../../domain/hold/withdraw-hold.ts";
import { afterStep, balanceOf, newItem, type StockItem } from "../../domain/inventory/stock-item.ts";
import type { Idempotency } from "../host/idempotency.ts";
import type { StockBook } from "./stock-book.ts";
import type { HoldRow } from "./stock-rows.ts";
import { viewHold } from "./view-item.ts";

const KINDS = {
  unknown_hold: "unknown_hold",
  hold_ended: "ended",
  hold_pinned: "pinned",
  hold_sold: "sold",
} as const satisfies Record<WithdrawRefusal["code"], WithdrawResult["kind"]>;

/**
 * HLD-6 Staff take back a hold: all items that it still keeps in this place, each with a line in its ledger that says
 * who did it. Asked again, it answers as it did; for a hold that nobody has it writes nothing.
 */
export function withdrawStock(
  book: StockBook,
  keys: Idempotency,
  ask: WithdrawHold,
  shard: number | null,
  nowMs: number,
): WithdrawResult {
  const named = book.hold(ask.itemId, ask.holdId);
  if (!named) return { kind: "unknown_hold" };
  const hold = viewAt(named, shard, nowMs);
  if (keys.recall(keyOf(ask.holdId), nowMs)) return { kind: "withdrawn", hold };
  const decided = decide(book, named, nowMs);
  if (!decided.ok) return { kind: KINDS[decided.refusal.code], hold };

  for (const itemId of named.parts > 1 ? book.itemsOfHold(ask.holdId) : [ask.itemId]) {
    const earlier = book.hold(itemId, ask.holdId);
    const step = earlier && decide(book, earlier, nowMs);
    // Its asker may have given back a part of it already.
    if (!earlier || !step?.ok) continue;
    const after = { hold: step.value.hold, allocation: [] };
    book.saveHold({ ...earlier, ...after }, nowMs);
    noteWithdrawal(book, afterStep(known(book, itemId), step.value, earlier, after), ask, hold, nowMs);
  }
  remember(keys, ask, nowMs);
  const released = book.hold(ask.itemId, ask.holdId) ?? named;
  return { kind: "withdrawn", hold: viewHold(released, shard) };
}

/** The line of the home's ledger for a hold that was taken back in a shard, once. */
export function noteWithdrawalElsewhere(
  book: StockBook,
  keys: Idempotency,
  ask: WithdrawHold,
  hold: HoldView,
  nowMs: number,
): void {
  if (keys.recall(keyOf(ask.holdId), nowMs)) return;
  noteWithdrawal(book, known(book, ask.itemId), ask, hold, nowMs);
  remember(keys, ask, nowMs);
}

function noteWithdrawal(
  book: StockBook,
  item: StockItem,
  { holdId, actor }: WithdrawHold,
  { reference }: HoldView,
  nowMs: number,
): void {
  const sequence = item.movements + 1;
  book.saveItem({ ...item, movements: sequence }, nowMs);
  book.appendMovement({
    ...{ itemId: item.itemId, sequence, atMs: nowMs, kind: "released", location: null },
    ...{ onHandDelta: 0, committedDelta: 0, reason: "withdrawn", note: `hold ${holdId}` },
    ...{ actor, reference, holdId },
  });
}

function decide(book: StockBook, { itemId, hold }: HoldRow, nowMs: number) {
  // A tombstone may stand for an item that was never stocked.
  return withdrawHold(balanceOf(book.item(itemId) ?? newItem(itemId), nowMs), hold, nowMs);
}

/** HLD-1 As of now: one that has lapsed keeps nothing from others, written down or not. */
function viewAt(row: HoldRow, shard: number | null, nowMs: number): HoldView {
  const state = stateAt(row.hold, nowMs);
  if (state === row.hold.state) return viewHold(row, shard);
  return viewHold({ ...row, hold: { ...row.hold, state }, allocation: [] }, shard);
}

function remember(keys: Idempotency, { holdId, itemId }: WithdrawHold, nowMs: number): void {
  keys.remember({ scope: keyOf(holdId), requestHash: "" }, itemId, 0, nowMs);
}

/** Hold ids are never used twice. */
function keyOf(holdId: string): string {
  return `withdrawn ${holdId}`;
}

function known(book: StockBook, itemId: string): StockItem {
  const item = book.item(itemId);
  if (!item) throw new Error(`HLD-6 a hold of ${itemId} has no item`);
  return item;
}
