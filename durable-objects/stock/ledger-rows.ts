import type { MovementView } from "../../contracts/rpc/stock.ts";
import type { StockItem } from "../../domain/inventory/stock-item.ts";
import { jsonLists } from "./json-lists.ts";

/** In a shard's own ledger also what it was granted, and what it returned and settled. */
export type MovementRow = Omit<MovementView, "kind"> & {
  kind: MovementView["kind"] | "granted" | "returned" | "settled";
  itemId: string;
  holdId: string | null;
};

export type Sale = { sequence: number; holdId: string; atMs: number };

/** Movements between two checkpoints of an item: what an audit counts at most. */
const CHECKPOINT_EVERY = 1_000;

/**
 * The only file that knows the SQL of movements and their checkpoints, and that counts again what items say of themselves.
 * All calls are synchronous; callers own the transaction.
 */
export class LedgerRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  appendMovements(rows: readonly MovementRow[]): void {
    const values = rows.map((row) => [
      row.itemId,
      row.sequence,
      row.atMs,
      row.kind,
      row.location,
      row.onHandDelta,
      row.committedDelta,
      row.reason,
      row.note,
      row.actor,
      row.reference,
      row.holdId,
    ]);
    for (const list of jsonLists(values)) {
      this.#sql.exec(
        `INSERT INTO movement (item_id, sequence, at_ms, kind, location, on_hand_delta, committed_delta, reason, note,
             actor, reference, hold_id)
           SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
             value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11 FROM json_each(?)`,
        list,
      );
    }
  }

  /** AUD-1 Marks what an item's movements add up to whenever so many have come since the last mark. */
  checkpoint({ itemId, movements, committed, levels }: StockItem, earlier: number): void {
    if (Math.floor(movements / CHECKPOINT_EVERY) === Math.floor(earlier / CHECKPOINT_EVERY)) return;
    const onHand = levels.reduce((sum, level) => sum + level.onHand, 0);
    this.#sql.exec("INSERT INTO checkpoint VALUES (?, ?, ?, ?)", itemId, movements, onHand, committed);
  }

  /** The ledger, the newest first; of `kind` alone those lines that staff wrote. */
  movements(
    itemId: string,
    beforeSequence: number,
    kind: MovementView["kind"] | null,
    limit: number,
  ): MovementView[] {
    const ofKind =
      "INDEXED BY movement_staff WHERE kind IN ('adjusted', 'transferred', 'released') AND kind = ?4 AND";
    return this.#sql
      .exec<Record<string, never>>(
        `SELECT sequence, at_ms AS atMs, kind, location, on_hand_delta AS onHandDelta, committed_delta AS committedDelta,
           reason, note, actor, reference FROM movement ${kind === null ? "WHERE" : ofKind} item_id = ?1 AND sequence < ?2
         ORDER BY sequence DESC LIMIT ?3`,
        ...[itemId, beforeSequence, limit, ...(kind === null ? [] : [kind])],
      )
      .toArray() as unknown as MovementView[];
  }

  /** Sales of an item after a line of its ledger, oldest first. */
  salesAfter(itemId: string, sequence: number, limit: number): Sale[] {
    return this.#sql
      .exec<Sale>(
        `SELECT sequence, hold_id AS holdId, at_ms AS atMs FROM movement
         WHERE item_id = ? AND sequence > ? AND kind = 'committed' ORDER BY sequence LIMIT ?`,
        itemId,
        sequence,
        limit,
      )
      .toArray();
  }

  /** Everything counted again from the rows that are the evidence, for the audit. */
  count(itemId: string, nowMs: number) {
    const [row] = this.#sql
      .exec<Record<string, number>>(
        `WITH mark AS (SELECT sequence, on_hand, committed FROM checkpoint WHERE item_id = ?1
             ORDER BY sequence DESC LIMIT 1),
           moved AS (SELECT COUNT(*) AS n, COALESCE(SUM(on_hand_delta), 0) AS on_hand,
             COALESCE(SUM(committed_delta), 0) AS committed FROM movement
             WHERE item_id = ?1 AND sequence > COALESCE((SELECT sequence FROM mark), 0)),
           kept AS (SELECT COALESCE(SUM(units) FILTER (WHERE state IN ('held', 'pinned')), 0) AS held,
             COALESCE(SUM(units) FILTER (WHERE state = 'held'), 0) AS early,
             COUNT(*) FILTER (WHERE state = 'pinned' OR (state = 'held' AND expires_at_ms > ?2)) AS live
             FROM hold WHERE item_id = ?1)
         SELECT moved.n + COALESCE((SELECT sequence FROM mark), 0) AS movements,
           moved.on_hand + COALESCE((SELECT on_hand FROM mark), 0) AS onHand,
           moved.committed + COALESCE((SELECT committed FROM mark), 0) AS committed,
           kept.held AS held, kept.early AS early, kept.live AS live FROM moved, kept`,
        itemId,
        nowMs,
      )
      .toArray();
    return row as Record<"movements" | "onHand" | "committed" | "held" | "early" | "live", number>;
  }

  /** Units of live and sold holds by location, '' for those that wait for a delivery; sold ones in all. */
  countPromised(itemId: string): { promised: Map<string, number>; committed: number } {
    const promised = new Map<string, number>();
    for (const { location, units } of this.#sql.exec<{ location: string; units: number }>(
      `SELECT part.value ->> 'location' AS location, SUM(part.value ->> 'units') AS units
       FROM hold, json_each(hold.detail, '$.from') AS part
       WHERE hold.item_id = ? AND hold.state IN ('held', 'pinned', 'committed') GROUP BY 1`,
      itemId,
    )) {
      promised.set(location, units);
    }
    const { committed } = this.#sql
      .exec<{ committed: number }>(
        `SELECT COALESCE(SUM(committed), 0) - COALESCE((SELECT SUM(step.value ->> 'units')
           FROM hold AS stepped, json_each(stepped.detail, '$.steps') AS step
           WHERE stepped.item_id = ?1 AND stepped.state = 'committed'), 0) AS committed
       FROM hold WHERE item_id = ?1 AND state = 'committed'`,
        itemId,
      )
      .one();
    return { promised, committed };
  }
}
