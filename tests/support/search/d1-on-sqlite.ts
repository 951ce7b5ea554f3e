import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { projectRoot } from "../../../tools/project-root.ts";

type Bound = { sql: string; values: SQLInputValue[] };

/**
 * A D1 database over node:sqlite, empty but for its migrations: the same SQLite with the same statements, in memory and
 * within a unit test. Batches are transactions; errors read as D1 passes them on.
 */
export function d1OnSqlite(folder: string): D1Database & { sqlite: DatabaseSync } {
  const sqlite = new DatabaseSync(":memory:");
  const migrations = join(projectRoot, "migrations", folder);
  for (const file of readdirSync(migrations)
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    for (const part of readFileSync(join(migrations, file), "utf8").split("--> statement-breakpoint"))
      sqlite.exec(part);
  }
  return asD1Database(sqlite);
}

/** The face of D1 over an open database. */
export function asD1Database(sqlite: DatabaseSync): D1Database & { sqlite: DatabaseSync } {
  const run = ({ sql, values }: Bound) => {
    const statement = sqlite.prepare(sql);
    const results = statement.all(...values).map((row) => ({ ...row }));
    const changes = sqlite.prepare("SELECT changes() AS changes").get()?.changes;
    return { results, success: true, meta: { changes: Number(changes), rows_read: 0 } };
  };
  const asD1 = <Value>(work: () => Value): Promise<Value> => {
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(new Error(`D1_ERROR: ${error instanceof Error ? error.message : error}`));
    }
  };
  const statement = (sql: string, values: SQLInputValue[] = []) => ({
    sql,
    values,
    bind: (...bound: SQLInputValue[]) => statement(sql, bound),
    all: () => asD1(() => run({ sql, values })),
    run: () => asD1(() => run({ sql, values })),
    first: () => asD1(() => run({ sql, values }).results[0] ?? null),
    raw: () =>
      asD1(() =>
        sqlite
          .prepare(sql)
          .all(...values)
          .map((row) => Object.values(row)),
      ),
  });
  const database = {
    sqlite,
    prepare: (sql: string) => statement(sql),
    batch: (statements: Bound[]) =>
      asD1(() => {
        sqlite.exec("BEGIN");
        try {
          const results = statements.map(run);
          sqlite.exec("COMMIT");
          return results;
        } catch (error) {
          sqlite.exec("ROLLBACK");
          throw error;
        }
      }),
    withSession: () => database,
  };
  return database as unknown as D1Database & { sqlite: DatabaseSync };
}
