/**
 * A step of an object's schema. Runs on wake, so it is constant-time DDL only (CREATE, ADD COLUMN);
 * a backfill is alarm work in slices.
 */
export type Migration = { id: number; name: string; statements: readonly string[] };

/** Whether this object was ever opened. Reading it writes nothing, so waking an unknown object leaves no trace. */
export function isInstalled(sql: SqlStorage): boolean {
  return (
    sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'").toArray().length > 0
  );
}

/** Applies what is missing, in order. Call inside a transaction. */
export function migrate(sql: SqlStorage, migrations: readonly Migration[], nowMs: number): void {
  sql.exec(
    "CREATE TABLE IF NOT EXISTS migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL, at_ms INTEGER NOT NULL)",
  );
  const applied = new Set(
    sql
      .exec<{ id: number }>("SELECT id FROM migration")
      .toArray()
      .map((row) => row.id),
  );
  for (const migration of migrations) {
    if (applied.has(migration.id)) continue;
    for (const statement of migration.statements) sql.exec(statement);
    sql.exec("INSERT INTO migration (id, name, at_ms) VALUES (?, ?, ?)", migration.id, migration.name, nowMs);
  }
}
