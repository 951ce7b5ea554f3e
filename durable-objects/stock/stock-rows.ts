import type { MovementView } from "../../contracts/rpc/stock.ts";
import type { Balance } from "../../domain/hold/balance.ts";
import type { Hold, HoldState } from "../../domain/hold/hold.ts";
import { invariant } from "../../domain/kernel/invariant.ts";

/** One item as this partition keeps it. `movements` is how many there are, so the next one's sequence. */
export type Item = { itemId: string; balance: Balance; movements: number };

type ItemRow = {
  id: string;
  on_hand: number;
  held: number;
  committed: number;
  safety: number;
  movements: number;
};
type HoldRow = {
  hold_id: string;
  parts: number;
  units: number;
  state: HoldState;
  expires_at_ms: number | null;
};

/** A hold of one item, and how many items of this partition it spans. */
export type HoldPart = { hold: Hold; parts: number };

/** The only file that knows the SQL of the stock tables. All calls are synchronous; callers own the transaction. */
export class StockRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  item(itemId: string): Item | null {
    const [row] = this.#sql.exec<ItemRow>("SELECT * FROM item WHERE id = ?", itemId).toArray();
    return row ? itemOf(row) : null;
  }

  saveItem({ itemId, balance, movements }: Item): void {
    invariant(balance.held >= 0 && balance.committed >= 0, `INV-1 ${itemId} would hold ${balance.held}`);
    this.#sql.exec(
      `INSERT INTO item (id, on_hand, held, committed, safety, movements) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET on_hand = excluded.on_hand, held = excluded.held, committed = excluded.committed,
         safety = excluded.safety, movements = excluded.movements`,
      itemId,
      balance.total,
      balance.held,
      balance.committed,
      balance.reserve,
      movements,
    );
  }

  holdPart(itemId: string, holdId: string): HoldPart | null {
    const [row] = this.#sql
      .exec<HoldRow>("SELECT * FROM hold WHERE item_id = ? AND hold_id = ?", itemId, holdId)
      .toArray();
    return row ? { hold: holdOf(row), parts: row.parts } : null;
  }

  saveHold(itemId: string, { hold, parts }: HoldPart, reference: string, nowMs: number): void {
    this.#sql.exec(
      `INSERT INTO hold (item_id, hold_id, parts, units, state, expires_at_ms, reference, changed_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (item_id, hold_id) DO UPDATE SET state = excluded.state, expires_at_ms = excluded.expires_at_ms,
         changed_at_ms = excluded.changed_at_ms`,
      itemId,
      hold.holdId,
      parts,
      hold.units,
      hold.state,
      hold.expiresAtMs,
      reference,
      nowMs,
    );
  }

  /** Holds of an item that have lapsed and are not yet written down as such. */
  lapsedHolds(itemId: string, nowMs: number, limit: number): Hold[] {
    return this.#sql
      .exec<HoldRow>(
        "SELECT * FROM hold WHERE item_id = ? AND state = 'held' AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?",
        itemId,
        nowMs,
        limit,
      )
      .toArray()
      .map(holdOf);
  }

  /** Items with holds that have lapsed and are not yet written down, longest lapsed first. */
  itemsWithLapsed(nowMs: number, limit: number): string[] {
    return this.#sql
      .exec<{ item_id: string }>(
        `SELECT DISTINCT item_id FROM (SELECT item_id FROM hold WHERE state = 'held' AND expires_at_ms <= ?
           ORDER BY expires_at_ms LIMIT ?)`,
        nowMs,
        limit,
      )
      .toArray()
      .map((row) => row.item_id);
  }

  markLapsed(itemId: string, holds: readonly Hold[], nowMs: number): void {
    this.#sql.exec(
      "UPDATE hold SET state = 'lapsed', changed_at_ms = ? WHERE item_id = ? AND hold_id IN (SELECT value FROM json_each(?))",
      nowMs,
      itemId,
      JSON.stringify(holds.map((hold) => hold.holdId)),
    );
  }

  /** Units of holds that have lapsed but still stand in `held`: a reader subtracts them. */
  lapsedUnits(itemId: string, nowMs: number): number {
    return this.#one<{ units: number | null }>(
      "SELECT SUM(units) AS units FROM hold WHERE item_id = ? AND state = 'held' AND expires_at_ms <= ?",
      itemId,
      nowMs,
    );
  }

  onHandAt(itemId: string, location: string): number {
    return this.#one("SELECT on_hand FROM level WHERE item_id = ? AND location = ?", itemId, location);
  }

  saveLevel(itemId: string, location: string, onHand: number): void {
    this.#sql.exec(
      `INSERT INTO level (item_id, location, on_hand) VALUES (?, ?, ?)
       ON CONFLICT (item_id, location) DO UPDATE SET on_hand = excluded.on_hand`,
      itemId,
      location,
      onHand,
    );
  }

  levels(itemId: string): { location: string; onHand: number }[] {
    return this.#sql
      .exec<{ location: string; on_hand: number }>(
        "SELECT location, on_hand FROM level WHERE item_id = ? ORDER BY location LIMIT 50",
        itemId,
      )
      .toArray()
      .map((row) => ({ location: row.location, onHand: row.on_hand }));
  }

  appendMovement(itemId: string, movement: MovementView): void {
    this.#sql.exec(
      `INSERT INTO movement (item_id, sequence, at_ms, kind, location, on_hand_delta, committed_delta, reason, note, actor, reference)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      itemId,
      movement.sequence,
      movement.atMs,
      movement.kind,
      movement.location,
      movement.onHandDelta,
      movement.committedDelta,
      movement.reason,
      movement.note,
      movement.actor,
      movement.reference,
    );
  }

  movements(itemId: string, beforeSequence: number, limit: number): MovementView[] {
    return this.#sql
      .exec<Record<string, never>>(
        `SELECT sequence, at_ms AS atMs, kind, location, on_hand_delta AS onHandDelta, committed_delta AS committedDelta,
           reason, note, actor, reference FROM movement WHERE item_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
        itemId,
        beforeSequence,
        limit,
      )
      .toArray() as unknown as MovementView[];
  }

  /** Everything counted again from the rows that are the evidence, for the audit. */
  count(itemId: string, nowMs: number) {
    const [row] = this.#sql
      .exec<Record<string, number>>(
        `SELECT
           (SELECT COALESCE(SUM(on_hand), 0) FROM level WHERE item_id = ?1) AS levels,
           (SELECT COALESCE(SUM(on_hand_delta), 0) FROM movement WHERE item_id = ?1) AS onHandMoved,
           (SELECT COALESCE(SUM(committed_delta), 0) FROM movement WHERE item_id = ?1) AS committedMoved,
           (SELECT COUNT(*) FROM movement WHERE item_id = ?1) AS movements,
           (SELECT COALESCE(SUM(units), 0) FROM hold WHERE item_id = ?1 AND state IN ('held', 'pinned')) AS heldRows,
           (SELECT COALESCE(SUM(units), 0) FROM hold WHERE item_id = ?1 AND state = 'committed') AS committedRows,
           (SELECT COUNT(*) FROM hold WHERE item_id = ?1 AND (state = 'pinned' OR (state = 'held' AND expires_at_ms > ?2))) AS liveHolds`,
        itemId,
        nowMs,
      )
      .toArray();
    return row as Record<
      "levels" | "onHandMoved" | "committedMoved" | "movements" | "heldRows" | "committedRows" | "liveHolds",
      number
    >;
  }

  /** Forgets ended holds that no late message can still ask about. */
  sweepEnded(beforeMs: number, limit: number): number {
    return this.#sql.exec(
      `DELETE FROM hold WHERE (item_id, hold_id) IN (SELECT item_id, hold_id FROM hold
         WHERE state IN ('released', 'lapsed', 'fulfilled') AND changed_at_ms <= ? LIMIT ?)`,
      beforeMs,
      limit,
    ).rowsWritten;
  }

  #one<Row extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]): number {
    const [row] = this.#sql.exec<Row>(query, ...values).toArray();
    return Number(Object.values(row ?? {})[0] ?? 0);
  }
}

function itemOf(row: ItemRow): Item {
  return {
    itemId: row.id,
    balance: { total: row.on_hand, held: row.held, committed: row.committed, reserve: row.safety },
    movements: row.movements,
  };
}

function holdOf(row: HoldRow): Hold {
  return { holdId: row.hold_id, units: row.units, state: row.state, expiresAtMs: row.expires_at_ms };
}
