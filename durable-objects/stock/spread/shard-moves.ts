import type { SpreadView } from "../../../contracts/rpc/stock.ts";
import type {
  Collect,
  CollectResult,
  OpenShard,
  ReceiveGrant,
  Return,
  SoldHold,
} from "../../../contracts/rpc/stock-shard.ts";
import { fulfilHold } from "../../../domain/hold/fulfil-hold.ts";
import { type Allocation, addToLevels, freeAt, unitsOf } from "../../../domain/inventory/level.ts";
import { afterStep, balanceOf, newItem, type StockItem } from "../../../domain/inventory/stock-item.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import { freeLapsed, freeSlice } from "../free-lapsed.ts";
import type { Elsewhere } from "../hold-stock.ts";
import type { StockBook } from "../stock-book.ts";
import type { ShardState, ShardStateRow } from "./shard-state.ts";

/** Sales of one return, so that neither side's transaction nor the message grows without bound. */
const SOLD_MAX = 500;

/** The shard's side of HOT-1 and HOT-2. All of it runs inside members of its group. */
export class ShardMoves implements Elsewhere {
  readonly #book: StockBook;
  readonly #row: ShardStateRow;
  /** Asks since the home last collected. */
  #asks = 0;

  constructor(book: StockBook, row: ShardStateRow) {
    this.#book = book;
    this.#row = row;
  }

  /** A shard that is closed, or that never had this item, says where to ask instead. */
  forNew(itemId: string): SpreadView | null {
    this.#asks += 1;
    const state = this.#row.read();
    return state?.isOpen && state.itemId === itemId ? null : this.whenShort(itemId);
  }

  /** HOT-3 A shard never says "none left": others may have some, and the home knows. */
  whenShort(itemId: string): SpreadView {
    const state = this.#row.read();
    const version = state?.itemId === itemId ? state.version : 0;
    return { itemId, version, shards: 0, direct: true };
  }

  open(ask: OpenShard, nowMs: number): void {
    const earlier = this.#row.read();
    if (earlier && earlier.version >= ask.version) return;
    const fresh = { grantTaken: 0, returnNumber: 0, pending: null, settledTo: 0 };
    const { itemId, shard, version } = ask;
    this.#row.save({ ...(earlier ?? fresh), itemId, shard, version, isOpen: true });
    const item = this.#book.item(itemId) ?? newItem(itemId);
    // Only what there is may be promised here: what waits for a delivery is promised at home.
    this.#book.saveItem({ ...item, policy: { ...ask.policy, beyond: { kind: "none" } } }, nowMs);
  }

  receive({ itemId, number, parts }: ReceiveGrant, nowMs: number): void {
    const { state, item } = this.#present(itemId);
    if (number <= state.grantTaken) return;
    invariant(number === state.grantTaken + 1, `HOT-1 grant ${number} came before its turn`);
    this.#row.save({ ...state, grantTaken: number });
    this.#write(
      { ...item, levels: addToLevels(item.levels, "onHand", parts) },
      unitsOf(parts),
      "granted",
      nowMs,
    );
  }

  /** HOT-2 Puts together what goes home, takes it out of this shard's hands, and keeps it until it is acknowledged. */
  collect(ask: Collect, nowMs: number): CollectResult {
    const { state: before } = this.#present(ask.itemId);
    const asks = this.#asks;
    this.#asks = 0;
    let state = before;
    if (state.pending && ask.acknowledged >= state.pending.number) state = { ...state, pending: null };
    if (ask.close && ask.version >= state.version) state = { ...state, isOpen: false, version: ask.version };

    const isFresh = state.pending === null;
    let hasMore = false;
    if (isFresh) {
      const free = ask.takeFree ? this.#takeFree(ask.itemId, nowMs) : [];
      const sold = this.#takeSold(ask.itemId, state.settledTo, nowMs);
      hasMore = sold.hasMore;
      if (free.length > 0 || sold.holds.length > 0) {
        const pending: Return = { number: state.returnNumber + 1, free: [...free], sold: sold.holds };
        state = { ...state, pending, returnNumber: pending.number };
      }
      state = { ...state, settledTo: this.#present(ask.itemId).item.movements };
      if (hasMore) state = { ...state, settledTo: sold.upTo };
    }
    if (JSON.stringify(state) !== JSON.stringify(before)) this.#row.save(state);
    const promised = this.#promised(ask.itemId, nowMs);
    return { pending: state.pending, isFresh, hasMore, isOver: this.#isOver(state), asks, promised };
  }

  /** HLD-1 What lapsed is free again: written down here, a slice at a time, so that the home hears of it. */
  #promised(itemId: string, nowMs: number): number {
    freeSlice(this.#book, itemId, nowMs);
    const { item } = this.#present(itemId);
    return item.held + item.committed;
  }

  #takeFree(itemId: string, nowMs: number): Allocation {
    freeLapsed(this.#book, itemId, () => false, nowMs);
    const { item } = this.#present(itemId);
    const free = item.levels
      .map((level) => ({ location: level.location, units: freeAt(level) }))
      .filter((part) => part.units > 0);
    if (free.length === 0) return free;
    const levels = addToLevels(item.levels, "onHand", free, -1);
    this.#write({ ...item, levels }, -unitsOf(free), "returned", nowMs);
    return free;
  }

  /** Sales since the last return. For this shard the units leave the house: a late repeat learns that they were sold. */
  #takeSold(
    itemId: string,
    settledTo: number,
    nowMs: number,
  ): { holds: SoldHold[]; hasMore: boolean; upTo: number } {
    const sales = this.#book.salesAfter(itemId, settledTo, SOLD_MAX + 1);
    const taken = sales.slice(0, SOLD_MAX);
    let { item } = this.#present(itemId);
    let sum = 0;
    const holds = taken.map(({ holdId, atMs }): SoldHold => {
      const earlier = this.#book.hold(itemId, holdId);
      invariant(earlier, `HOT-2 the sale of ${holdId} has no hold`);
      const units = earlier.hold.committed;
      const step = fulfilHold(balanceOf(item, nowMs), earlier.hold, { id: "settled", units });
      invariant(step.ok, `HOT-2 ${holdId} can't be settled: ${step.ok ? "" : step.refusal.code}`);
      const after = { hold: step.value.hold, allocation: [] };
      const levels = addToLevels(item.levels, "onHand", earlier.allocation, -1);
      item = afterStep({ ...item, levels }, step.value, earlier, after);
      this.#book.saveHold({ ...earlier, ...after }, nowMs);
      sum += units;
      return {
        holdId,
        reference: earlier.reference,
        units: earlier.hold.units,
        committed: units,
        sinceMs: earlier.hold.sinceMs,
        soldAtMs: atMs,
        parts: [...earlier.allocation],
      };
    });
    const hasMore = sales.length > taken.length;
    if (holds.length > 0) this.#write(item, -sum, "settled", nowMs, -sum);
    return { holds, hasMore, upTo: taken.at(-1)?.sequence ?? settledTo };
  }

  #isOver({ isOpen, pending, itemId }: ShardState): boolean {
    const { item } = this.#present(itemId);
    return !isOpen && pending === null && item.held === 0 && item.levels.every((level) => level.onHand === 0);
  }

  #present(itemId: string): { state: ShardState; item: StockItem } {
    const state = this.#row.read();
    const item = this.#book.item(itemId);
    if (!state || !item || state.itemId !== itemId) throw new Error(`HOT-1 this is no shard of ${itemId}`);
    return { state, item };
  }

  #write(
    item: StockItem,
    onHandDelta: number,
    kind: "granted" | "returned" | "settled",
    nowMs: number,
    committedDelta = 0,
  ): void {
    const sequence = item.movements + 1;
    this.#book.saveItem({ ...item, movements: sequence }, nowMs);
    this.#book.appendMovement({
      ...{ itemId: item.itemId, sequence, atMs: nowMs, kind, location: null, onHandDelta, committedDelta },
      ...{ reason: kind, note: null, actor: "system", reference: null, holdId: null },
    });
  }
}
