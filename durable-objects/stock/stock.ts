import {
  type AdjustResult,
  AdjustStock,
  AskItem,
  type AuditResult,
  FulfilHold,
  type FulfilResult,
  type HoldMany,
  type HoldStock,
  type HoldStockAsk,
  type HoldStockResult,
  type HoldsResult,
  type LevelResult,
  ListHolds,
  ListMovements,
  type MovementsResult,
  type MoveResult,
  type MoveState,
  SetPolicy,
  type SetPolicyResult,
  SpreadItem,
  type StockLevelView,
  type StockRpc,
  TransferStock,
  UncommitHold,
  type UncommitResult,
} from "../../contracts/rpc/stock.ts";
import type { StockShardRpc } from "../../contracts/rpc/stock-shard.ts";
import { ConfirmSignals, ShowUnits } from "../../contracts/rpc/stock-signals.ts";
import {
  AdjustMany,
  type AdjustRowResult,
  AuditItems,
  type AuditItemsResult,
  ClaimKey,
  type ClaimResult,
  type LevelsResult,
  ListLevels,
  WithdrawHold,
  type WithdrawResult,
} from "../../contracts/rpc/stock-staff.ts";
import { stockShardName } from "../../platform/objects/partition-names.ts";
import { partitionStub } from "../../platform/objects/partition-stub.ts";
import type { Commit } from "../host/group-commit.ts";
import type { ObjectsEnv } from "../settings.ts";
import { AuditRounds } from "./audit-rounds.ts";
import type { Elsewhere, HoldDecision } from "./hold-stock.ts";
import {
  HoldingPlace,
  mergeNeeds,
  needOf,
  needsOf,
  parseHold,
  parseHolds,
  settledDecision,
} from "./holding-place.ts";
import { PublicationRows } from "./signals/publication-rows.ts";
import { SignalPublisher } from "./signals/signal-publisher.ts";
import { Moves } from "./spread/moves.ts";
import { MOVE } from "./spread/spread-home.ts";
import { SpreadRows } from "./spread/spread-rows.ts";
import { SurveyHome } from "./spread/survey-home.ts";
import { StaffDesk } from "./staff-desk.ts";
import { fulfilStock, uncommitStock } from "./step-holds.ts";
import type { ItemChange } from "./stock-book.ts";
import { HOME_MIGRATIONS } from "./tables.ts";
import { viewHold } from "./view-item.ts";

/** Calls back what shards have, so often for one question: an item that moves that often is asked for again later. */
const RECALLS_MAX = 3;

/** A partition of the shop's stock: the home of its items, and the only writer of what is there and what was sold. */
export class Stock extends HoldingPlace implements StockRpc {
  readonly #moves: Moves;
  readonly #survey: SurveyHome;
  readonly #signals: SignalPublisher;
  readonly #rounds: AuditRounds;
  readonly #desk: StaffDesk;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env, HOME_MIGRATIONS);
    const spreads = new SpreadRows(this.host.sql);
    const shardOf = (itemId: string, shard: number) =>
      partitionStub<StockShardRpc>(
        env.STOCK_SHARDS,
        this.host.opening().where,
        stockShardName(itemId, shard),
      );
    this.#moves = new Moves({
      host: this.host,
      rows: spreads,
      book: this.book,
      shardOf,
      openAsk: () => this.host.opening(),
      limits: {
        hotPerSecond: this.settings.STOCK_HOT_PER_SECOND,
        hotForSeconds: this.settings.STOCK_HOT_SECONDS,
        coolPerSecond: this.settings.STOCK_COOL_PER_SECOND,
        coolForMs: this.settings.STOCK_COOL_MS,
        settleEveryMs: this.settings.STOCK_SETTLE_MS,
        shardsMax: this.settings.STOCK_SHARDS_MAX,
      },
    });
    this.#survey = new SurveyHome({
      ...{ rows: this.rows, ledger: this.ledger, book: this.book },
      ...{ spreads, shardOf, moves: this.#moves },
    });
    const lists = { rows: this.rows, spreads, moves: this.#moves, survey: this.#survey };
    this.#rounds = new AuditRounds(this.host, lists, ctx.id.name ?? "");
    this.#desk = new StaffDesk({
      ...lists,
      ...{ host: this.host, book: this.book, keys: this.keys },
      withdrawHere: (ask) => this.withdrawHere(ask, null),
      planDuties: (commit, nowMs) => this.planSweep(commit, nowMs),
    });
    this.#signals = new SignalPublisher({
      host: this.host,
      rows: this.rows,
      publications: new PublicationRows(this.host.sql),
      book: this.book,
      queue: env.STOCK_EVENTS,
      delayMs: this.settings.SIGNALS_DELAY_MS,
      retryMs: this.settings.SIGNALS_RETRY_MS,
    });
    this.host.takeOn([
      {
        kind: MOVE,
        batch: 10,
        run: async (due) => void (await Promise.all(due.map((row) => this.#moves.run(row.subject)))),
      },
      ...this.#signals.duties(),
      this.sweepDuty(),
      this.#rounds.duty(),
    ]);
  }

  protected override planMore(nowMs: number): void {
    this.#rounds.planFirst(nowMs);
  }

  protected override onChange(change: ItemChange, nowMs: number): void {
    this.#signals.note(change, nowMs);
  }

  async hold(input: HoldStock): Promise<HoldStockResult> {
    return this.#hold(parseHold(input));
  }

  async holdMany(input: HoldMany): Promise<HoldStockResult[]> {
    const asks = parseHolds(input);
    const decisions = await this.host.commit(
      (commit, nowMs) => asks.map((ask) => this.#decideNow(ask, this.#moves, commit, nowMs)),
      mergeNeeds(asks.map(needsOf)),
    );
    return Promise.all(
      decisions.map((decision, at) => {
        const ask = asks[at];
        return decision.kind === "recall" && ask ? this.#hold(ask) : settledDecision(decision);
      }),
    );
  }

  async fulfil(input: FulfilHold): Promise<FulfilResult> {
    const ask = FulfilHold.parse(input);
    await this.#settleSold(ask);
    return this.host.commit((_commit, nowMs) => fulfilStock(this.book, ask, nowMs), needOf(ask));
  }

  async uncommit(input: UncommitHold): Promise<UncommitResult> {
    const ask = UncommitHold.parse(input);
    await this.#settleSold(ask);
    return this.host.commit((_commit, nowMs) => uncommitStock(this.book, ask, nowMs), needOf(ask));
  }

  async adjust(input: AdjustStock): Promise<AdjustResult> {
    return this.#desk.adjust(AdjustStock.parse(input));
  }

  async claim(input: ClaimKey): Promise<ClaimResult> {
    return this.#desk.claim(ClaimKey.parse(input));
  }

  async adjustMany(input: AdjustMany): Promise<AdjustRowResult[]> {
    return this.#desk.adjustMany(AdjustMany.parse(input));
  }

  async transfer(input: TransferStock): Promise<AdjustResult> {
    return this.#desk.transfer(TransferStock.parse(input));
  }

  async setPolicy(input: SetPolicy): Promise<SetPolicyResult> {
    return this.#desk.setPolicy(SetPolicy.parse(input));
  }

  async level(input: AskItem): Promise<LevelResult> {
    const { itemId } = AskItem.parse(input);
    this.host.requireInstalled();
    if (!this.book.item(itemId)) return { kind: "unknown_item" };
    return { kind: "level", level: await this.#level(itemId) };
  }

  async audit(input: AskItem): Promise<AuditResult> {
    const { itemId } = AskItem.parse(input);
    this.host.requireInstalled();
    if (!this.book.item(itemId)) return { kind: "unknown_item" };
    return { kind: "audit", audit: await this.#survey.audit(itemId, () => this.host.clock.nowMs()) };
  }

  async movements(input: ListMovements): Promise<MovementsResult> {
    const ask = ListMovements.parse(input);
    this.host.requireInstalled();
    if (!this.book.item(ask.itemId)) return { kind: "unknown_item" };
    const before = ask.beforeSequence ?? Number.MAX_SAFE_INTEGER;
    const movements = this.ledger.movements(ask.itemId, before, ask.kind ?? null, ask.limit);
    return { kind: "movements", movements };
  }

  async holds(input: ListHolds): Promise<HoldsResult> {
    const ask = ListHolds.parse(input);
    this.host.requireInstalled();
    if (!this.book.item(ask.itemId)) return { kind: "unknown_item" };
    const states = ask.state === "live" ? (["held", "pinned"] as const) : (["committed"] as const);
    const nowMs = this.host.clock.nowMs();
    const here = this.rows.holdsOf(ask.itemId, states, ask.after ?? "", ask.limit, nowMs);
    const there = ask.state === "live" ? await this.#survey.liveHolds(ask) : [];
    const all = [...here.map((row) => viewHold(row, null)), ...there];
    const holds = all.sort((a, b) => (a.holdId < b.holdId ? -1 : 1)).slice(0, ask.limit);
    return { kind: "holds", holds };
  }

  async levels(input: ListLevels): Promise<LevelsResult> {
    const ask = ListLevels.parse(input);
    this.host.requireInstalled();
    return this.#desk.levels(ask);
  }

  async withdraw(input: WithdrawHold): Promise<WithdrawResult> {
    return this.#desk.withdraw(WithdrawHold.parse(input));
  }

  async auditItems(input: AuditItems): Promise<AuditItemsResult> {
    const ask = AuditItems.parse(input);
    this.host.requireInstalled();
    return this.#desk.auditItems(ask);
  }

  async spread(input: SpreadItem): Promise<MoveResult> {
    const ask = SpreadItem.parse(input);
    return this.host.commit((commit, nowMs) => this.#moves.begin(commit, { ...ask, byHand: true }, nowMs));
  }

  async gather(input: AskItem): Promise<MoveResult> {
    const { itemId } = AskItem.parse(input);
    return this.host.commit((commit, nowMs) => this.#moves.beginGathering(commit, itemId, nowMs));
  }

  async moveState(input: AskItem): Promise<MoveState | null> {
    const { itemId } = AskItem.parse(input);
    this.host.requireInstalled();
    return this.#moves.stateOf(itemId);
  }

  async confirmSignals(input: ConfirmSignals): Promise<void> {
    const ask = ConfirmSignals.parse(input);
    const itemIds = ask.signals.map(({ itemId }) => itemId);
    await this.host.commit(
      (commit, nowMs) => {
        this.#signals.showUnits(ask.showsUnits, commit, nowMs);
        this.#signals.confirm(ask, nowMs);
      },
      { itemIds, holds: [] },
    );
  }

  async showUnits(input: ShowUnits): Promise<void> {
    const { showsUnits } = ShowUnits.parse(input);
    await this.host.commit((commit, nowMs) => this.#signals.showUnits(showsUnits, commit, nowMs));
  }

  /** HOT-3 Nobody is refused for want of units that a shard has free: they are called home first. */
  async #hold(ask: HoldStockAsk): Promise<HoldStockResult> {
    let decision = await this.#decide(ask, this.#moves);
    for (let recall = 0; decision.kind === "recall"; recall += 1) {
      const { items } = decision;
      if (recall >= RECALLS_MAX) throw new Error(`HOT-3 ${items[0]?.itemId} moves on and on`);
      await Promise.all(
        items.map(({ itemId, first }) =>
          first === "recall" ? this.#moves.recall(itemId) : this.#moves.arrival(itemId),
        ),
      );
      decision = await this.#decide(ask, this.#moves.afterRecall());
    }
    return decision;
  }

  #decide(ask: HoldStockAsk, elsewhere: Elsewhere): Promise<HoldDecision> {
    return this.host.commit((commit, nowMs) => this.#decideNow(ask, elsewhere, commit, nowMs), needsOf(ask));
  }

  #decideNow(ask: HoldStockAsk, elsewhere: Elsewhere, commit: Commit, nowMs: number): HoldDecision {
    for (const { itemId } of ask.items) this.#moves.noteAsk(commit, itemId, nowMs);
    return this.decide(ask, elsewhere, commit, nowMs);
  }

  /** What was sold in a shard a moment ago may not have come home yet. */
  async #settleSold(ask: { holdId: string; items: readonly { itemId: string }[]; shard: number | null }) {
    const [first] = ask.items;
    if (ask.shard === null || !first || this.book.hold(first.itemId, ask.holdId)) return;
    await this.#moves.settleShard(first.itemId, ask.shard);
  }

  #level(itemId: string): Promise<StockLevelView> {
    return this.#survey.level(itemId, () => this.host.clock.nowMs());
  }
}
