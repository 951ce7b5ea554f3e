import { deserialize, serialize } from "node:v8";
import type { Disk } from "./disk.ts";

const TABLE = "_cf_KV";

/** Stands in for `storage.kv`: values that can be cloned, under text keys, in a table that appears with the first one. */
export class KeyValues {
  readonly #disk: Disk;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  get(key: string): unknown {
    const [row] = this.#run(`SELECT value FROM ${TABLE} WHERE key = ?`, key).rows;
    return row ? deserialize(Buffer.from(String(row.value), "base64")) : undefined;
  }

  put(key: string, value: unknown): void {
    this.#disk.all(
      this.#disk.prepare(
        `CREATE TABLE IF NOT EXISTS ${TABLE} (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
      ),
      [],
    );
    this.#run(
      `INSERT INTO ${TABLE} (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      key,
      Buffer.from(serialize(value)).toString("base64"),
    );
  }

  delete(key: string): boolean {
    return this.#run(`DELETE FROM ${TABLE} WHERE key = ?`, key).written > 0;
  }

  #run(query: string, ...values: string[]) {
    const isThere = this.#disk.all(this.#disk.prepare("SELECT 1 FROM sqlite_master WHERE name = ?"), [TABLE]);
    if (isThere.rows.length === 0) return { rows: [], written: 0 };
    return this.#disk.all(this.#disk.prepare(query), values);
  }
}
