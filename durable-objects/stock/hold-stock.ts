import {
  type AllocationView,
  type HoldStockAsk,
  type HoldStockResult,
  namesEachOnce,
  type SpreadView,
} from "../../contracts/rpc/stock.ts";
import { available, type Balance, promisable } from "../../domain/hold/balance.ts";
import { keptUnits } from "../../domain/hold/hold.ts";
import { holdUnits } from "../../domain/hold/hold-units.ts";
import { releaseHold } from "../../domain/hold/release-hold.ts";
import type { Transition } from "../../domain/hold/transition.ts";
import { allocate } from "../../domain/inventory/allocate.ts";
import { type EarlyLimits, earlyRoom } from "../../domain/inventory/early-limits.ts";
import type { Allocation } from "../../domain/inventory/level.ts";
import {
  afterStep,
  awaitedUnits,
  balanceOf,
  newItem,
  type StockItem,
} from "../../domain/inventory/stock-item.ts";
import { freeLapsed, freeSlice } from "./free-lapsed.ts";
import type { StockBook } from "./stock-book.ts";
import type { HoldRow, StockRows } from "./stock-rows.ts";

/** Units that are lent to shards may be free there: something is done about it first, and the same is asked again. */
export type HoldDecision = HoldStockResult | { kind: "recall"; items: { itemId: string; first: First }[] };

/** Free units are called home; or they are on their way to the shards, and the asker may follow once they are there. */
export type First = "recall" | "arrive";

/** What a place answers for an item that it can't, or can no longer, decide about itself. */
export type Elsewhere = {
  /** Where new holds of an item are asked; null: here. */
  forNew(itemId: string, ask: HoldStockAsk): SpreadView | null;
  /** What follows when there are not enough here: it is a refusal, or others may have some. */
  whenShort(itemId: string): "refuse" | First | SpreadView;
};

export type HoldDesk = {
  rows: StockRows;
  book: StockBook;
  elsewhere: Elsewhere;
  earlyLimits: EarlyLimits;
};

/** A sold-out answer is good for so long at most, and for less while units that others hold may come back. */
const SOLD_OUT_MS = 30_000;
const MAY_RETURN_MS = 1_000;
/** 500 holds each; with more than these lapsed at once, units may be taken from a location that is not the best. */
const SLICES_FOR_ALLOCATION = 4;

type Limit = Extract<HoldStockResult, { kind: "limited" }>["limits"][number];
type Shortage = Extract<HoldStockResult, { kind: "insufficient" }>["shortages"][number];
type Granted = { item: StockItem; step: Transition; earlier: HoldRow | null };

/**
 * INV-1 All items or none. Runs inside one member transaction of the partition's group; the member's writes are the
 * book's, and a refusal writes nothing but lapses.
 */
export function holdStock(desk: HoldDesk, ask: HoldStockAsk, nowMs: number): HoldDecision {
  const { book } = desk;
  // INV-5 Whoever asks has summed his lines: an item that is named twice would be counted once.
  if (!namesEachOnce(ask.items)) return { kind: "mismatch" };
  const unknown: string[] = [];
  const moved: SpreadView[] = [];
  let replayed = 0;
  for (const { itemId, units } of ask.items) {
    const earlier = book.hold(itemId, ask.holdId);
    if (earlier) {
      if (earlier.parts !== ask.items.length) return { kind: "mismatch" };
      replayed += 1;
      continue;
    }
    const other = desk.elsewhere.forNew(itemId, ask);
    if (other) moved.push(other);
    else if (!book.item(itemId)) unknown.push(itemId);
    else {
      freeLapsed(book, itemId, (item) => isEnough(desk, item, ask, units, nowMs), nowMs);
      freeForAllocation(book, itemId, nowMs);
    }
  }
  if (replayed > 0 && replayed < ask.items.length) return { kind: "mismatch" };
  if (moved.length > 0) return { kind: "moved", spreads: moved };
  if (unknown.length > 0) return { kind: "unknown_items", itemIds: unknown };

  const freed = givenBack(book, ask, nowMs);
  const limits: Limit[] = [];
  const short: { shortage: Omit<Shortage, "validUntilMs">; next: ReturnType<Elsewhere["whenShort"]> }[] = [];
  const granted: Granted[] = [];
  for (const { itemId, units } of ask.items) {
    // A tombstone may stand for an item that was never stocked.
    const item = freed.get(itemId)?.item ?? book.item(itemId) ?? newItem(itemId);
    const earlier = book.hold(itemId, ask.holdId);
    const decided = holdUnits(balanceOf(item, nowMs), earlier?.hold ?? null, { ...ask, units }, nowMs);
    const refusal = decided.ok ? null : decided.refusal;
    if (refusal?.code === "hold_mismatch") return { kind: "mismatch" };
    if (refusal?.code === "hold_ended")
      return { kind: "ended", state: refusal.state === "lapsed" ? "lapsed" : "released" };

    const balance = balanceOf(item, nowMs);
    const next = earlier ? "refuse" : whereElse(desk, itemId, units, balance);
    // Shards are not emptied for somebody who would be refused all the same.
    const wouldRecall = next === "recall" || next === "arrive";
    const limit = limitOf(desk, freed, item, ask, units, earlier, wouldRecall, nowMs);
    const isLimited = limit && (decided.ok || limit.limit !== "early_holds" || wouldRecall);
    if (isLimited) limits.push(limit);
    else if (decided.ok && !(isAwaited(balance, units) && next !== "refuse"))
      granted.push({ item, step: decided.value, earlier });
    else {
      const free = promisable(balance);
      // What shards hold may come back as well as what is held here.
      const mayReturn = balance.held > 0 || balance.granted > 0;
      short.push({ shortage: { itemId, asked: units, available: free, mayReturn }, next });
    }
  }
  if (short.length > 0) return whatIsShort(desk, short, nowMs);
  if (limits.length > 0) return { kind: "limited", limits };
  return grant(desk, ask, granted, freed, nowMs);
}

/** HOT-3 Where else units may be; nowhere, if all that others were lent would not be enough either. */
function whereElse(
  { elsewhere }: HoldDesk,
  itemId: string,
  units: number,
  balance: Balance,
): ReturnType<Elsewhere["whenShort"]> {
  if (available(balance) >= units) return "refuse";
  const next = elsewhere.whenShort(itemId);
  return typeof next === "string" && promisable(balance) + balance.granted < units ? "refuse" : next;
}

/** INV-7 Units that are to come are promised only when none are there, in shards either. */
function isAwaited(balance: Balance, units: number): boolean {
  return available(balance) < units;
}

/** Whether lapsed holds need not be written down for this ask: there is room without them. */
function isEnough(
  { earlyLimits }: HoldDesk,
  item: StockItem,
  ask: HoldStockAsk,
  units: number,
  nowMs: number,
): boolean {
  if (promisable(balanceOf(item, nowMs)) < units) return false;
  return ask.pin || earlyRoom(item, null, earlyLimits, nowMs) >= units;
}

/**
 * ALC-1 What a lapsed hold was to take from a location is free there, too. It matters where there is a choice: between
 * locations, or between what is there and what is to come.
 */
function freeForAllocation(book: StockBook, itemId: string, nowMs: number): void {
  const item = book.item(itemId);
  if (!item || (item.levels.length < 2 && balanceOf(item, nowMs).allowance === 0)) return;
  for (let slice = 0; slice < SLICES_FOR_ALLOCATION; slice += 1) {
    if (freeSlice(book, itemId, nowMs) === 0) return;
  }
}

/** What is not enough here may be elsewhere; only if it is not, the answer is "no". */
function whatIsShort(
  { rows }: HoldDesk,
  short: readonly { shortage: Omit<Shortage, "validUntilMs">; next: ReturnType<Elsewhere["whenShort"]> }[],
  nowMs: number,
): HoldDecision {
  // One item that nobody has is enough for a "no": the others are not called home for it.
  const refused = short.filter(({ next }) => next === "refuse").map(({ shortage }) => shortage);
  if (refused.length > 0)
    return { kind: "insufficient", shortages: refused.map((shortage) => withEnd(rows, shortage, nowMs)) };
  const spreads = short.flatMap(({ next }) => (typeof next === "object" ? [next] : []));
  if (spreads.length > 0) return { kind: "moved", spreads };
  const items = short.flatMap(({ shortage: { itemId }, next }) =>
    next === "recall" || next === "arrive" ? [{ itemId, first: next }] : [],
  );
  return { kind: "recall", items };
}

/** INV-10 Whoever holds the units may give them back, or be too late: then the answer is good for a moment only. */
function withEnd(rows: StockRows, shortage: Omit<Shortage, "validUntilMs">, nowMs: number): Shortage {
  const { itemId, mayReturn } = shortage;
  if (!mayReturn) return { ...shortage, validUntilMs: nowMs + SOLD_OUT_MS };
  const lapseMs = rows.nextLapseMs(itemId) ?? Number.POSITIVE_INFINITY;
  return { ...shortage, validUntilMs: Math.min(lapseMs, nowMs + MAY_RETURN_MS) };
}

function grant(
  desk: HoldDesk,
  ask: HoldStockAsk,
  granted: readonly Granted[],
  freed: ReadonlyMap<string, Freed>,
  nowMs: number,
): HoldStockResult {
  const { book } = desk;
  const fresh = granted.filter(({ earlier }) => earlier === null);
  // ALC-1
  const allocations = allocate(
    fresh.map(({ item, step }) => ({ itemId: item.itemId, units: step.hold.units, levels: item.levels })),
    ask.sourcing,
  );
  for (const { item, rows } of freed.values()) {
    book.saveItem(item, nowMs);
    for (const row of rows) book.saveHold(row, nowMs);
  }
  const views = granted.map(({ item, step, earlier }): AllocationView => {
    const { itemId } = item;
    const allocation: Allocation = earlier?.allocation ?? allocations.get(itemId) ?? [];
    const placed = { hold: step.hold, allocation };
    if (step.changed) {
      book.saveItem(afterStep(item, step, earlier, placed), nowMs);
      const row = earlier ?? newRow(item, ask);
      book.saveHold({ ...row, buyer: namesBuyer(item, ask, row) ? ask.buyer : row.buyer, ...placed }, nowMs);
    }
    return { itemId, parts: [...allocation], awaited: awaitedUnits(placed) };
  });
  return { kind: "granted", allocations: views };
}

function newRow(item: StockItem, ask: HoldStockAsk): Omit<HoldRow, "hold" | "allocation"> {
  return {
    itemId: item.itemId,
    parts: ask.items.length,
    asker: ask.pin ? null : ask.asker,
    buyer: item.policy.maxPerBuyer === null ? null : ask.buyer,
    reference: ask.reference,
  };
}

type Freed = { item: StockItem; rows: HoldRow[] };

/**
 * The items as they are without the holds that this one replaces; written only if it is granted. HLD-3 A replaced hold
 * that never arrived leaves a tombstone, like any release that overtakes its hold.
 */
function givenBack(book: StockBook, ask: HoldStockAsk, nowMs: number): Map<string, Freed> {
  const freed = new Map<string, Freed>();
  for (const { holdId, items } of ask.replaces) {
    for (const { itemId, units } of items) {
      const before = freed.get(itemId);
      const item = before?.item ?? book.item(itemId);
      if (!item) continue;
      const earlier = book.hold(itemId, holdId);
      const released = releaseHold(balanceOf(item, nowMs), earlier?.hold ?? null, { holdId, units }, nowMs);
      if (!released.ok || !released.value.changed) continue;
      const placed = { hold: released.value.hold, allocation: [] };
      const row = earlier ?? {
        itemId,
        parts: items.length,
        asker: null,
        buyer: null,
        reference: ask.reference,
      };
      freed.set(itemId, {
        item: afterStep(item, released.value, earlier, placed),
        rows: [...(before?.rows ?? []), { ...row, ...placed }],
      });
    }
  }
  return freed;
}

/** A hold ahead of payment knew of no buyer, or of another one: who it is for shows when it is pinned. */
function namesBuyer({ policy }: StockItem, ask: HoldStockAsk, row: Pick<HoldRow, "buyer">): boolean {
  return ask.pin && policy.maxPerBuyer !== null && ask.buyer !== null && ask.buyer !== row.buyer;
}

/**
 * INV-8 What one order, one buyer, or one asker ahead of payment may take. A replaced hold no longer counts, and what
 * was held before is measured once more only when it turns out who buys it.
 */
function limitOf(
  { book, earlyLimits }: HoldDesk,
  freed: ReadonlyMap<string, Freed>,
  item: StockItem,
  ask: HoldStockAsk,
  units: number,
  earlier: HoldRow | null,
  countsLent: boolean,
  nowMs: number,
): Limit | null {
  const { itemId, policy } = item;
  if (earlier && !(earlier.hold.state === "held" && namesBuyer(item, ask, earlier))) return null;
  if (!earlier && policy.maxPerOrder !== null && units > policy.maxPerOrder)
    return { itemId, limit: "per_order", allowed: policy.maxPerOrder };

  const replaced = freed.get(itemId)?.rows ?? [];
  if (policy.maxPerBuyer !== null) {
    const had = ask.buyer === null ? [] : book.holdsOfBuyer(itemId, ask.buyer);
    const allowed = policy.maxPerBuyer - sumKept(had, replaced, nowMs);
    if (units > allowed) return { itemId, limit: "per_buyer", allowed };
  }
  if (ask.pin || earlier) return null;
  // HLD-5
  const early = ask.asker === null ? null : sumKept(book.earlyHoldsOf(itemId, ask.asker), replaced, nowMs);
  const room = earlyRoom(item, early, earlyLimits, nowMs, countsLent);
  return units > room ? { itemId, limit: "early_holds", allowed: room } : null;
}

function sumKept(rows: readonly HoldRow[], without: readonly HoldRow[], nowMs: number): number {
  const replaced = new Set(without.map((row) => row.hold.holdId));
  return rows.reduce((sum, row) => sum + (replaced.has(row.hold.holdId) ? 0 : keptUnits(row.hold, nowMs)), 0);
}
