import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations/catalog");

/**
 * The catalog's own tables, empty, behind as much of D1's interface as Drizzle and `commitTogether` use: statements with
 * parameters, and batches that take effect whole or not at all. For tests of writes and queries without a Worker.
 */
export function sqliteD1(): { database: D1Database; sqlite: DatabaseSync } {
  const sqlite = new DatabaseSync(":memory:");
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    for (const statement of readFileSync(join(MIGRATIONS, file), "utf8").split("--> statement-breakpoint"))
      sqlite.exec(statement);
  }
  const database = {
    prepare: (query: string) => new Statement(sqlite, query, []),
    async batch(statements: readonly Statement[]) {
      sqlite.exec("BEGIN");
      try {
        const results = statements.map((statement) => statement.run());
        sqlite.exec("COMMIT");
        return results;
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
  };
  return { database: database as unknown as D1Database, sqlite };
}

class Statement {
  readonly #sqlite: DatabaseSync;
  readonly #query: string;
  readonly #values: readonly SQLInputValue[];

  constructor(sqlite: DatabaseSync, query: string, values: readonly SQLInputValue[]) {
    this.#sqlite = sqlite;
    this.#query = query;
    this.#values = values;
  }

  bind(...values: SQLInputValue[]): Statement {
    return new Statement(this.#sqlite, this.#query, values);
  }

  run() {
    const bound = this.#values.map((value) => (typeof value === "boolean" ? Number(value) : value));
    const rows = this.#sqlite.prepare(this.#query).all(...bound);
    return { success: true, results: rows.map((row) => ({ ...row })), meta: {} };
  }

  async all() {
    return this.run();
  }

  async raw() {
    return this.run().results.map((row) => Object.values(row));
  }

  async first() {
    return this.run().results[0] ?? null;
  }
}
