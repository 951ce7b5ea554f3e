import type { Publication } from "../../../domain/inventory/publication.ts";

type Columns = {
  item_id: string;
  version: number;
  confirmed: number;
  sends: number;
  sent_at_ms: number;
  body: string;
};

/** The only file that knows the SQL of what was published. Reads and writes go by the list. */
export class PublicationRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  ofItems(itemIds: readonly string[]): Map<string, Publication> {
    const rows = this.#sql
      .exec<Columns>(
        "SELECT * FROM publication WHERE item_id IN (SELECT value FROM json_each(?))",
        JSON.stringify(itemIds),
      )
      .toArray();
    return new Map(rows.map((row) => [row.item_id, publicationOf(row)]));
  }

  save(rows: ReadonlyMap<string, Publication>): void {
    if (rows.size === 0) return;
    this.#sql.exec(
      `INSERT INTO publication (item_id, version, confirmed, sends, sent_at_ms, body)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
         FROM json_each(?) WHERE true
       ON CONFLICT (item_id) DO UPDATE SET version = excluded.version, confirmed = excluded.confirmed,
         sends = excluded.sends, sent_at_ms = excluded.sent_at_ms, body = excluded.body`,
      JSON.stringify(
        [...rows].map(([itemId, { version, confirmed, sends, sentAtMs, news, happened }]) => [
          itemId,
          version,
          confirmed,
          sends,
          sentAtMs,
          JSON.stringify({ news, happened }),
        ]),
      ),
    );
  }
}

function publicationOf(row: Columns): Publication {
  const { version, confirmed, sends, sent_at_ms: sentAtMs } = row;
  const body = JSON.parse(row.body) as Pick<Publication, "news" | "happened">;
  return { version, confirmed, sends, sentAtMs, ...body };
}
