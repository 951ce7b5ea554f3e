import type { SQL } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";

/** A write: SQL of our own, or what a Drizzle builder made. */
export type Write = SQL | { toSQL(): { sql: string; params: unknown[] } };

export type Committed = { kind: "committed" } | { kind: "refused"; constraint: FailedConstraint };

/** What the database refused: `product.handle` is unique and taken, `catalog_change.version` must not be null, … */
export type FailedConstraint = { rule: "unique" | "not_null" | "check" | "foreign_key"; columns: string };

const dialect = new SQLiteAsyncDialect();

/**
 * Commits all writes or none, in order. A constraint that fails undoes them all and is an answer, since that is how
 * the database takes part in a decision; any other failure is thrown.
 *
 * Not Drizzle's own `batch`: it can't carry raw SQL with parameters to D1 (its raw query has no prepared statement).
 */
export async function commitTogether(database: D1Database, writes: readonly Write[]): Promise<Committed> {
  const statements = writes.map((write) => {
    const { sql, params } = "toSQL" in write ? write.toSQL() : dialect.sqlToQuery(write);
    return database.prepare(sql).bind(...params);
  });
  try {
    await database.batch(statements);
    return { kind: "committed" };
  } catch (error) {
    const constraint = failedConstraint(error);
    if (!constraint) throw error;
    return { kind: "refused", constraint };
  }
}

const RULES = {
  "UNIQUE constraint failed": "unique",
  "NOT NULL constraint failed": "not_null",
  "CHECK constraint failed": "check",
  "FOREIGN KEY constraint failed": "foreign_key",
} as const satisfies Record<string, FailedConstraint["rule"]>;

/** Reads the message of SQLite as D1 passes it on: `D1_ERROR: UNIQUE constraint failed: product.handle: SQLITE_CONSTRAINT`. */
function failedConstraint(error: unknown): FailedConstraint | null {
  if (!(error instanceof Error)) return null;
  for (const [text, rule] of Object.entries(RULES)) {
    const start = error.message.indexOf(text);
    if (start < 0) continue;
    const columns = error.message.slice(start + text.length).replace(/^: /, "");
    return { rule, columns: columns.split(": ")[0] ?? "" };
  }
  return null;
}
