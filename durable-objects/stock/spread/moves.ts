import type { OpenPartition } from "../../../contracts/rpc/partition.ts";
import type { HoldStockAsk, MoveResult, MoveState, SpreadView } from "../../../contracts/rpc/stock.ts";
import type { CollectResult, StockShardRpc } from "../../../contracts/rpc/stock-shard.ts";
import { divideFree } from "../../../domain/inventory/divide-free.ts";
import type { ItemPolicy } from "../../../domain/inventory/item-policy.ts";
import { addToLevels, unitsOf } from "../../../domain/inventory/level.ts";
import type { StockItem } from "../../../domain/inventory/stock-item.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { Commit } from "../../host/group-commit.ts";
import type { PartitionHost } from "../../host/partition-host.ts";
import type { Elsewhere, First } from "../hold-stock.ts";
import type { StockBook } from "../stock-book.ts";
import { Heat, type HeatLimits } from "./heat.ts";
import type { ShardLink, SpreadRow, SpreadRows } from "./spread-rows.ts";
import { takeReturn } from "./take-return.ts";

export const MOVE = "move";

export type MoveLimits = HeatLimits & {
  /** How often what shards sold is settled. */
  settleEveryMs: number;
  shardsMax: number;
};

const GATHER_EVERY_MS = 250;
const GATHER_EVERY_MAX_MS = 30_000;
const RETRY_MS = 1_000;
/** An item stays where it is for so long before it moves by itself again. */
const SETTLED_DOWN_MS = 10_000;
/** Fewer free units a shard are not worth spreading. */
const UNITS_PER_SHARD_MIN = 16;
/** A shard that has more to return is asked again at once, so often at most. */
const COLLECTS_MAX = 50;

export type MovesPlace = {
  host: PartitionHost;
  rows: SpreadRows;
  book: StockBook;
  shardOf(itemId: string, shard: number): StockShardRpc;
  openAsk(): OpenPartition;
  limits: MoveLimits;
};

/**
 * HOT-1 Moves hot items of a home partition to shards and back, while they sell. A unit is at home, in one shard, or in
 * one numbered transfer that is repeated until it arrived; at most one move of an item is under way.
 */
export class Moves implements Elsewhere {
  readonly #at: MovesPlace;
  readonly #heat: Heat;
  /** Items that are not at home, as committed. */
  #underway: Map<string, SpreadRow> | null = null;
  readonly #recalls = new Map<string, Recall>();
  /** By item: the version of a gathering in which everything that was free was brought home, once at least. */
  readonly #calledHome = new Map<string, number>();

  constructor(place: MovesPlace) {
    this.#at = place;
    this.#heat = new Heat(place.limits);
  }

  /* ---- what a hold wants to know ---- */

  forNew(itemId: string, ask: HoldStockAsk): SpreadView | null {
    const row = this.#moving(itemId);
    if (row?.phase !== "spread") return null;
    const isSeen = ask.seen.some((seen) => seen.itemId === itemId && seen.version === row.version);
    return isSeen ? null : viewSpread(row);
  }

  whenShort(itemId: string): "refuse" | First {
    if (lentOf(this.#at.book.item(itemId)) === 0) return "refuse";
    const phase = this.#moving(itemId)?.phase;
    return phase === "spread" || phase === "gathering" ? "recall" : "arrive";
  }

  /** After a recall: what shards had came home, unless it was just on its way there. */
  afterRecall(): Elsewhere {
    return {
      forNew: (itemId) => {
        const row = this.#moving(itemId);
        return row?.phase === "spread" ? viewSpread(row) : null;
      },
      whenShort: (itemId) => (this.isCalledHome(itemId) ? "refuse" : this.whenShort(itemId)),
    };
  }

  /**
   * HOT-3 Whether its shards are closed and gave back what they had. That an item is being gathered is not enough: the
   * recall of whoever asks may have met grants on their way, and somebody else may have begun to gather only now.
   */
  isCalledHome(itemId: string): boolean {
    const row = this.#at.rows.spread(itemId);
    return row?.phase === "gathering" && this.#calledHome.get(itemId) === row.version;
  }

  /** Counts an ask, and spreads an item that became hot and has enough to spread. Runs in the ask's transaction. */
  noteAsk(commit: Commit, itemId: string, nowMs: number): void {
    const perSecond = this.#heat.note(itemId, nowMs);
    if (perSecond === 0 || this.#moving(itemId)) return;
    const earlier = this.#at.rows.spread(itemId);
    if (earlier && nowMs - earlier.changedAtMs < SETTLED_DOWN_MS) return;
    const item = this.#at.book.item(itemId);
    if (!item) return;
    const { hotPerSecond, shardsMax } = this.#at.limits;
    const wanted = Math.min(Math.max(2, Math.ceil((2 * perSecond) / hotPerSecond)), shardsMax);
    const free = unitsOf(divideFree(item, 1, nowMs)[0] ?? []);
    const shards = Math.min(wanted, Math.floor(free / UNITS_PER_SHARD_MIN));
    if (shards >= 2) this.begin(commit, itemId, shards, false, nowMs);
  }

  /* ---- how a move begins; both run inside a member of a group ---- */

  begin(commit: Commit, itemId: string, shards: number, byHand: boolean, nowMs: number): MoveResult {
    const { rows, book } = this.#at;
    const item = book.item(itemId);
    if (!item) return { kind: "unknown_item" };
    // INV-8 Who bought how much is known at home alone.
    if (item.policy.maxPerBuyer !== null) return { kind: "limited_per_buyer" };
    const earlier = rows.spread(itemId);
    if (earlier && earlier.phase !== "home") return this.#beginAgain(commit, earlier, shards, byHand);
    // Each attempt to open the shards raises it.
    const version = earlier?.version ?? 0;
    const row: SpreadRow = { itemId, version, phase: "opening", shards, byHand, changedAtMs: nowMs };
    this.#save(commit, row);
    this.#at.host.plan(MOVE, itemId, nowMs);
    return { kind: "moving", state: stateOf(row) };
  }

  /** The same move again is no other one. What a person asks for stays until a person ends it. */
  #beginAgain(commit: Commit, row: SpreadRow, shards: number, byHand: boolean): MoveResult {
    if (row.phase === "gathering" || row.shards !== shards) return { kind: "busy", state: stateOf(row) };
    if (byHand && !row.byHand) this.#save(commit, { ...row, byHand });
    return { kind: "moving", state: stateOf(row) };
  }

  beginGathering(commit: Commit, itemId: string, nowMs: number): MoveResult {
    const row = this.#at.rows.spread(itemId);
    if (!row)
      return this.#at.book.item(itemId)
        ? { kind: "moving", state: atHome(itemId) }
        : { kind: "unknown_item" };
    if (row.phase === "opening" || row.phase === "granting") return { kind: "busy", state: stateOf(row) };
    if (row.phase !== "spread") return { kind: "moving", state: stateOf(row) };
    const gathering: SpreadRow = { ...row, phase: "gathering", version: row.version + 1, changedAtMs: nowMs };
    this.#save(commit, gathering);
    this.#at.host.plan(MOVE, itemId, nowMs);
    return { kind: "moving", state: stateOf(gathering) };
  }

  stateOf(itemId: string): MoveState | null {
    const row = this.#at.rows.spread(itemId);
    return row ? stateOf(row) : null;
  }

  /** Where callers are sent for new holds of an item, null when it is at home. */
  view(itemId: string): SpreadView | null {
    const row = this.#moving(itemId);
    return row ? { ...viewSpread(row), direct: row.phase !== "spread" } : null;
  }

  /* ---- how it goes on ---- */

  /** The duty: takes the item's move as far as it can go now, and plans when to look again. */
  async run(itemId: string): Promise<void> {
    const { host } = this.#at;
    try {
      const nextMs = await this.#advance(itemId);
      await host.commitOwn((_commit, nowMs) => {
        // While we were at it, another move may have begun: its row is not ours to remove.
        const isAtHome = (this.#at.rows.spread(itemId)?.phase ?? "home") === "home";
        if (nextMs === null && isAtHome) host.schedule.remove(MOVE, itemId);
        else if (nextMs === null) host.plan(MOVE, itemId, nowMs);
        else host.plan(MOVE, itemId, nowMs + nextMs);
      });
    } catch (error) {
      // A shard that can't be reached is down, not poisoned: it is asked again for as long as it takes.
      logEvent("warn", "stock.move_waits", { item: itemId, ...describeError(error) });
      await host.commitOwn((_commit, nowMs) => host.plan(MOVE, itemId, nowMs + RETRY_MS));
    }
  }

  /** Free units that are on their way to the shards get there. */
  async arrival(itemId: string): Promise<void> {
    const row = this.#at.rows.spread(itemId);
    if (row?.phase === "granting") await this.#deliverGrants(row);
  }

  /** What one shard sold comes home now. */
  async settleShard(itemId: string, shard: number): Promise<void> {
    const row = this.#at.rows.spread(itemId);
    if (row && this.#at.rows.link(itemId, shard)) {
      await this.#collect(row, shard, { takeFree: false, close: false });
    }
  }

  /**
   * HOT-3 Brings home everything that is free in shards now: what was asked before this call may be refused after it. Callers
   * that come while it runs share the next one, since units may have come free behind the first one's back.
   */
  recall(itemId: string): Promise<void> {
    const known = this.#recalls.get(itemId);
    if (!known) {
      const recall: Recall = { running: this.#recallNow(itemId), next: null };
      this.#recalls.set(itemId, recall);
      void this.#afterwards(itemId, recall);
      return recall.running;
    }
    known.next ??= known.running.then(
      () => this.#recallNow(itemId),
      () => this.#recallNow(itemId),
    );
    return known.next;
  }

  async #afterwards(itemId: string, recall: Recall): Promise<void> {
    await recall.running.catch(() => undefined);
    if (recall.next) {
      recall.running = recall.next;
      recall.next = null;
      await this.#afterwards(itemId, recall);
      return;
    }
    this.#recalls.delete(itemId);
  }

  async #recallNow(itemId: string): Promise<void> {
    const { host, rows } = this.#at;
    let row = rows.spread(itemId);
    if (row?.phase === "opening") return;
    if (row?.phase === "granting") {
      await this.#deliverGrants(row);
      return;
    }
    if (row?.phase === "spread") {
      await host.commitOwn((commit, nowMs) => this.beginGathering(commit, itemId, nowMs));
      row = rows.spread(itemId);
    }
    if (row?.phase === "gathering") await this.#collectAll(row);
  }

  async #advance(itemId: string): Promise<number | null> {
    let row = this.#at.rows.spread(itemId);
    if (row?.phase === "opening") row = await this.#open(row);
    if (row?.phase === "granting") row = await this.#deliverGrants(row);
    if (row?.phase === "spread") return this.#settle(row);
    if (row?.phase === "gathering") return (await this.#collectAll(row)) ? null : this.#gatherAgainMs(row);
    return null;
  }

  /** A payment may take days, and keep its units where they are: the longer it takes, the more seldom is it asked about. */
  #gatherAgainMs({ changedAtMs }: SpreadRow): number {
    const ageMs = this.#at.host.clock.nowMs() - changedAtMs;
    return Math.min(Math.max(Math.round(ageMs / 20), GATHER_EVERY_MS), GATHER_EVERY_MAX_MS);
  }

  async #open({ itemId }: SpreadRow): Promise<SpreadRow | null> {
    const { host, rows, book } = this.#at;
    // INV-8 Each attempt has a version of its own: shards that an earlier one opened, or still will, have the policy of then.
    const row = await host.commitOwn((commit) => this.#nextAttempt(commit, itemId));
    if (!row) return rows.spread(itemId);
    const item = book.item(itemId);
    if (!item) throw new Error(`HOT-1 ${itemId} vanished while it was being spread`);
    const { version } = row;
    const { policy } = item;
    const shards = Array.from({ length: row.shards }, (_, shard) => shard);
    await Promise.all(
      shards.map((shard) =>
        this.#at
          .shardOf(itemId, shard)
          .openShard({ itemId, shard, version, policy, partition: this.#at.openAsk() }),
      ),
    );
    await host.commitOwn((commit, nowMs) => this.#grantFree(commit, row, policy, nowMs));
    return rows.spread(itemId);
  }

  #nextAttempt(commit: Commit, itemId: string): SpreadRow | null {
    const row = this.#at.rows.spread(itemId);
    if (row?.phase !== "opening") return null;
    const next = { ...row, version: row.version + 1 };
    this.#save(commit, next);
    return next;
  }

  /** HOT-1 Takes the free units out of the home's hands and writes down, in the same transaction, where they go. */
  #grantFree(commit: Commit, { itemId, version }: SpreadRow, known: ItemPolicy, nowMs: number): void {
    const { rows, book } = this.#at;
    const row = rows.spread(itemId);
    const item = book.item(itemId);
    if (!item || row?.phase !== "opening" || row.version !== version) return;
    // INV-8 The policy may have changed since the move began. Shards sell by the one they were opened with, and by none
    // that limits buyers: then they get nothing to sell.
    if (item.policy.maxPerBuyer !== null || JSON.stringify(item.policy) !== JSON.stringify(known)) {
      this.#save(commit, { ...row, phase: "home", changedAtMs: nowMs });
      return;
    }
    let levels = item.levels;
    divideFree(item, row.shards, nowMs).forEach((parts, shard) => {
      const link = rows.link(itemId, shard) ?? newLink(itemId, shard);
      invariant(link.isOver && link.lent.length === 0, `HOT-1 shard ${shard} of ${itemId} was not emptied`);
      const number = link.grantNumber + 1;
      const lent = [...parts];
      rows.saveLink(
        parts.length > 0
          ? { ...link, grantNumber: number, grantPending: { number, parts: [...parts] }, lent, isOver: false }
          : { ...link, isOver: false },
      );
      levels = addToLevels(levels, "granted", parts);
    });
    book.saveItem({ ...item, levels }, nowMs);
    this.#save(commit, { ...row, phase: "granting" });
  }

  async #deliverGrants(row: SpreadRow): Promise<SpreadRow | null> {
    const { host, rows } = this.#at;
    const { itemId } = row;
    await Promise.all(
      rows.links(itemId).map(async ({ shard, grantPending }) => {
        if (!grantPending) return;
        await this.#at.shardOf(itemId, shard).receive({ itemId, ...grantPending });
        await host.commitOwn(() => {
          const link = rows.link(itemId, shard);
          if (link?.grantPending?.number === grantPending.number)
            rows.saveLink({ ...link, grantPending: null });
        });
      }),
    );
    await host.commitOwn((commit, nowMs) => {
      const present = rows.spread(itemId);
      const isDone = rows.links(itemId).every((link) => link.grantPending === null);
      if (present?.phase === "granting" && isDone)
        this.#save(commit, { ...present, phase: "spread", changedAtMs: nowMs });
    });
    return rows.spread(itemId);
  }

  /** What was sold in shards comes home; an item that cooled down follows. */
  async #settle(row: SpreadRow): Promise<number> {
    const { host, rows, limits } = this.#at;
    const collected = await this.#collectFrom(row, { takeFree: false, close: false });
    const asks = collected.reduce((sum, { asks: some }) => sum + some, 0);
    return host.commitOwn((commit, nowMs) => {
      const isCool = this.#heat.isCool(row.itemId, asks, limits.settleEveryMs, nowMs);
      if (!isCool || row.byHand || rows.spread(row.itemId)?.phase !== "spread") return limits.settleEveryMs;
      this.beginGathering(commit, row.itemId, nowMs);
      return 0;
    });
  }

  /** Everything that is free and everything that was sold comes home; true once nothing is left out there. */
  async #collectAll(row: SpreadRow): Promise<boolean> {
    const { host, rows } = this.#at;
    await this.#collectFrom(row, { takeFree: true, close: true });
    this.#calledHome.set(row.itemId, row.version);
    return host.commitOwn((commit, nowMs) => {
      const present = rows.spread(row.itemId);
      if (present?.phase !== "gathering") return true;
      if (!rows.links(row.itemId).every((link) => link.isOver)) return false;
      this.#heat.forget(row.itemId);
      this.#calledHome.delete(row.itemId);
      this.#save(commit, { ...present, phase: "home", changedAtMs: nowMs });
      return true;
    });
  }

  #collectFrom(row: SpreadRow, how: { takeFree: boolean; close: boolean }): Promise<CollectResult[]> {
    const links = this.#at.rows.links(row.itemId).filter((link) => !link.isOver);
    return Promise.all(links.map((link) => this.#collect(row, link.shard, how)));
  }

  /** Asks one shard until it has nothing more to return that was there when we began. */
  async #collect(
    { itemId, version }: SpreadRow,
    shard: number,
    how: { takeFree: boolean; close: boolean },
  ): Promise<CollectResult> {
    const { host, rows } = this.#at;
    const stub = this.#at.shardOf(itemId, shard);
    let asks = 0;
    for (let call = 0; call < COLLECTS_MAX; call += 1) {
      const acknowledged = rows.link(itemId, shard)?.returnNumber ?? 0;
      const answer = await stub.collect({ itemId, version, acknowledged, ...how });
      asks += answer.asks;
      const promised = rows.link(itemId, shard)?.promised;
      if (answer.pending || answer.isOver || (answer.promised ?? 0) !== promised)
        await host.commitOwn((_commit, nowMs) => this.#take(itemId, shard, version, answer, nowMs));
      if (answer.isFresh && !answer.hasMore) return { ...answer, asks };
    }
    throw new Error(`HOT-2 shard ${shard} of ${itemId} returns without end`);
  }

  #take(itemId: string, shard: number, version: number, answer: CollectResult, nowMs: number): void {
    const { rows, book } = this.#at;
    const link = rows.link(itemId, shard);
    const item = book.item(itemId);
    if (!link || !item) throw new Error(`HOT-2 ${itemId} has no shard ${shard}`);
    const taken = (answer.pending && takeReturn(book, item, link, answer.pending, nowMs)) ?? link;
    const present = rows.spread(itemId);
    // An answer may be overtaken by the shard's last one, after which nobody asks it again: it is over until the next
    // grant, and has promised nothing.
    const isOver = link.isOver || (answer.isOver && present?.version === version && taken.lent.length === 0);
    const promised = isOver ? 0 : (answer.promised ?? 0);
    if (promised !== link.promised) this.#notePromised(itemId, promised - link.promised, nowMs);
    if (taken !== link || isOver !== link.isOver || promised !== link.promised)
      rows.saveLink({ ...taken, promised, isOver });
  }

  /** Units that a shard has promised are not there for others: shoppers are told by what the home knows of it. */
  #notePromised(itemId: string, more: number, nowMs: number): void {
    const item = this.#at.book.item(itemId);
    if (!item) throw new Error(`HOT-1 ${itemId} was there a moment ago`);
    this.#at.book.saveItem({ ...item, promisedAway: item.promisedAway + more }, nowMs);
  }

  #moving(itemId: string): SpreadRow | null {
    this.#underway ??= new Map(this.#at.rows.underway().map((row) => [row.itemId, row]));
    return this.#underway.get(itemId) ?? null;
  }

  #save(commit: Commit, row: SpreadRow): void {
    // Read first what is committed: read after this, memory would keep it even if the group's commit fails.
    this.#moving(row.itemId);
    this.#at.rows.saveSpread(row);
    commit.afterCommit(() => {
      if (row.phase === "home") this.#underway?.delete(row.itemId);
      else this.#underway?.set(row.itemId, row);
    });
  }
}

type Recall = { running: Promise<void>; next: Promise<void> | null };

/** Units of an item that shards have, or that are on their way between them and the home. */
export function lentOf(item: StockItem | null): number {
  return item?.levels.reduce((sum, level) => sum + level.granted, 0) ?? 0;
}

function viewSpread({ itemId, version, shards }: SpreadRow): SpreadView {
  return { itemId, version, shards, direct: false };
}

function stateOf({ itemId, version, phase, shards }: SpreadRow): MoveState {
  return { itemId, version, phase, shards };
}

function atHome(itemId: string): MoveState {
  return { itemId, version: 0, phase: "home", shards: 0 };
}

function newLink(itemId: string, shard: number): ShardLink {
  const numbers = { grantNumber: 0, grantPending: null, returnNumber: 0 };
  return { itemId, shard, ...numbers, lent: [], promised: 0, isOver: true };
}
