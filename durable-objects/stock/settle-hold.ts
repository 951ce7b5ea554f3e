import type {
  CommitResult,
  FulfilHold,
  FulfilResult,
  MovementView,
  ReleaseResult,
  SettleHold,
  UncommitHold,
  UncommitResult,
} from "../../contracts/rpc/stock.ts";
import { commitHold } from "../../domain/hold/commit-hold.ts";
import { fulfilHold } from "../../domain/hold/fulfil-hold.ts";
import { releaseHold } from "../../domain/hold/release-hold.ts";
import type { Transition } from "../../domain/hold/transition.ts";
import { uncommitHold } from "../../domain/hold/uncommit-hold.ts";
import { adjustLevel } from "../../domain/inventory/adjust-level.ts";
import type { Item, StockRows } from "./stock-rows.ts";

type Planned = { item: Item; decided: Transition; parts: number };

/** INV-3 Sold: held units become committed, all items of the hold or none. */
export function commitStock(rows: StockRows, ask: SettleHold, nowMs: number): CommitResult {
  const planned: Planned[] = [];
  for (const { itemId } of ask.items) {
    const item = rows.item(itemId);
    const part = rows.holdPart(itemId, ask.holdId);
    if (!item || !part) return { kind: "unknown_hold" };
    const decided = commitHold(item.balance, part.hold, nowMs);
    if (!decided.ok) {
      return decided.refusal.code === "hold_ended"
        ? { kind: "ended", state: decided.refusal.state }
        : { kind: "unknown_hold" };
    }
    planned.push({ item, decided: decided.value, parts: part.parts });
  }

  for (const plan of planned) {
    const units = plan.decided.hold.units;
    write(rows, plan, ask.reference, nowMs, {
      kind: "committed",
      committedDelta: units,
      onHandDelta: 0,
      reason: "sold",
      actor: "system",
      location: null,
    });
  }
  return { kind: "committed" };
}

/** HLD-3 Gives units back; what was never held here leaves a tombstone for the hold that may still arrive. */
export function releaseStock(rows: StockRows, ask: SettleHold, nowMs: number): ReleaseResult {
  const planned: Planned[] = [];
  for (const { itemId, units } of ask.items) {
    const item = rows.item(itemId) ?? nothingOf(itemId);
    const part = rows.holdPart(itemId, ask.holdId);
    const decided = releaseHold(item.balance, part?.hold ?? null, { holdId: ask.holdId, units });
    if (!decided.ok) return { kind: "committed" };
    planned.push({ item, decided: decided.value, parts: part?.parts ?? ask.items.length });
  }

  for (const { item, decided, parts } of planned) {
    if (!decided.changed) continue;
    // A tombstone changes no balance, and an item that was never stocked is not brought into being by it.
    if (decided.balance !== item.balance) rows.saveItem({ ...item, balance: decided.balance });
    rows.saveHold(item.itemId, { hold: decided.hold, parts }, ask.reference, nowMs);
  }
  return { kind: "released" };
}

/** The units left the house from one location. */
export function fulfilStock(rows: StockRows, ask: FulfilHold, nowMs: number): FulfilResult {
  const planned: (Planned & { levelAfter: number })[] = [];
  for (const { itemId } of ask.items) {
    const item = rows.item(itemId);
    const part = rows.holdPart(itemId, ask.holdId);
    if (!item || !part) return { kind: "not_committed" };
    const decided = fulfilHold(item.balance, part.hold);
    if (!decided.ok) return { kind: "not_committed" };
    if (!decided.value.changed) continue;
    const level = adjustLevel(rows.onHandAt(itemId, ask.location), -part.hold.units);
    if (!level.ok) return { kind: "location_short", itemId, onHand: level.refusal.onHand };
    planned.push({ item, decided: decided.value, parts: part.parts, levelAfter: level.value });
  }

  for (const plan of planned) {
    const units = plan.decided.hold.units;
    rows.saveLevel(plan.item.itemId, ask.location, plan.levelAfter);
    write(rows, plan, ask.reference, nowMs, {
      kind: "fulfilled",
      committedDelta: -units,
      onHandDelta: -units,
      reason: "shipped",
      actor: ask.actor,
      location: ask.location,
    });
  }
  return { kind: "fulfilled" };
}

/** An order was cancelled before it left: committed units are free again. */
export function uncommitStock(rows: StockRows, ask: UncommitHold, nowMs: number): UncommitResult {
  const planned: Planned[] = [];
  for (const { itemId } of ask.items) {
    const item = rows.item(itemId);
    const part = rows.holdPart(itemId, ask.holdId);
    if (!item || !part) return { kind: "not_committed" };
    const decided = uncommitHold(item.balance, part.hold);
    if (!decided.ok) return { kind: "not_committed" };
    planned.push({ item, decided: decided.value, parts: part.parts });
  }

  for (const plan of planned) {
    const units = plan.decided.hold.units;
    write(rows, plan, ask.reference, nowMs, {
      kind: "uncommitted",
      committedDelta: -units,
      onHandDelta: 0,
      reason: "cancelled",
      actor: ask.actor,
      location: null,
    });
  }
  return { kind: "uncommitted" };
}

type MovementFacts = Pick<
  MovementView,
  "kind" | "committedDelta" | "onHandDelta" | "reason" | "actor" | "location"
>;

function write(
  rows: StockRows,
  plan: Planned,
  reference: string,
  nowMs: number,
  movement: MovementFacts,
): void {
  if (!plan.decided.changed) return;
  const { itemId, movements } = plan.item;
  rows.saveItem({ itemId, balance: plan.decided.balance, movements: movements + 1 });
  rows.saveHold(itemId, { hold: plan.decided.hold, parts: plan.parts }, reference, nowMs);
  rows.appendMovement(itemId, { ...movement, sequence: movements + 1, atMs: nowMs, note: null, reference });
}

function nothingOf(itemId: string): Item {
  return { itemId, balance: { total: 0, held: 0, committed: 0, reserve: 0 }, movements: 0 };
}
