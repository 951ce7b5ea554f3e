import type { FulfilAsk, FulfilResult, UncommitAsk, UncommitResult } from "../../contracts/rpc/stock.ts";
import { fulfilHold } from "../../domain/hold/fulfil-hold.ts";
import type { StepRefusal } from "../../domain/hold/take-step.ts";
import type { Transition } from "../../domain/hold/transition.ts";
import { uncommitHold } from "../../domain/hold/uncommit-hold.ts";
import { adjustLevel } from "../../domain/inventory/adjust-level.ts";
import { addToLevels, takeFrom } from "../../domain/inventory/level.ts";
import {
  afterStep,
  awaitedUnits,
  balanceOf,
  type PlacedHold,
  type StockItem,
} from "../../domain/inventory/stock-item.ts";
import type { MovementRow } from "./ledger-rows.ts";
import type { StockBook } from "./stock-book.ts";
import type { HoldRow } from "./stock-rows.ts";

type Stepped = { item: StockItem; earlier: HoldRow; step: Transition; after: PlacedHold; units: number };
type Refused = Exclude<UncommitResult, { kind: "uncommitted" }>;

/** INV-6 Sold units left the house from one location, all items of the step or none. */
export function fulfilStock(book: StockBook, ask: FulfilAsk, nowMs: number): FulfilResult {
  const stepped: Stepped[] = [];
  for (const { itemId, units } of ask.items) {
    const item = book.item(itemId);
    const earlier = book.hold(itemId, ask.holdId);
    if (!item || !earlier) return { kind: "not_committed" };
    const decided = fulfilHold(balanceOf(item, nowMs), earlier.hold, { id: ask.stepId, units });
    if (!decided.ok) return refused(itemId, decided.refusal);
    if (!decided.value.changed) continue;

    const onHand = item.levels.find((level) => level.location === ask.location)?.onHand ?? 0;
    const level = adjustLevel(onHand, -units);
    if (!level.ok) return { kind: "location_short", itemId, onHand };
    const step = decided.value;
    stepped.push({ item, earlier, step, units, after: placedAfter(earlier, step, units, ask.location) });
  }

  for (const one of stepped) {
    const left = { location: ask.location, units: one.units };
    const levels = addToLevels(one.item.levels, "onHand", [left], -1);
    write(book, { ...one, item: { ...one.item, levels } }, nowMs, {
      kind: "fulfilled",
      committedDelta: -one.units,
      onHandDelta: -one.units,
      reason: "shipped",
      actor: ask.actor,
      location: ask.location,
      reference: ask.reference,
    });
  }
  return { kind: "fulfilled" };
}

/** INV-6 An order was cancelled or edited before it left: sold units are free again. */
export function uncommitStock(book: StockBook, ask: UncommitAsk, nowMs: number): UncommitResult {
  const stepped: Stepped[] = [];
  for (const { itemId, units } of ask.items) {
    const item = book.item(itemId);
    const earlier = book.hold(itemId, ask.holdId);
    if (!item || !earlier) return { kind: "not_committed" };
    const decided = uncommitHold(balanceOf(item, nowMs), earlier.hold, { id: ask.stepId, units });
    if (!decided.ok) return refused(itemId, decided.refusal);
    const step = decided.value;
    if (step.changed) stepped.push({ item, earlier, step, units, after: placedAfter(earlier, step, units) });
  }

  for (const one of stepped) {
    write(book, one, nowMs, {
      kind: "uncommitted",
      committedDelta: -one.units,
      onHandDelta: 0,
      reason: "cancelled",
      actor: ask.actor,
      location: null,
      reference: ask.reference,
    });
  }
  return { kind: "uncommitted" };
}

/** Units that left are taken from where they left; those given back, first from what waits for a delivery. */
function placedAfter(earlier: HoldRow, step: Transition, units: number, location?: string): PlacedHold {
  const awaited = location === undefined ? awaitedUnits(earlier) : 0;
  const { left } = takeFrom(earlier.allocation, units > awaited ? units - awaited : 0, location);
  return { hold: step.hold, allocation: left };
}

function refused(itemId: string, refusal: StepRefusal): Refused {
  switch (refusal.code) {
    case "unknown_hold":
    case "not_committed":
      return { kind: "not_committed" };
    case "step_mismatch":
      return { kind: "step_mismatch" };
    case "too_many_units":
      return { kind: "too_many_units", itemId, left: refusal.left };
    case "too_many_steps":
      return { kind: "too_many_steps", allowed: refusal.allowed };
  }
}

type Facts = Pick<
  MovementRow,
  "kind" | "committedDelta" | "onHandDelta" | "reason" | "actor" | "location" | "reference"
>;

function write(book: StockBook, { item, earlier, step, after }: Stepped, nowMs: number, facts: Facts): void {
  const sequence = item.movements + 1;
  book.saveItem({ ...afterStep(item, step, earlier, after), movements: sequence }, nowMs);
  book.saveHold({ ...earlier, ...after }, nowMs);
  const { itemId } = item;
  book.appendMovement({ ...facts, itemId, sequence, atMs: nowMs, note: null, holdId: earlier.hold.holdId });
}
