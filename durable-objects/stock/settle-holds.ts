import type {
  CommitResult,
  ExtendHold,
  ExtendResult,
  ReleaseResult,
  SettleHold,
} from "../../contracts/rpc/stock.ts";
import { commitHold } from "../../domain/hold/commit-hold.ts";
import { extendHold } from "../../domain/hold/extend-hold.ts";
import { releaseHold } from "../../domain/hold/release-hold.ts";
import type { Transition } from "../../domain/hold/transition.ts";
import { takeFrom, unitsOf } from "../../domain/inventory/level.ts";
import {
  afterStep,
  balanceOf,
  newItem,
  type PlacedHold,
  type StockItem,
} from "../../domain/inventory/stock-item.ts";
import type { StockBook } from "./stock-book.ts";
import type { HoldRow } from "./stock-rows.ts";

type Settled = { item: StockItem; earlier: HoldRow; step: Transition; after: PlacedHold };

/** INV-3 Sold: held units become committed, all items of the hold or none. Of a part, the rest is given back. */
export function commitStock(book: StockBook, ask: SettleHold, nowMs: number): CommitResult {
  const settled: Settled[] = [];
  for (const { itemId, units } of ask.items) {
    const item = book.item(itemId);
    const earlier = book.hold(itemId, ask.holdId);
    if (!item || !earlier) return { kind: "unknown_hold" };
    const decided = commitHold(balanceOf(item, nowMs), earlier.hold, units, nowMs);
    if (!decided.ok) {
      const { refusal } = decided;
      if (refusal.code === "hold_ended") return { kind: "ended", state: refusal.state };
      return { kind: refusal.code === "hold_mismatch" ? "mismatch" : "unknown_hold" };
    }
    const given = earlier.hold.units - units;
    // Units that wait for a delivery are given back first: those that are there are what was wanted.
    const awaited = earlier.hold.units - unitsOf(earlier.allocation);
    const { left } = takeFrom(earlier.allocation, given > awaited ? given - awaited : 0);
    settled.push({
      item,
      earlier,
      step: decided.value,
      after: { hold: decided.value.hold, allocation: left },
    });
  }

  for (const { item, earlier, step, after } of settled) {
    if (!step.changed) continue;
    const sequence = item.movements + 1;
    book.saveItem({ ...afterStep(item, step, earlier, after), movements: sequence }, nowMs);
    book.saveHold({ ...earlier, ...after }, nowMs);
    book.appendMovement({
      itemId: item.itemId,
      sequence,
      atMs: nowMs,
      kind: "committed",
      location: null,
      onHandDelta: 0,
      committedDelta: step.hold.committed,
      reason: "sold",
      note: null,
      actor: "system",
      reference: ask.reference,
      holdId: ask.holdId,
    });
  }
  return { kind: "committed" };
}

/** HLD-3 Gives units back; what was never held here leaves a tombstone for the hold that may still arrive. */
export function releaseStock(book: StockBook, ask: SettleHold, nowMs: number): ReleaseResult {
  const settled: { item: StockItem; earlier: HoldRow | null; step: Transition }[] = [];
  for (const { itemId, units } of ask.items) {
    const item = book.item(itemId) ?? newItem(itemId);
    const earlier = book.hold(itemId, ask.holdId);
    const { holdId } = ask;
    const decided = releaseHold(balanceOf(item, nowMs), earlier?.hold ?? null, { holdId, units }, nowMs);
    if (!decided.ok) return { kind: "committed" };
    settled.push({ item, earlier, step: decided.value });
  }

  for (const { item, earlier, step } of settled) {
    if (!step.changed) continue;
    const after = { hold: step.hold, allocation: [] };
    // A tombstone changes no balance, and an item that was never stocked is not brought into being by it.
    if (earlier) book.saveItem(afterStep(item, step, earlier, after), nowMs);
    const unknown = { itemId: item.itemId, parts: ask.items.length, asker: null, buyer: null };
    book.saveHold({ ...(earlier ?? { ...unknown, reference: ask.reference }), ...after }, nowMs);
  }
  return { kind: "released" };
}

/** HLD-4 A hold ahead of payment lasts longer: all its items, or none. */
export function extendStock(book: StockBook, ask: ExtendHold, nowMs: number): ExtendResult {
  const extended: { earlier: HoldRow; step: Transition }[] = [];
  for (const { itemId } of ask.items) {
    const item = book.item(itemId);
    const earlier = book.hold(itemId, ask.holdId);
    if (!item || !earlier) return { kind: "unknown_hold" };
    const decided = extendHold(balanceOf(item, nowMs), earlier.hold, ask, nowMs);
    if (!decided.ok) {
      return decided.refusal.code === "hold_ended"
        ? { kind: "ended", state: decided.refusal.state }
        : { kind: "unknown_hold" };
    }
    extended.push({ earlier, step: decided.value });
  }
  for (const { earlier, step } of extended) {
    if (step.changed) book.saveHold({ ...earlier, hold: step.hold }, nowMs);
  }
  return { kind: "extended", expiresAtMs: extended[0]?.step.hold.expiresAtMs ?? null };
}
