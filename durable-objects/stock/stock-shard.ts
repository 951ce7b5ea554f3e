import type { HoldMany, HoldStock, HoldStockResult, HoldView } from "../../contracts/rpc/stock.ts";
import {
  Collect,
  type CollectResult,
  OpenShard,
  ReceiveGrant,
  type ShardFigures,
  type StockShardRpc,
} from "../../contracts/rpc/stock-shard.ts";
import { WithdrawHold, type WithdrawResult } from "../../contracts/rpc/stock-staff.ts";
import { freeAt } from "../../domain/inventory/level.ts";
import type { ObjectsEnv } from "../settings.ts";
import { auditRows } from "./audit-stock.ts";
import {
  HoldingPlace,
  mergeNeeds,
  needsOf,
  parseHold,
  parseHolds,
  settledDecision,
} from "./holding-place.ts";
import { ShardMoves } from "./spread/shard-moves.ts";
import { ShardStateRow } from "./spread/shard-state.ts";
import { SHARD_MIGRATIONS } from "./tables.ts";
import { asOf, viewHold } from "./view-item.ts";

/** One shard of a hot item: sells the units that its home has granted it, and calls nobody. */
export class StockShard extends HoldingPlace implements StockShardRpc {
  readonly #state: ShardStateRow;
  readonly #moves: ShardMoves;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env, SHARD_MIGRATIONS);
    this.#state = new ShardStateRow(this.host.sql);
    this.#moves = new ShardMoves(this.book, this.#state);
    this.host.takeOn([this.sweepDuty()]);
  }

  /** The home tells shoppers about the item, not its shards. */
  protected override onChange(): void {}

  async hold(input: HoldStock): Promise<HoldStockResult> {
    const ask = parseHold(input);
    return this.host.commit(
      (commit, nowMs) => settledDecision(this.decide(ask, this.#moves, commit, nowMs)),
      needsOf(ask),
    );
  }

  async holdMany(input: HoldMany): Promise<HoldStockResult[]> {
    const asks = parseHolds(input);
    return this.host.commit(
      (commit, nowMs) => asks.map((ask) => settledDecision(this.decide(ask, this.#moves, commit, nowMs))),
      mergeNeeds(asks.map(needsOf)),
    );
  }

  async openShard(input: OpenShard): Promise<void> {
    const ask = OpenShard.parse(input);
    await this.open(ask.partition);
    await this.host.commitOwn((_commit, nowMs) => this.#moves.open(ask, nowMs));
  }

  async receive(input: ReceiveGrant): Promise<void> {
    const ask = ReceiveGrant.parse(input);
    await this.host.commitOwn((_commit, nowMs) => this.#moves.receive(ask, nowMs));
  }

  async collect(input: Collect): Promise<CollectResult> {
    const ask = Collect.parse(input);
    return this.host.commitOwn((_commit, nowMs) => this.#moves.collect(ask, nowMs));
  }

  async figures(): Promise<ShardFigures> {
    this.host.requireInstalled();
    const nowMs = this.host.clock.nowMs();
    const state = this.#state.read();
    const stored = state && this.book.item(state.itemId);
    if (!state || !stored) throw new Error("HOT-1 this shard was never opened for an item");
    const item = asOf(this.rows, stored, nowMs);
    const { checks, liveHolds } = auditRows(this.ledger, stored, nowMs);
    return {
      version: state.version,
      state: state.isOpen ? "open" : "closed",
      held: item.held,
      early: item.early,
      committed: item.committed,
      kept: item.levels.reduce((sum, level) => sum + level.onHand, 0),
      free: item.levels.reduce((sum, level) => sum + freeAt(level), 0),
      promised: item.levels.flatMap(({ location, promised }) =>
        promised > 0 ? [{ location, units: promised }] : [],
      ),
      liveHolds,
      grantTaken: state.grantTaken,
      returnNumber: state.returnNumber,
      pending: state.pending,
      checks,
    };
  }

  async liveHolds({ after, limit }: { after: string | null; limit: number }): Promise<HoldView[]> {
    this.host.requireInstalled();
    const state = this.#state.read();
    if (!state) return [];
    return this.rows
      .holdsOf(state.itemId, ["held", "pinned"], after ?? "", limit, this.host.clock.nowMs())
      .map((row) => viewHold(row, state.shard));
  }

  async withdraw(input: WithdrawHold): Promise<WithdrawResult> {
    const ask = WithdrawHold.parse(input);
    return this.withdrawHere(ask, this.#state.read()?.shard ?? null);
  }
}
