import type { Grant } from "../../../contracts/rpc/stock-shard.ts";
import type { Allocation } from "../../../domain/inventory/level.ts";

/**
 * Where a hot item is on its way.
 *
 *     home ─▶ opening ─▶ granting ─▶ spread ─▶ gathering ─▶ home
 *
 * - opening: its shards are made ready; the home sells.
 * - granting: free units are on their way; the home sells what it kept.
 * - spread: shards sell. What they sold is settled with the home again and again.
 * - gathering: shards take no new holds and give back what comes free; the home sells.
 */
export type MovePhase = "home" | "opening" | "granting" | "spread" | "gathering";

export type SpreadRow = {
  itemId: string;
  version: number;
  phase: MovePhase;
  shards: number;
  /** A person wanted it: it does not end for want of buyers. */
  byHand: boolean;
  changedAtMs: number;
};

/** The home's side of one shard. Numbers rise for ever; `lent` is what the shard has, or what is on its way to it. */
export type ShardLink = {
  itemId: string;
  shard: number;
  grantNumber: number;
  /** Sent until it is known to have arrived. */
  grantPending: Grant | null;
  returnNumber: number;
  lent: Allocation;
  /** Of these, what the shard had promised when we last heard of it. */
  promised: number;
  isOver: boolean;
};

type SpreadColumns = {
  item_id: string;
  version: number;
  phase: string;
  shards: number;
  by_hand: number;
  changed_at_ms: number;
};
type LinkColumns = {
  item_id: string;
  shard: number;
  grant_number: number;
  grant_pending: string | null;
  return_number: number;
  lent: string;
  promised: number;
  is_over: number;
};

/** The only file that knows the SQL of the home's tables about shards. */
export class SpreadRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Items that are not at home; few. */
  underway(): SpreadRow[] {
    return this.#sql
      .exec<SpreadColumns>("SELECT * FROM spread WHERE phase <> 'home'")
      .toArray()
      .map(spreadOf);
  }

  spread(itemId: string): SpreadRow | null {
    const [row] = this.#sql.exec<SpreadColumns>("SELECT * FROM spread WHERE item_id = ?", itemId).toArray();
    return row ? spreadOf(row) : null;
  }

  saveSpread({ itemId, version, phase, shards, byHand, changedAtMs }: SpreadRow): void {
    this.#sql.exec(
      `INSERT INTO spread (item_id, version, phase, shards, by_hand, changed_at_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (item_id) DO UPDATE SET version = excluded.version, phase = excluded.phase,
         shards = excluded.shards, by_hand = excluded.by_hand, changed_at_ms = excluded.changed_at_ms`,
      itemId,
      version,
      phase,
      shards,
      byHand ? 1 : 0,
      changedAtMs,
    );
  }

  links(itemId: string): ShardLink[] {
    return this.#sql
      .exec<LinkColumns>("SELECT * FROM shard_link WHERE item_id = ? ORDER BY shard", itemId)
      .toArray()
      .map(linkOf);
  }

  link(itemId: string, shard: number): ShardLink | null {
    const [row] = this.#sql
      .exec<LinkColumns>("SELECT * FROM shard_link WHERE item_id = ? AND shard = ?", itemId, shard)
      .toArray();
    return row ? linkOf(row) : null;
  }

  saveLink(link: ShardLink): void {
    this.#sql.exec(
      `INSERT INTO shard_link (item_id, shard, grant_number, grant_pending, return_number, lent, promised, is_over)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (item_id, shard) DO UPDATE SET grant_number = excluded.grant_number,
         grant_pending = excluded.grant_pending, return_number = excluded.return_number, lent = excluded.lent,
         promised = excluded.promised, is_over = excluded.is_over`,
      link.itemId,
      link.shard,
      link.grantNumber,
      link.grantPending && JSON.stringify(link.grantPending),
      link.returnNumber,
      JSON.stringify(link.lent),
      link.promised,
      link.isOver ? 1 : 0,
    );
  }
}

function spreadOf(row: SpreadColumns): SpreadRow {
  const { item_id: itemId, version, shards, changed_at_ms: changedAtMs } = row;
  return { itemId, version, phase: row.phase as MovePhase, shards, byHand: row.by_hand === 1, changedAtMs };
}

function linkOf(row: LinkColumns): ShardLink {
  return {
    itemId: row.item_id,
    shard: row.shard,
    grantNumber: row.grant_number,
    grantPending: row.grant_pending === null ? null : (JSON.parse(row.grant_pending) as Grant),
    returnNumber: row.return_number,
    lent: JSON.parse(row.lent) as Allocation,
    promised: row.promised,
    isOver: row.is_over === 1,
  };
}
