import { stateAt } from "../../domain/hold/hold.ts";
import { signalOf } from "../../domain/inventory/signal.ts";
import type { StockItem } from "../../domain/inventory/stock-item.ts";
import { invariant } from "../../domain/kernel/invariant.ts";
import type { GroupMemory } from "../host/group-commit.ts";
import type { LedgerRows, MovementRow, Sale } from "./ledger-rows.ts";
import type { HoldRow, ItemRow, StockRows } from "./stock-rows.ts";

/** What a member of a group will read: known before, so that one statement fetches it for the whole group. */
export type StockNeed = {
  itemIds: readonly string[];
  holds: readonly (readonly [itemId: string, holdId: string])[];
};

/** Items kept in memory between groups; this object is their only writer. */
const ITEMS_KEPT_MAX = 2_000;

/** What a group made of an item; `before` is null for one that it brought into being. */
export type ItemChange = { before: ItemRow | null; after: ItemRow };

/**
 * The items and holds that a group works on: fetched together, decided on in memory one request after the other, and
 * written together, so that a thousand buyers of one item cost one row of it per group. A request that throws leaves
 * nothing behind; one that is refused leaves what it wrote, such as lapses.
 */
export class StockBook implements GroupMemory {
  readonly #rows: StockRows;
  readonly #ledger: LedgerRows;
  readonly #items = new Map<string, ItemRow | null>();
  readonly #holds = new Map<string, HoldRow | null>();
  /** As they were before this group. */
  readonly #changedItems = new Map<string, ItemRow | null>();
  readonly #changedHolds = new Set<string>();
  #movements: MovementRow[] = [];
  #nowMs = 0;
  /** Of the member at work. */
  #mine = emptyPart();
  readonly #onChange: (change: ItemChange, nowMs: number) => void;

  constructor(rows: StockRows, ledger: LedgerRows, onChange: (change: ItemChange, nowMs: number) => void) {
    this.#rows = rows;
    this.#ledger = ledger;
    this.#onChange = onChange;
  }

  weigh(need: unknown): number {
    return isNeed(need) ? 1 + need.itemIds.length + need.holds.length : 1;
  }

  begin(needs: readonly unknown[]): void {
    const wanted = needs.filter(isNeed);
    this.#fetchItems(wanted.flatMap((need) => need.itemIds));
    this.#fetchHolds(wanted.flatMap((need) => need.holds));
  }

  item(itemId: string): StockItem | null {
    const mine = this.#mine.items.get(itemId);
    if (mine) return mine;
    if (!this.#items.has(itemId)) this.#fetchItems([itemId]);
    return this.#items.get(itemId)?.item ?? null;
  }

  hold(itemId: string, holdId: string): HoldRow | null {
    const known = this.#known(itemId, holdId);
    if (known !== undefined) return known;
    this.#fetchHolds([[itemId, holdId]]);
    return this.#known(itemId, holdId) ?? null;
  }

  saveItem(item: StockItem, nowMs: number): void {
    invariant(
      item.held >= 0 && item.committed >= 0 && item.early >= 0,
      `INV-1 ${item.itemId} would hold ${item.held}, ${item.early} of it early, and have sold ${item.committed}`,
    );
    this.#mine.items.set(item.itemId, item);
    this.#nowMs = nowMs;
  }

  saveHold(row: HoldRow, nowMs: number): void {
    this.#mine.holds.set(keyOf(row.itemId, row.hold.holdId), row);
    this.#nowMs = nowMs;
  }

  appendMovement(row: MovementRow): void {
    this.#mine.movements.push(row);
  }

  /** INV-8 What an asker holds of an item ahead of payment, and what a buyer has of it, this group's share included. */
  earlyHoldsOf(itemId: string, asker: string): HoldRow[] {
    const isEarly = (row: HoldRow) => row.asker === asker && row.hold.state === "held";
    return this.#presently(itemId, this.#rows.earlyHoldsOf(itemId, asker), isEarly);
  }

  holdsOfBuyer(itemId: string, buyer: string): HoldRow[] {
    return this.#presently(itemId, this.#rows.holdsOfBuyer(itemId, buyer), (row) => row.buyer === buyer);
  }

  /** The items that a hold spans in this place, this group's share included. */
  itemsOfHold(holdId: string): string[] {
    const known = [...this.#holds.values(), ...this.#mine.holds.values()].flatMap((row) =>
      row?.hold.holdId === holdId ? [row.itemId] : [],
    );
    return [...new Set([...this.#rows.itemsOfHold(holdId), ...known])];
  }

  /** Sales of an item after a line of its ledger, oldest first, this group's included. */
  salesAfter(itemId: string, sequence: number, limit: number): Sale[] {
    const own = [...this.#movements, ...this.#mine.movements].flatMap((row) =>
      row.itemId === itemId && row.kind === "committed" && row.sequence > sequence && row.holdId !== null
        ? [{ sequence: row.sequence, holdId: row.holdId, atMs: row.atMs }]
        : [],
    );
    return [...this.#ledger.salesAfter(itemId, sequence, limit), ...own].slice(0, limit);
  }

  /** Lapsed holds of an item as this group knows them, at most `limit`. */
  lapsedHolds(itemId: string, nowMs: number, limit: number): HoldRow[] {
    return (
      this.#rows
        // Some of them may have been changed by this group, which is not written yet.
        .lapsedHolds(itemId, nowMs, limit + this.#mine.holds.size + this.#changedHolds.size)
        .map((row) => this.#known(itemId, row.hold.holdId) ?? row)
        .filter((row) => row.hold.state === "held" && stateAt(row.hold, nowMs) === "lapsed")
        .slice(0, limit)
    );
  }

  /** Written at once, since there may be many: the rows never pass through memory again. */
  markLapsed(itemId: string, lapsed: readonly HoldRow[], nowMs: number): void {
    this.#rows.markLapsed(
      itemId,
      lapsed.map((row) => row.hold.holdId),
      nowMs,
    );
    for (const row of lapsed) {
      const key = keyOf(itemId, row.hold.holdId);
      if (this.#holds.has(key) || this.#mine.holds.has(key)) {
        this.#mine.holds.set(key, { ...row, allocation: [], hold: { ...row.hold, state: "lapsed" } });
      }
    }
  }

  keep(): void {
    const { items, holds, movements } = this.#mine;
    for (const [itemId, item] of items) this.#keepItem(itemId, item);
    for (const [key, row] of holds) {
      this.#holds.set(key, row);
      this.#changedHolds.add(key);
    }
    this.#movements.push(...movements);
    this.#mine = emptyPart();
  }

  drop(): void {
    this.#mine = emptyPart();
  }

  flush(): void {
    const changes = [...this.#changedItems].flatMap(([itemId, before]) => this.#signalled(itemId, before));
    const items = changes.map(({ after }) => after);
    const holds = [...this.#changedHolds].flatMap((key) => this.#holds.get(key) ?? []);
    const earlier = new Map<string, number>();
    for (const row of this.#movements) {
      earlier.set(row.itemId, Math.min(earlier.get(row.itemId) ?? row.sequence, row.sequence));
    }
    if (items.length > 0) this.#rows.saveItems(items);
    if (holds.length > 0) this.#rows.saveHolds(holds, this.#nowMs);
    if (this.#movements.length > 0) this.#ledger.appendMovements(this.#movements);
    for (const { item } of items) {
      this.#ledger.checkpoint(item, (earlier.get(item.itemId) ?? item.movements + 1) - 1);
    }
    for (const change of changes) this.#onChange(change, this.#nowMs);
    this.#endGroup();
    if (this.#items.size > ITEMS_KEPT_MAX) this.#items.clear();
  }

  forget(): void {
    this.#mine = emptyPart();
    this.#items.clear();
    this.#endGroup();
  }

  /** Stored holds as this group has changed them, and those of its own. */
  #presently(itemId: string, stored: readonly HoldRow[], matches: (row: HoldRow) => boolean): HoldRow[] {
    const changed = [...this.#changedHolds].flatMap((key) => this.#holds.get(key) ?? []);
    const all = [...stored, ...changed, ...this.#mine.holds.values()];
    const latest = new Map(all.filter((row) => row.itemId === itemId).map((row) => [row.hold.holdId, row]));
    return [...latest.values()].filter(matches);
  }

  #known(itemId: string, holdId: string): HoldRow | null | undefined {
    const key = keyOf(itemId, holdId);
    return this.#mine.holds.get(key) ?? this.#holds.get(key);
  }

  #endGroup(): void {
    this.#changedItems.clear();
    this.#changedHolds.clear();
    this.#holds.clear();
    this.#movements = [];
  }

  #keepItem(itemId: string, item: StockItem): void {
    const before = this.#items.get(itemId) ?? null;
    if (!this.#changedItems.has(itemId)) this.#changedItems.set(itemId, before);
    this.#items.set(itemId, { item, signal: before?.signal ?? "out" });
  }

  /** What the group made of an item, with the signal that follows from all of it. */
  #signalled(itemId: string, before: ItemRow | null): ItemChange[] {
    const item = this.#items.get(itemId)?.item;
    if (!item) return [];
    const after = { item, signal: signalOf(item, this.#nowMs) };
    this.#items.set(itemId, after);
    return [{ before, after }];
  }

  #fetchItems(itemIds: readonly string[]): void {
    const missing = itemIds.filter((itemId) => !this.#items.has(itemId));
    if (missing.length === 0) return;
    for (const itemId of missing) this.#items.set(itemId, null);
    for (const row of this.#rows.items(missing)) this.#items.set(row.item.itemId, row);
  }

  #fetchHolds(keys: StockNeed["holds"]): void {
    const missing = keys.filter(([itemId, holdId]) => !this.#holds.has(keyOf(itemId, holdId)));
    if (missing.length === 0) return;
    for (const [itemId, holdId] of missing) this.#holds.set(keyOf(itemId, holdId), null);
    for (const row of this.#rows.holds(missing)) this.#holds.set(keyOf(row.itemId, row.hold.holdId), row);
  }
}

type Part = { items: Map<string, StockItem>; holds: Map<string, HoldRow>; movements: MovementRow[] };

function emptyPart(): Part {
  return { items: new Map(), holds: new Map(), movements: [] };
}

/** Item ids have one length, so a key never stands for two pairs. */
function keyOf(itemId: string, holdId: string): string {
  return itemId + holdId;
}

function isNeed(need: unknown): need is StockNeed {
  return need !== null && need !== undefined;
}
