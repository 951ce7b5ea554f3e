import type { Hold, HoldState } from "../../domain/hold/hold.ts";
import type { Allocation } from "../../domain/inventory/level.ts";
import type { Signal } from "../../domain/inventory/signal.ts";
import type { StockItem } from "../../domain/inventory/stock-item.ts";
import { jsonLists } from "./json-lists.ts";

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

/**
 * The only file that knows the SQL of items and holds (of their movements: ledger-rows.ts). Reads and writes of a group go by
 * the list, one statement for all items or holds. All calls are synchronous; callers own the transaction.
 */
export class StockRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  items(itemIds: readonly string[]): ItemRow[] {
    return [...jsonLists(itemIds)].flatMap((list) =>
      this.#sql
        .exec<ItemColumns>("SELECT * FROM item WHERE id IN (SELECT value FROM json_each(?))", list)
        .toArray()
        .map(itemOf),
    );
  }

  holds(keys: readonly (readonly [itemId: string, holdId: string])[]): HoldRow[] {
    return [...jsonLists(keys)].flatMap((list) =>
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
    for (const list of jsonLists(values)) {
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
    for (const list of jsonLists(values)) {
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
