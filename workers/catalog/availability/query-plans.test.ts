import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { availabilityWrites } from "./availability-writes.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations/catalog");
const dialect = new SQLiteAsyncDialect();

/** The catalog's own tables, empty: plans are made without statistics, as D1 makes them. */
function openCatalog(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  for (const file of readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"))) {
    for (const statement of readFileSync(join(MIGRATIONS, file), "utf8").split("--> statement-breakpoint"))
      database.exec(statement);
  }
  return database;
}

/** The steps of a plan that grow with the catalog: whole tables, and all products of a status. */
function longSteps(database: DatabaseSync, sql: string, params: readonly unknown[] = []): string[] {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(params as string[]));
  return plan
    .map(({ detail }) => String(detail))
    .filter(
      (step) => /^SCAN (?!CONSTANT ROW|json_each|\()/.test(step) || /AUTOMATIC|\(status=\?\)/.test(step),
    );
}

describe("what a message about stock costs", () => {
  const heard = { itemId: "a", version: 1, signal: "in_stock", units: null, availableFromMs: null } as const;
  const followed = {
    newer: [{ ...heard, happened: [] }],
    ...{ shownItemIds: ["a"], turnedItemIds: ["a"], returnedItemIds: ["a"] },
  };

  it("does not grow with the catalog", () => {
    const database = openCatalog();
    const statements = availabilityWrites(["a"], [], followed, 0).map((write) =>
      "toSQL" in write ? write.toSQL() : dialect.sqlToQuery(write),
    );
    expect(statements).toHaveLength(6);
    expect(statements.flatMap(({ sql, params }) => longSteps(database, sql, params))).toEqual([]);
  });

  it("would be noticed if it did", () => {
    const database = openCatalog();
    expect(
      longSteps(database, "SELECT id FROM product WHERE handle = 'x' AND status = 'active'"),
    ).toHaveLength(1);
    expect(longSteps(database, "SELECT id FROM variant WHERE title = 'x'")).toHaveLength(1);
  });
});
