import type { Return } from "../../../contracts/rpc/stock-shard.ts";

/** What a shard knows of itself: one row. */
export type ShardState = {
  itemId: string;
  shard: number;
  version: number;
  isOpen: boolean;
  /** The last grant it took. */
  grantTaken: number;
  returnNumber: number;
  /** Not acknowledged yet. */
  pending: Return | null;
  /** The last movement whose sale was returned home. */
  settledTo: number;
};

type Columns = {
  item_id: string;
  shard: number;
  version: number;
  is_open: number;
  grant_taken: number;
  return_number: number;
  pending: string | null;
  settled_to: number;
};

/** Knows the SQL of the shard's own row. */
export class ShardStateRow {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(): ShardState | null {
    const [row] = this.#sql.exec<Columns>("SELECT * FROM shard").toArray();
    if (!row) return null;
    return {
      itemId: row.item_id,
      shard: row.shard,
      version: row.version,
      isOpen: row.is_open === 1,
      grantTaken: row.grant_taken,
      returnNumber: row.return_number,
      pending: row.pending === null ? null : (JSON.parse(row.pending) as Return),
      settledTo: row.settled_to,
    };
  }

  save(state: ShardState): void {
    this.#sql.exec(
      `INSERT INTO shard (id, item_id, shard, version, is_open, grant_taken, return_number, pending, settled_to)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, is_open = excluded.is_open,
         grant_taken = excluded.grant_taken, return_number = excluded.return_number, pending = excluded.pending,
         settled_to = excluded.settled_to`,
      state.itemId,
      state.shard,
      state.version,
      state.isOpen ? 1 : 0,
      state.grantTaken,
      state.returnNumber,
      state.pending && JSON.stringify(state.pending),
      state.settledTo,
    );
  }
}
