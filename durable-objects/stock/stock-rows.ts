import type { MovementView } from "../../contracts/rpc/stock.ts";
import type { Hold, HoldState } from "../../domain/hold/hold.ts";
import type { Allocation } from "../../domain/inventory/level.ts";
import type { Signal } from "../../domain/inventory/signal.ts";
import type { StockItem } from "../../domain/inventory/stock-item.ts";

/** An item, and what shoppers are told of it. */
export type ItemRow = { item: StockItem; signal: Signal };

/** A hold of one item. `parts`: how many items of this place it spans. */
export type HoldRow = {
  itemId: string;
  hold: Hold;
  allocation: Allocation;
  parts: number;
  /** Who holds ahead of payment, where that is limited; as hashes. */
  asker: string | null;
  /** Who buys, where the item has a limit per buyer. */
  buyer: string | null;
  reference: string;
};

/** In a shard's own ledger also what it was granted, and what it returned and settled. */
export type MovementRow = Omit<MovementView, "kind"> & {
  kind: MovementView["kind"] | "granted" | "returned" | "settled";
  itemId: string;
  holdId: string | null;
};

export type Sale = { sequence: number; holdId: string; atMs: number };

type ItemColumns = {
  id: string;
  held: number;
  early: number;
  committed: number;
  movements: number;
  signal: string;
  body: string;
};
type HoldColumns = {
  item_id: string;
  hold_id: string;
  parts: number;
  units: number;
  state: string;
  since_ms: number;
  expires_at_ms: number | null;
  committed: number;
  asker: string | null;
  buyer: string | null;
  reference: string;
  detail: string;
};

/** The platform takes 2 MB in a parameter; most characters of ours are a byte, none is more than three. */
const LIST_CHARACTERS_MAX = 500_000;
const LIST_ROWS_MAX = 5_000;
/** Movements between two checkpoints of an item: what an audit counts at most. */
const CHECKPOINT_EVERY = 1_000;

/**
 * The only file that knows the SQL of the stock tables. Reads and writes go by the list, one statement for all items,
 * holds or movements of a group. All calls are synchronous; callers own the transaction.
 */
export class StockRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  items(itemIds: readonly string[]): ItemRow[] {
    return [...lists(itemIds)].flatMap((list) =>
      this.#sql
        .exec<ItemColumns>("SELECT * FROM item WHERE id IN (SELECT value FROM json_each(?))", list)
        .toArray()
        .map(itemOf),
    );
  }

  holds(keys: readonly (readonly [itemId: string, holdId: string])[]): HoldRow[] {
    return [...lists(keys)].flatMap((list) =>
      this.#sql
        .exec<HoldColumns>(
          `SELECT hold.* FROM json_each(?) AS wanted CROSS JOIN hold
             ON hold.item_id = wanted.value ->> 0 AND hold.hold_id = wanted.value ->> 1`,
          list,
        )
        .toArray()
        .map(holdOf),
    );
  }

  saveItems(rows: readonly ItemRow[]): void {
    const values = rows.map(({ item, signal }) => [
      item.itemId,
      item.held,
      item.early,
      item.committed,
      item.movements,
      signal,
      JSON.stringify(bodyOf(item)),
    ]);
    for (const list of lists(values)) {
      this.#sql.exec(
        `INSERT INTO item (id, held, early, committed, movements, signal, body)
           SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
           FROM json_each(?) WHERE true
         ON CONFLICT (id) DO UPDATE SET held = excluded.held, early = excluded.early, committed = excluded.committed,
           movements = excluded.movements, signal = excluded.signal, body = excluded.body`,
        list,
      );
    }
  }

  saveHolds(rows: readonly HoldRow[], nowMs: number): void {
    const values = rows.map(({ itemId, hold, allocation, parts, asker, buyer, reference }) => [
      itemId,
      hold.holdId,
      parts,
      hold.units,
      hold.state,
      hold.sinceMs,
      hold.expiresAtMs,
      hold.committed,
      asker,
      buyer,
      reference,
      JSON.stringify(hold.steps.length > 0 ? { from: allocation, steps: hold.steps } : { from: allocation }),
    ]);
    for (const list of lists(values)) {
      this.#sql.exec(
        `INSERT INTO hold (item_id, hold_id, parts, units, state, since_ms, expires_at_ms, committed, asker, buyer,
             reference, changed_at_ms, detail)
           SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
             value ->> 7, value ->> 8, value ->> 9, value ->> 10, ?2, value ->> 11
           FROM json_each(?1) WHERE true
         ON CONFLICT (item_id, hold_id) DO UPDATE SET state = excluded.state, expires_at_ms = excluded.expires_at_ms,
           committed = excluded.committed, buyer = excluded.buyer, changed_at_ms = excluded.changed_at_ms,
           detail = excluded.detail`,
        list,
        nowMs,
      );
    }
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
    for (const list of lists(values)) {
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

  /** Holds of an item that have lapsed and are not yet written down as such, those that lapsed first first. */
  lapsedHolds(itemId: string, nowMs: number, limit: number): HoldRow[] {
    return this.#sql
      .exec<HoldColumns>(
        `SELECT * FROM hold WHERE item_id = ? AND state = 'held' AND expires_at_ms <= ?
         ORDER BY expires_at_ms LIMIT ?`,
        itemId,
        nowMs,
        limit,
      )
      .toArray()
      .map(holdOf);
  }

  markLapsed(itemId: string, holdIds: readonly string[], nowMs: number): void {
    this.#sql.exec(
      `UPDATE hold SET state = 'lapsed', changed_at_ms = ?1, detail = '{"from":[]}'
       WHERE item_id = ?2 AND hold_id IN (SELECT value FROM json_each(?3))`,
      nowMs,
      itemId,
      JSON.stringify(holdIds),
    );
  }

  /** When the next live hold of an item lapses. */
  nextLapseMs(itemId: string): number | null {
    const [row] = this.#sql
      .exec<{ at: number | null }>(
        "SELECT MIN(expires_at_ms) AS at FROM hold WHERE item_id = ? AND state = 'held'",
        itemId,
      )
      .toArray();
    return row?.at ?? null;
  }

  /** What an asker holds ahead of payment: few, since it is limited. */
  earlyHoldsOf(itemId: string, asker: string): HoldRow[] {
    return this.#sql
      .exec<HoldColumns>(
        "SELECT * FROM hold INDEXED BY hold_asker WHERE item_id = ? AND asker = ? AND state = 'held'",
        itemId,
        asker,
      )
      .toArray()
      .map(holdOf);
  }

  /** All holds of a buyer of an item with a limit per buyer. */
  holdsOfBuyer(itemId: string, buyer: string): HoldRow[] {
    return this.#sql
      .exec<HoldColumns>(
        "SELECT * FROM hold INDEXED BY hold_buyer WHERE item_id = ? AND buyer = ?",
        itemId,
        buyer,
      )
      .toArray()
      .map(holdOf);
  }

  /** The next items after `after` that have a hold which lapsed and is not written down. */
  itemsWithLapsed(after: string, nowMs: number, limit: number): string[] {
    return this.#sql
      .exec<{ item_id: string }>(
        `SELECT DISTINCT item_id FROM hold WHERE state = 'held' AND item_id > ? AND expires_at_ms <= ?
         ORDER BY item_id LIMIT ?`,
        after,
        nowMs,
        limit,
      )
      .toArray()
      .map((row) => row.item_id);
  }

  itemIdsAfter(after: string, limit: number, scarceOnly: boolean): string[] {
    const scarce = scarceOnly ? "AND signal <> 'in_stock'" : "";
    return this.#sql
      .exec<{ id: string }>(`SELECT id FROM item WHERE id > ? ${scarce} ORDER BY id LIMIT ?`, after, limit)
      .toArray()
      .map((row) => row.id);
  }

  /** Holds of an item in these states, by id. HLD-1 One that has lapsed is none of them, written down or not. */
  holdsOf(
    itemId: string,
    states: readonly HoldState[],
    after: string,
    limit: number,
    nowMs: number,
  ): HoldRow[] {
    return this.#sql
      .exec<HoldColumns>(
        `SELECT * FROM hold WHERE item_id = ? AND hold_id > ? AND state IN (SELECT value FROM json_each(?))
           AND (state <> 'held' OR expires_at_ms > ?) ORDER BY hold_id LIMIT ?`,
        itemId,
        after,
        JSON.stringify(states),
        nowMs,
        limit,
      )
      .toArray()
      .map(holdOf);
  }

  /** The items of a live hold that spans several and is not paid for yet. */
  itemsOfHold(holdId: string): string[] {
    return this.#sql
      .exec<{ item_id: string }>(
        "SELECT item_id FROM hold INDEXED BY hold_items WHERE hold_id = ? AND parts > 1 AND state = 'held'",
        holdId,
      )
      .toArray()
      .map((row) => row.item_id);
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
    const committed = this.#number(
      `SELECT COALESCE(SUM(committed), 0) - COALESCE((SELECT SUM(step.value ->> 'units')
           FROM hold AS stepped, json_each(stepped.detail, '$.steps') AS step
           WHERE stepped.item_id = ?1 AND stepped.state = 'committed'), 0) AS n
       FROM hold WHERE item_id = ?1 AND state = 'committed'`,
      itemId,
    );
    return { promised, committed };
  }

  /** Forgets ended holds that no late message can still ask about. */
  sweepEnded(beforeMs: number, limit: number): number {
    return this.#sql.exec(
      `DELETE FROM hold WHERE (item_id, hold_id) IN (SELECT item_id, hold_id FROM hold
         WHERE (state IN ('released', 'lapsed') OR (state = 'fulfilled' AND buyer IS NULL)) AND changed_at_ms <= ?
         LIMIT ?)`,
      beforeMs,
      limit,
    ).rowsWritten;
  }

  #number(query: string, ...values: SqlStorageValue[]): number {
    return this.#sql.exec<{ n: number }>(query, ...values).one().n;
  }
}

type ItemBody = Pick<StockItem, "levels" | "policy"> & Partial<Pick<StockItem, "promisedAway">>;

/** Most items are never spread: theirs says nothing of shards. */
function bodyOf({ levels, policy, promisedAway }: StockItem): ItemBody {
  return promisedAway === 0 ? { levels, policy } : { levels, policy, promisedAway };
}

function itemOf(row: ItemColumns): ItemRow {
  const { id: itemId, held, early, committed, movements } = row;
  const { promisedAway = 0, ...body } = JSON.parse(row.body) as ItemBody;
  return {
    item: { itemId, held, early, committed, movements, promisedAway, ...body },
    signal: row.signal as Signal,
  };
}

function holdOf(row: HoldColumns): HoldRow {
  const detail = JSON.parse(row.detail) as { from: Allocation; steps?: Hold["steps"] };
  return {
    itemId: row.item_id,
    hold: {
      holdId: row.hold_id,
      units: row.units,
      state: row.state as HoldState,
      sinceMs: row.since_ms,
      expiresAtMs: row.expires_at_ms,
      committed: row.committed,
      steps: detail.steps ?? [],
    },
    allocation: detail.from,
    parts: row.parts,
    asker: row.asker,
    buyer: row.buyer,
    reference: row.reference,
  };
}

/** Values as JSON lists, each small enough for one parameter: so many rows, and so many characters. */
function* lists(values: readonly unknown[]): Generator<string> {
  let list: string[] = [];
  let size = 0;
  for (const value of values) {
    const text = JSON.stringify(value);
    if (list.length > 0 && (list.length >= LIST_ROWS_MAX || size + text.length > LIST_CHARACTERS_MAX)) {
      yield `[${list.join(",")}]`;
      list = [];
      size = 0;
    }
    list.push(text);
    size += text.length;
  }
  if (list.length > 0) yield `[${list.join(",")}]`;
}
