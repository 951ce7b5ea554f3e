import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { beforeEach, describe, expect, it } from "vitest";
import { followSignals, type HeardSignal, type KnownSignal } from "../../../domain/catalog/follow-signals.ts";
import { FEED_KEEP_MS } from "../reads/freshness.ts";
import { availabilityWrites } from "./availability-writes.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations/catalog");
const NOW_MS = 10 * FEED_KEEP_MS;
const dialect = new SQLiteAsyncDialect();
let database: DatabaseSync;

/** The catalog's own tables, empty: plans are made without statistics, as D1 makes them. */
beforeEach(() => {
  database = new DatabaseSync(":memory:");
  for (const file of readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"))) {
    for (const statement of readFileSync(join(MIGRATIONS, file), "utf8").split("--> statement-breakpoint"))
      database.exec(statement);
  }
});

function statementsFor(known: readonly KnownSignal[], messages: readonly HeardSignal[]) {
  const itemIds = messages.map(({ itemId }) => itemId);
  return availabilityWrites(itemIds, known, followSignals(known, messages), NOW_MS).map((write) =>
    "toSQL" in write ? write.toSQL() : dialect.sqlToQuery(write),
  );
}

/** As D1 runs a batch: all of it or nothing. */
function apply(known: readonly KnownSignal[], messages: readonly HeardSignal[]): void {
  database.exec("BEGIN");
  try {
    for (const { sql, params } of statementsFor(known, messages))
      database.prepare(sql).run(...(params as string[]));
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

const rows = (sql: string) =>
  database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
const topics = () => {
  const [row] = rows("SELECT topics FROM catalog_change ORDER BY seq DESC LIMIT 1");
  return (JSON.parse(String(row?.topics ?? "[]")) as string[]).sort();
};

function heard(itemId: string, version: number, more: Partial<HeardSignal> = {}): HeardSignal {
  return { itemId, version, signal: "in_stock", units: null, availableFromMs: null, happened: [], ...more };
}

function addProduct(id: string, status: string, variants: string[], collections: string[] = []): void {
  const run = (sql: string, ...params: string[]) => database.prepare(sql).run(...params);
  run(
    `INSERT INTO product (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
       VALUES (?, ?, '', '', ?, '[]', '[]', 1, 1, 1)`,
    ...[id, id, status],
  );
  for (const name of variants)
    run(
      `INSERT INTO variant (id, product_id, position, sku, title, options, tax_category, requires_shipping, weight_grams,
         item_id, claims_sku, created_at_ms) VALUES (?, ?, 0, ?, '', '{}', 'standard', 1, 0, ?, 1, 1)`,
      ...[`var_${name}`, id, name, `inv_${name}`],
    );
  for (const handle of collections) {
    run(
      `INSERT INTO collection (id, handle, title, description, version, created_at_ms, updated_at_ms)
         VALUES (?, ?, '', '', 1, 1, 1) ON CONFLICT DO NOTHING`,
      ...[`coll_${handle}`, handle],
    );
    run(
      "INSERT INTO collection_product (collection_id, product_id, position) VALUES (?, ?, 1)",
      `coll_${handle}`,
      id,
    );
  }
}

describe("what follows from messages about stock", () => {
  it("is undone when another one has written since it was decided", () => {
    addProduct("tee", "active", ["tee"]);
    apply([], [heard("inv_tee", 1)]);
    const before = rows("SELECT * FROM availability");

    expect(() => apply([], [heard("inv_tee", 2, { signal: "out" })])).toThrow(
      "NOT NULL constraint failed: catalog_change.version",
    );
    expect(rows("SELECT * FROM availability")).toEqual(before);
    apply([heard("inv_tee", 1)], [heard("inv_tee", 2, { signal: "out" })]);
    expect(rows("SELECT version, signal FROM availability")).toEqual([{ version: 2, signal: "out" }]);
  });

  it("makes old what shows the item and nothing else: its product, its lists, and its bundles", () => {
    addProduct("tee", "active", ["tee"], ["summer"]);
    addProduct("other", "active", ["other"], ["winter"]);
    addProduct("set", "active", ["set"], ["gifts"]);
    addProduct("secret", "draft", ["secret"], ["spring"]);
    for (const bundle of ["var_set", "var_secret"])
      database.prepare("INSERT INTO bundle_component VALUES (?, 0, 'var_tee', 2)").run(bundle);

    apply([], [heard("inv_tee", 1)]);
    const all = ["collection:gifts", "collection:summer", "product:set", "product:tee", "products"];
    expect(topics()).toEqual(all);
    expect(rows("SELECT topic, seq FROM list_head ORDER BY topic")).toEqual([
      { topic: "collection:gifts", seq: 1 },
      { topic: "collection:summer", seq: 1 },
      { topic: "products", seq: 1 },
    ]);

    // A number alone is shown in the product, not in lists.
    apply([heard("inv_tee", 1)], [heard("inv_tee", 2, { units: 7 })]);
    expect(topics()).toEqual(["product:set", "product:tee"]);
    expect(rows("SELECT max(seq) AS seq FROM list_head")).toEqual([{ seq: 1 }]);
    apply([heard("inv_tee", 2, { units: 7 })], [heard("inv_tee", 3, { units: 7 })]);
    expect(topics()).toEqual([]);
  });

  it("trims what the feed told of stock an hour ago, a little at a time, and nothing of edits", () => {
    const old = database.prepare(
      `INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id) VALUES (?, 'x', 1, '[]', ?, 'x')`,
    );
    for (let n = 0; n < 25; n += 1) old.run("availability", NOW_MS - FEED_KEEP_MS - 1);
    old.run("availability", NOW_MS - FEED_KEEP_MS);
    old.run("product", 1);
    const kept = () => rows("SELECT kind, count(*) AS n FROM catalog_change GROUP BY kind ORDER BY kind");

    apply([], [heard("inv_tee", 1)]);
    expect(kept()).toEqual([
      { kind: "availability", n: 7 },
      { kind: "product", n: 1 },
    ]);
    apply([heard("inv_tee", 1)], [heard("inv_tee", 2, { signal: "out" })]);
    expect(kept()).toEqual([
      { kind: "availability", n: 3 },
      { kind: "product", n: 1 },
    ]);
  });
});

describe("what a message about stock costs", () => {
  /** The steps of a plan that grow with the catalog: whole tables, and all products of a status. */
  const longSteps = (sql: string, params: readonly unknown[] = []): string[] =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(params as string[]))
      .map(({ detail }) => String(detail))
      .filter(
        (step) => /^SCAN (?!CONSTANT ROW|json_each|\()/.test(step) || /AUTOMATIC|\(status=\?\)/.test(step),
      );

  it("does not grow with the catalog", () => {
    const statements = statementsFor(
      [],
      [heard("inv_tee", 1, { happened: [{ type: "stock.back_in_stock", version: 1 }] })],
    );
    expect(statements).toHaveLength(6);
    expect(statements.flatMap(({ sql, params }) => longSteps(sql, params))).toEqual([]);
  });

  it("would be noticed if it did", () => {
    expect(longSteps("SELECT id FROM product WHERE handle = 'x' AND status = 'active'")).toHaveLength(1);
    expect(longSteps("SELECT id FROM variant WHERE title = 'x'")).toHaveLength(1);
  });
});
