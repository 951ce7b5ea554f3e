import { available, type Balance } from "../../domain/hold/balance.ts";
import type { Hold } from "../../domain/hold/hold.ts";
import { lapseHold } from "../../domain/hold/lapse-hold.ts";
import type { Transition } from "../../domain/hold/transition.ts";
import type { HoldPart, Item, StockRows } from "./stock-rows.ts";

const LAPSE_SLICE = 500;

/**
 * The items and holds of one request, decided in memory and written at the end or not at all: a refusal of the last
 * item leaves nothing of the first. Lapses are facts of their own: they are written before anything is decided.
 */
export class WorkingSet {
  readonly #rows: StockRows;
  readonly #nowMs: number;
  readonly #items = new Map<string, Item>();
  readonly #holds: { itemId: string; part: HoldPart }[] = [];

  constructor(rows: StockRows, nowMs: number) {
    this.#rows = rows;
    this.#nowMs = nowMs;
  }

  item(itemId: string): Item | null {
    const known = this.#items.get(itemId) ?? this.#rows.item(itemId);
    if (known) this.#items.set(itemId, known);
    return known;
  }

  holdPart(itemId: string, holdId: string): HoldPart | null {
    const earlier = this.#holds.findLast(
      (entry) => entry.itemId === itemId && entry.part.hold.holdId === holdId,
    );
    return earlier?.part ?? this.#rows.holdPart(itemId, holdId);
  }

  apply(item: Item, { balance, hold, changed }: Transition, parts: number): void {
    if (!changed) return;
    this.#items.set(item.itemId, { ...item, balance });
    this.#holds.push({ itemId: item.itemId, part: { hold, parts } });
  }

  save(reference: string): void {
    const touched = new Set(this.#holds.map((entry) => entry.itemId));
    for (const itemId of touched) {
      const item = this.#items.get(itemId);
      if (item) this.#rows.saveItem(item);
    }
    for (const { itemId, part } of this.#holds) this.#rows.saveHold(itemId, part, reference, this.#nowMs);
  }
}

/**
 * HLD-1 Writes down lapsed holds of an item until it has `unitsNeeded` to give or none are left. Runs in the
 * transaction that reuses the units and before its decisions, so ten thousand that lapse together cost one buyer no
 * more than the units he takes.
 */
export function freeLapsed(rows: StockRows, itemId: string, unitsNeeded: number, nowMs: number): void {
  let item = rows.item(itemId);
  while (item && available(item.balance) < unitsNeeded) {
    const lapsed = rows.lapsedHolds(itemId, nowMs, LAPSE_SLICE);
    if (lapsed.length === 0) return;
    item = writeLapses(rows, item, lapsed, nowMs);
  }
}

/** Writes down these lapses of one item. */
export function writeLapses(rows: StockRows, item: Item, lapsed: readonly Hold[], nowMs: number): Item {
  const balance = lapsed.reduce<Balance>((left, hold) => lapseHold(left, hold, nowMs).balance, item.balance);
  const after = { ...item, balance };
  rows.markLapsed(item.itemId, lapsed, nowMs);
  rows.saveItem(after);
  return after;
}
