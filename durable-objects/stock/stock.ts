import {
  type AdjustResult,
  AdjustStock,
  AskItem,
  type AuditResult,
  type CommitResult,
  FulfilHold,
  type FulfilResult,
  HoldStock,
  type HoldStockResult,
  type LevelResult,
  ListMovements,
  type MovementsResult,
  type ReleaseResult,
  SettleHold,
  type StockRpc,
  UncommitHold,
  type UncommitResult,
} from "../../contracts/rpc/stock.ts";
import type { Commit } from "../host/group-commit.ts";
import { Idempotency } from "../host/idempotency.ts";
import { Partition } from "../host/partition.ts";
import { PartitionHost } from "../host/partition-host.ts";
import { adjustStock } from "./adjust-stock.ts";
import { auditStock, viewLevel } from "./audit-stock.ts";
import { holdStock } from "./hold-stock.ts";
import { commitStock, fulfilStock, releaseStock, uncommitStock } from "./settle-hold.ts";
import { StockRows } from "./stock-rows.ts";
import { STOCK_MIGRATIONS } from "./tables.ts";
import { writeLapses } from "./working-set.ts";

const SWEEP = "sweep";
const SWEEP_EVERY_MS = 3_600_000;
const SWEEP_SLICE = 500;
/** Longer than any message may be late: queues keep messages for days, payments last for days. */
const KEEP_ENDED_HOLDS_MS = 30 * 24 * 3_600_000;

/** A partition of the shop's stock: the only writer of its items, their holds, levels and movements. */
export class Stock extends Partition<unknown> implements StockRpc {
  readonly #host: PartitionHost;
  readonly #rows: StockRows;
  readonly #keys: Idempotency;
  #sweepPlanned = false;

  constructor(ctx: DurableObjectState, env: unknown) {
    const host = new PartitionHost(ctx, STOCK_MIGRATIONS);
    super(ctx, env, host);
    this.#host = host;
    this.#rows = new StockRows(host.sql);
    this.#keys = new Idempotency(host.sql);
    host.takeOn([{ kind: SWEEP, batch: 1, run: async (_due, nowMs) => this.#sweep(nowMs) }]);
  }

  async hold(input: HoldStock): Promise<HoldStockResult> {
    const ask = HoldStock.parse(input);
    return this.#host.commit((commit, nowMs) => {
      this.#planSweep(commit, nowMs);
      return holdStock(this.#rows, ask, nowMs);
    });
  }

  async commitHold(input: SettleHold): Promise<CommitResult> {
    const ask = SettleHold.parse(input);
    return this.#host.commit((_commit, nowMs) => commitStock(this.#rows, ask, nowMs));
  }

  async release(input: SettleHold): Promise<ReleaseResult> {
    const ask = SettleHold.parse(input);
    return this.#host.commit((_commit, nowMs) => releaseStock(this.#rows, ask, nowMs));
  }

  async fulfil(input: FulfilHold): Promise<FulfilResult> {
    const ask = FulfilHold.parse(input);
    return this.#host.commit((_commit, nowMs) => fulfilStock(this.#rows, ask, nowMs));
  }

  async uncommit(input: UncommitHold): Promise<UncommitResult> {
    const ask = UncommitHold.parse(input);
    return this.#host.commit((_commit, nowMs) => uncommitStock(this.#rows, ask, nowMs));
  }

  async adjust(input: AdjustStock): Promise<AdjustResult> {
    const ask = AdjustStock.parse(input);
    return this.#host.commit((commit, nowMs) => {
      this.#planSweep(commit, nowMs);
      return adjustStock(this.#rows, this.#keys, ask, nowMs);
    });
  }

  async level(input: AskItem): Promise<LevelResult> {
    const { itemId } = AskItem.parse(input);
    this.#host.requireInstalled();
    const item = this.#rows.item(itemId);
    if (!item) return { kind: "unknown_item" };
    return { kind: "level", level: viewLevel(this.#rows, item, this.#host.clock.nowMs()) };
  }

  async audit(input: AskItem): Promise<AuditResult> {
    const { itemId } = AskItem.parse(input);
    this.#host.requireInstalled();
    const item = this.#rows.item(itemId);
    if (!item) return { kind: "unknown_item" };
    return { kind: "audit", audit: auditStock(this.#rows, item, this.#host.clock.nowMs()) };
  }

  async movements(input: ListMovements): Promise<MovementsResult> {
    const ask = ListMovements.parse(input);
    this.#host.requireInstalled();
    if (!this.#rows.item(ask.itemId)) return { kind: "unknown_item" };
    const before = ask.beforeSequence ?? Number.MAX_SAFE_INTEGER;
    return { kind: "movements", movements: this.#rows.movements(ask.itemId, before, ask.limit) };
  }

  #planSweep(commit: Commit, nowMs: number): void {
    if (this.#sweepPlanned) return;
    this.#host.planOnce(SWEEP, "", nowMs + SWEEP_EVERY_MS);
    commit.afterCommit(() => {
      this.#sweepPlanned = true;
    });
  }

  #sweep(nowMs: number): void {
    this.ctx.storage.transactionSync(() => {
      const lapsed = this.#rows.itemsWithLapsed(nowMs, SWEEP_SLICE);
      for (const itemId of lapsed) this.#writeLapses(itemId, nowMs);
      const holds = this.#rows.sweepEnded(nowMs - KEEP_ENDED_HOLDS_MS, SWEEP_SLICE);
      const keys = this.#keys.sweep(nowMs, SWEEP_SLICE);
      const more = lapsed.length > 0 || holds > 0 || keys > 0;
      this.#host.schedule.put(SWEEP, "", nowMs + (more ? 0 : SWEEP_EVERY_MS));
    });
  }

  #writeLapses(itemId: string, nowMs: number): void {
    const item = this.#rows.item(itemId);
    if (item) writeLapses(this.#rows, item, this.#rows.lapsedHolds(itemId, nowMs, SWEEP_SLICE), nowMs);
  }
}
