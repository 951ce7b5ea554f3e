import type {
  AuditCheck,
  HoldView,
  ListHolds,
  StockAuditView,
  StockLevelView,
  TransferInFlight,
} from "../../../contracts/rpc/stock.ts";
import type { Return, ShardFigures, StockShardRpc } from "../../../contracts/rpc/stock-shard.ts";
import type { WithdrawHold, WithdrawResult } from "../../../contracts/rpc/stock-staff.ts";
import { unitsOf } from "../../../domain/inventory/level.ts";
import type { StockItem } from "../../../domain/inventory/stock-item.ts";
import { addsUp, auditRows } from "../audit-stock.ts";
import type { LedgerRows } from "../ledger-rows.ts";
import type { StockBook } from "../stock-book.ts";
import type { StockRows } from "../stock-rows.ts";
import { asOf, viewLevel } from "../view-item.ts";
import type { Moves } from "./moves.ts";
import { lentOf } from "./spread-home.ts";
import type { ShardLink, SpreadRows } from "./spread-rows.ts";

/** Units move while we count: so often is it counted again. */
const LOOKS_MAX = 8;

type Look = { item: StockItem; links: ShardLink[]; figures: ShardFigures[] };

/** Counts an item over its home and its shards, at one moment: exact with what is on its way between them. */
export class SurveyHome {
  readonly #rows: StockRows;
  readonly #ledger: LedgerRows;
  readonly #book: StockBook;
  readonly #spreads: SpreadRows;
  readonly #shardOf: (itemId: string, shard: number) => StockShardRpc;
  readonly #moves: Moves;

  constructor(home: {
    rows: StockRows;
    ledger: LedgerRows;
    book: StockBook;
    spreads: SpreadRows;
    shardOf: (itemId: string, shard: number) => StockShardRpc;
    moves: Moves;
  }) {
    this.#rows = home.rows;
    this.#ledger = home.ledger;
    this.#book = home.book;
    this.#spreads = home.spreads;
    this.#shardOf = home.shardOf;
    this.#moves = home.moves;
  }

  async level(itemId: string, now: () => number): Promise<StockLevelView> {
    const { item, figures } = await this.#look(itemId);
    const nowMs = now();
    return viewLevel(asOf(this.#rows, item, nowMs), figures, this.#moves.view(itemId), nowMs);
  }

  /** AUD-1 */
  async audit(itemId: string, now: () => number): Promise<StockAuditView> {
    const { item, links, figures } = await this.#look(itemId);
    const nowMs = now();
    const own = auditRows(this.#ledger, item, nowMs);
    const inFlight = links.flatMap((link, at) => inFlightOf(link, figures[at]));
    const lent = links.reduce((sum, link) => sum + unitsOf(link.lent), 0);
    const kept = figures.reduce((sum, shard) => sum + shard.kept, 0);
    const underway = inFlight.reduce((sum, transfer) => sum + transfer.units, 0);
    const checks: AuditCheck[] = [
      ...own.checks,
      { name: "granted, by shard", counted: lent, recorded: lentOf(item) },
      ...(links.length > 0
        ? [
            {
              name: "granted, by shards' books and what is in flight",
              counted: kept + underway,
              recorded: lent,
            },
          ]
        : []),
      ...figures.flatMap((shard, at) =>
        shard.checks.map((check) => ({ ...check, name: `shard ${links[at]?.shard}: ${check.name}` })),
      ),
    ];
    return {
      level: viewLevel(asOf(this.#rows, item, nowMs), figures, this.#moves.view(itemId), nowMs),
      balanced: addsUp(checks),
      liveHolds: own.liveHolds + figures.reduce((sum, shard) => sum + shard.liveHolds, 0),
      movements: own.movements,
      checks,
      inFlight,
      auditedAtMs: nowMs,
    };
  }

  async liveHolds({ itemId, after, limit }: ListHolds): Promise<HoldView[]> {
    const links = this.#spreads.links(itemId).filter((link) => !link.isOver);
    const lists = await Promise.all(
      links.map((link) => this.#shardOf(itemId, link.shard).liveHolds({ after, limit })),
    );
    return lists.flat();
  }

  /** HLD-6 A hold lives in one place: whichever shard has it takes it back. */
  async withdraw(ask: WithdrawHold): Promise<WithdrawResult> {
    const links = this.#spreads.links(ask.itemId).filter((link) => !link.isOver);
    const answers = await Promise.all(
      links.map((link) => this.#shardOf(ask.itemId, link.shard).withdraw(ask)),
    );
    return answers.find(({ kind }) => kind !== "unknown_hold") ?? { kind: "unknown_hold" };
  }

  /** Home and shards as of one moment: looked at again until nothing was moved while we looked. */
  async #look(itemId: string): Promise<Look> {
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      const before = this.#linksOf(itemId);
      const figures = await Promise.all(before.map((link) => this.#shardOf(itemId, link.shard).figures()));
      const links = this.#linksOf(itemId);
      const item = this.#book.item(itemId);
      if (item && JSON.stringify(links) === JSON.stringify(before)) return { item, links, figures };
    }
    throw new Error(`AUD-1 ${itemId} moves faster than it can be counted`);
  }

  #linksOf(itemId: string): ShardLink[] {
    return this.#spreads.links(itemId).filter((link) => !link.isOver);
  }
}

/** A grant that the shard has not taken, and a return that the home has not. */
function inFlightOf(link: ShardLink, figures: ShardFigures | undefined): TransferInFlight[] {
  const { shard, grantPending } = link;
  const grants: TransferInFlight[] =
    grantPending && figures && grantPending.number > figures.grantTaken
      ? [{ shard, kind: "grant", number: grantPending.number, units: unitsOf(grantPending.parts) }]
      : [];
  const pending = figures?.pending ?? null;
  const returns: TransferInFlight[] =
    pending && pending.number > link.returnNumber
      ? [{ shard, kind: "return", number: pending.number, units: unitsOfReturn(pending) }]
      : [];
  return [...grants, ...returns];
}

function unitsOfReturn({ free, sold }: Return): number {
  return unitsOf(free) + sold.reduce((sum, hold) => sum + unitsOf(hold.parts), 0);
}
