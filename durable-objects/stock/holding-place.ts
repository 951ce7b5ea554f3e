import {
  type CommitResult,
  ExtendHold,
  type ExtendResult,
  HoldMany,
  HoldStock,
  type HoldStockAsk,
  type HoldStockResult,
  type ReleaseResult,
  SettleHold,
} from "../../contracts/rpc/stock.ts";
import type { WithdrawHold, WithdrawResult } from "../../contracts/rpc/stock-staff.ts";
import type { Commit } from "../host/group-commit.ts";
import { Idempotency } from "../host/idempotency.ts";
import type { Migration } from "../host/migrations.ts";
import { Partition } from "../host/partition.ts";
import { PartitionHost } from "../host/partition-host.ts";
import { type ObjectSettings, type ObjectsEnv, readSettings } from "../settings.ts";
import { writeLapses } from "./free-lapsed.ts";
import { type Elsewhere, type HoldDecision, holdStock } from "./hold-stock.ts";
import { LedgerRows } from "./ledger-rows.ts";
import { commitStock, extendStock, releaseStock } from "./settle-holds.ts";
import { type ItemChange, StockBook, type StockNeed } from "./stock-book.ts";
import { StockRows } from "./stock-rows.ts";
import { withdrawStock } from "./withdraw-stock.ts";

const SWEEP = "sweep";
const SWEEP_EVERY_MS = 3_600_000;
const SWEEP_SLICE = 500;
/** Longer than any message may be late: queues keep messages for days, payments last for days. */
const KEEP_ENDED_HOLDS_MS = 30 * 24 * 3_600_000;

/** What homes and shards have in common: they hold, settle, and sweep. */
export abstract class HoldingPlace extends Partition<ObjectsEnv> {
  protected readonly host: PartitionHost;
  protected readonly rows: StockRows;
  protected readonly ledger: LedgerRows;
  protected readonly book: StockBook;
  protected readonly keys: Idempotency;
  protected readonly settings: ObjectSettings;
  #sweepPlanned = false;

  constructor(ctx: DurableObjectState, env: ObjectsEnv, migrations: readonly Migration[]) {
    const host = new PartitionHost(ctx, migrations);
    super(ctx, env, host);
    this.host = host;
    this.settings = readSettings(env);
    this.rows = new StockRows(host.sql);
    this.ledger = new LedgerRows(host.sql);
    this.keys = new Idempotency(host.sql);
    this.book = new StockBook(this.rows, this.ledger, (change, nowMs) => this.onChange(change, nowMs));
    host.share(this.book);
  }

  /** A group changed an item. Runs in its transaction, once per item, after everything else was written. */
  protected abstract onChange(change: ItemChange, nowMs: number): void;

  async commit(input: SettleHold): Promise<CommitResult> {
    const ask = SettleHold.parse(input);
    return this.host.commit((_commit, nowMs) => commitStock(this.book, ask, nowMs), needOf(ask));
  }

  async release(input: SettleHold): Promise<ReleaseResult> {
    const ask = SettleHold.parse(input);
    return this.host.commit((_commit, nowMs) => releaseStock(this.book, ask, nowMs), needOf(ask));
  }

  async extend(input: ExtendHold): Promise<ExtendResult> {
    const ask = ExtendHold.parse(input);
    return this.host.commit((_commit, nowMs) => extendStock(this.book, ask, nowMs), needOf(ask));
  }

  protected decide(ask: HoldStockAsk, elsewhere: Elsewhere, commit: Commit, nowMs: number): HoldDecision {
    this.planSweep(commit, nowMs);
    const { rows, book, settings } = this;
    const earlyLimits = {
      unitsPerAsker: settings.EARLY_HOLD_UNITS_MAX,
      sharePercent: settings.EARLY_HOLD_SHARE_PERCENT,
    };
    return holdStock({ rows, book, elsewhere, earlyLimits }, ask, nowMs);
  }

  protected planSweep(commit: Commit, nowMs: number): void {
    if (this.#sweepPlanned) return;
    this.host.planOnce(SWEEP, "", nowMs + SWEEP_EVERY_MS);
    this.planMore(nowMs);
    commit.afterCommit(() => {
      this.#sweepPlanned = true;
    });
  }

  /** What else this place does by itself; called once after each wake, in the transaction of its first write. */
  protected planMore(_nowMs: number): void {}

  /** HLD-6 */
  protected withdrawHere(ask: WithdrawHold, shard: number | null): Promise<WithdrawResult> {
    return this.host.commit(
      (_commit, nowMs) => withdrawStock(this.book, this.keys, ask, shard, nowMs),
      needOf({ holdId: ask.holdId, items: [ask] }),
    );
  }

  /** The duty: writes down lapses that nobody needed yet, and forgets what no late message can ask about. */
  protected sweepDuty() {
    return { kind: SWEEP, batch: 1, run: () => this.#sweep() };
  }

  #sweep(): Promise<void> {
    return this.host.commitOwn((_commit, nowMs) => {
      const lapsed = this.rows.itemsWithLapsed("", nowMs, 1);
      for (const itemId of lapsed) {
        const item = this.book.item(itemId);
        if (item) writeLapses(this.book, item, this.book.lapsedHolds(itemId, nowMs, SWEEP_SLICE), nowMs);
      }
      const holds = this.rows.sweepEnded(nowMs - KEEP_ENDED_HOLDS_MS, SWEEP_SLICE);
      const keys = this.keys.sweep(nowMs, SWEEP_SLICE);
      const isMore = lapsed.length > 0 || holds > 0 || keys > 0;
      this.host.plan(SWEEP, "", nowMs + (isMore ? 0 : SWEEP_EVERY_MS));
    });
  }
}

export function parseHold(input: HoldStock): HoldStockAsk {
  return HoldStock.parse(input);
}

export function parseHolds(input: HoldMany): HoldStockAsk[] {
  return HoldMany.parse(input).asks;
}

/** Everything that a hold reads. */
export function needsOf(ask: HoldStockAsk): StockNeed {
  const replaced = ask.replaces.flatMap(({ holdId, items }) => pairs(items, holdId));
  const own = needOf(ask);
  return {
    itemIds: [...own.itemIds, ...replaced.map(([itemId]) => itemId)],
    holds: [...own.holds, ...replaced],
  };
}

export function needOf(ask: { holdId: string; items: readonly { itemId: string }[] }): StockNeed {
  return { itemIds: ask.items.map(({ itemId }) => itemId), holds: pairs(ask.items, ask.holdId) };
}

export function mergeNeeds(needs: readonly StockNeed[]): StockNeed {
  return {
    itemIds: needs.flatMap(({ itemIds }) => itemIds),
    holds: needs.flatMap(({ holds }) => holds),
  };
}

/** The decision of a place that has nobody else to ask. */
export function settledDecision(decision: HoldDecision): HoldStockResult {
  if (decision.kind === "recall") throw new Error("HOT-3 a shard has nobody to recall from");
  return decision;
}

function pairs(items: readonly { itemId: string }[], holdId: string): [string, string][] {
  return items.map(({ itemId }) => [itemId, holdId]);
}
