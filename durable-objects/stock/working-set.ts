import { available, type Balance } from "../../domain/hold/balance.ts";
import type { Hold } from "../../domain/hold/hold.ts";
import { lapseHold } from "../../domain/hold/lapse-hold.ts";
import type { Transition } from "../../domain/hold/transition.ts";
import type { HoldPart, Item, StockRows } from "./stock-rows.ts";

const LAPSE_SLICE = 500;

/**
 * The items and holds of one request, decided in memory and written at the end or not at all: a refusal of the last
 * item leaves nothing of the first.
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

  /**
   * HLD-1 Lapsed units are written down as such in the transaction that reuses them, and only as many slices of them
   * as this request needs: ten thousand that lapse together do not fall on one buyer.
   */
  freeLapsed(item: Item, unitsNeeded: number): Item {
    let current = item;
    while (available(current.balance) < unitsNeeded) {
      const lapsed = this.#rows.lapsedHolds(item.itemId, this.#nowMs, LAPSE_SLICE);
      if (lapsed.length === 0) break;
      current = { ...current, balance: lapseAll(current.balance, lapsed, this.#nowMs) };
      this.#rows.markLapsed(item.itemId, lapsed, this.#nowMs);
      this.#rows.saveItem(current);
      this.#items.set(item.itemId, current);
    }
    return current;
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

function lapseAll(balance: Balance, lapsed: readonly Hold[], nowMs: number): Balance {
  return lapsed.reduce((left, hold) => lapseHold(left, hold, nowMs).balance, balance);
}
