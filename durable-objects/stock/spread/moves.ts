import type { HoldStockAsk, MoveResult, MoveState, SpreadView } from "../../../contracts/rpc/stock.ts";
import { divideFree } from "../../../domain/inventory/divide-free.ts";
import { unitsOf } from "../../../domain/inventory/level.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { Commit } from "../../host/group-commit.ts";
import type { Elsewhere, First } from "../hold-stock.ts";
import { beginGathering, beginMove, type MoveAsk } from "./begin-move.ts";
import { collectFromShard, collectFromShards } from "./collect-units.ts";
import { deliverGrants, openShards } from "./grant-units.ts";
import { Heat, type HeatLimits } from "./heat.ts";
import { MovingItems, stateOf, viewSpread } from "./moving-items.ts";
import { SharedRecalls } from "./shared-recalls.ts";
import { lentOf, MOVE, type SpreadHome } from "./spread-home.ts";
import type { SpreadRow } from "./spread-rows.ts";

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

/**
 * HOT-1 Moves hot items of a home partition to shards and back, while they sell. A unit is at home, in one shard, or in
 * one numbered transfer that is repeated until it arrived; at most one move of an item is under way.
 */
export class Moves implements Elsewhere {
  readonly #home: SpreadHome;
  readonly #limits: MoveLimits;
  readonly #heat: Heat;
  readonly #recalls = new SharedRecalls((itemId) => this.#recallNow(itemId));
  /** By item: the version of a gathering in which everything that was free was brought home, once at least. */
  readonly #calledHome = new Map<string, number>();

  constructor({ limits, ...home }: Omit<SpreadHome, "moving"> & { limits: MoveLimits }) {
    this.#home = { ...home, moving: new MovingItems(home.rows) };
    this.#limits = limits;
    this.#heat = new Heat(limits);
  }

  /* ---- what a hold wants to know ---- */

  forNew(itemId: string, ask: HoldStockAsk): SpreadView | null {
    const row = this.#home.moving.of(itemId);
    if (row?.phase !== "spread") return null;
    const isSeen = ask.seen.some((seen) => seen.itemId === itemId && seen.version === row.version);
    return isSeen ? null : viewSpread(row);
  }

  whenShort(itemId: string): "refuse" | First {
    if (lentOf(this.#home.book.item(itemId)) === 0) return "refuse";
    const phase = this.#home.moving.of(itemId)?.phase;
    return phase === "spread" || phase === "gathering" ? "recall" : "arrive";
  }

  /** After a recall: what shards had came home, unless it was just on its way there. */
  afterRecall(): Elsewhere {
    return {
      forNew: (itemId) => {
        const row = this.#home.moving.of(itemId);
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
    const row = this.#home.rows.spread(itemId);
    return row?.phase === "gathering" && this.#calledHome.get(itemId) === row.version;
  }

  stateOf(itemId: string): MoveState | null {
    const row = this.#home.rows.spread(itemId);
    return row ? stateOf(row) : null;
  }

  /** Where callers are sent for new holds of an item, null when it is at home. */
  view(itemId: string): SpreadView | null {
    const row = this.#home.moving.of(itemId);
    return row ? { ...viewSpread(row), direct: row.phase !== "spread" } : null;
  }

  /* ---- how a move begins: inside a member of a group ---- */

  begin(commit: Commit, ask: MoveAsk, nowMs: number): MoveResult {
    return beginMove(this.#home, commit, ask, nowMs);
  }

  beginGathering(commit: Commit, itemId: string, nowMs: number): MoveResult {
    return beginGathering(this.#home, commit, itemId, nowMs);
  }

  /** Counts an ask, and spreads an item that became hot and has enough to spread. Runs in the ask's transaction. */
  noteAsk(commit: Commit, itemId: string, nowMs: number): void {
    const perSecond = this.#heat.note(itemId, nowMs);
    if (perSecond === 0 || this.#home.moving.of(itemId)) return;
    const earlier = this.#home.rows.spread(itemId);
    if (earlier && nowMs - earlier.changedAtMs < SETTLED_DOWN_MS) return;
    const item = this.#home.book.item(itemId);
    if (!item) return;
    const { hotPerSecond, shardsMax } = this.#limits;
    const wanted = Math.min(Math.max(2, Math.ceil((2 * perSecond) / hotPerSecond)), shardsMax);
    const free = unitsOf(divideFree(item, 1, nowMs)[0] ?? []);
    const shards = Math.min(wanted, Math.floor(free / UNITS_PER_SHARD_MIN));
    if (shards >= 2) this.begin(commit, { itemId, shards, byHand: false }, nowMs);
  }

  /* ---- how it goes on ---- */

  /** The duty: takes the item's move as far as it can go now, and plans when to look again. */
  async run(itemId: string): Promise<void> {
    const { host, rows } = this.#home;
    try {
      const nextMs = await this.#advance(itemId);
      await host.commitOwn((_commit, nowMs) => {
        // While we were at it, another move may have begun: its row is not ours to remove.
        const isAtHome = (rows.spread(itemId)?.phase ?? "home") === "home";
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
    const row = this.#home.rows.spread(itemId);
    if (row?.phase === "granting") await deliverGrants(this.#home, row);
  }

  /** What one shard sold comes home now. */
  async settleShard(itemId: string, shard: number): Promise<void> {
    const row = this.#home.rows.spread(itemId);
    if (row && this.#home.rows.link(itemId, shard))
      await collectFromShard(this.#home, row, shard, { takeFree: false, close: false });
  }

  /** HOT-3 Brings home everything that is free in shards now: what was asked before this call may be refused after it. */
  recall(itemId: string): Promise<void> {
    return this.#recalls.of(itemId);
  }

  async #recallNow(itemId: string): Promise<void> {
    const { host, rows } = this.#home;
    let row = rows.spread(itemId);
    if (row?.phase === "opening") return;
    if (row?.phase === "granting") {
      await deliverGrants(this.#home, row);
      return;
    }
    if (row?.phase === "spread") {
      await host.commitOwn((commit, nowMs) => this.beginGathering(commit, itemId, nowMs));
      row = rows.spread(itemId);
    }
    if (row?.phase === "gathering") await this.#collectAll(row);
  }

  async #advance(itemId: string): Promise<number | null> {
    let row = this.#home.rows.spread(itemId);
    if (row?.phase === "opening") row = await openShards(this.#home, row);
    if (row?.phase === "granting") row = await deliverGrants(this.#home, row);
    if (row?.phase === "spread") return this.#settle(row);
    if (row?.phase === "gathering") return (await this.#collectAll(row)) ? null : this.#gatherAgainMs(row);
    return null;
  }

  /** A payment may take days, and keep its units where they are: the longer it takes, the more seldom is it asked about. */
  #gatherAgainMs({ changedAtMs }: SpreadRow): number {
    const ageMs = this.#home.host.clock.nowMs() - changedAtMs;
    return Math.min(Math.max(Math.round(ageMs / 20), GATHER_EVERY_MS), GATHER_EVERY_MAX_MS);
  }

  /** What was sold in shards comes home; an item that cooled down follows. */
  async #settle(row: SpreadRow): Promise<number> {
    const { host, rows } = this.#home;
    const { settleEveryMs } = this.#limits;
    const collected = await collectFromShards(this.#home, row, { takeFree: false, close: false });
    const asks = collected.reduce((sum, { asks: some }) => sum + some, 0);
    return host.commitOwn((commit, nowMs) => {
      const isCool = this.#heat.isCool(row.itemId, asks, settleEveryMs, nowMs);
      if (!isCool || row.byHand || rows.spread(row.itemId)?.phase !== "spread") return settleEveryMs;
      this.beginGathering(commit, row.itemId, nowMs);
      return 0;
    });
  }

  /** Everything that is free and everything that was sold comes home; true once nothing is left out there. */
  async #collectAll(row: SpreadRow): Promise<boolean> {
    const { host, rows, moving } = this.#home;
    await collectFromShards(this.#home, row, { takeFree: true, close: true });
    this.#calledHome.set(row.itemId, row.version);
    return host.commitOwn((commit, nowMs) => {
      const present = rows.spread(row.itemId);
      if (present?.phase !== "gathering") return true;
      if (!rows.links(row.itemId).every((link) => link.isOver)) return false;
      this.#heat.forget(row.itemId);
      this.#calledHome.delete(row.itemId);
      moving.save(commit, { ...present, phase: "home", changedAtMs: nowMs });
      return true;
    });
  }
}
