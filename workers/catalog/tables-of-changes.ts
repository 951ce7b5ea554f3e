import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * The change feed: one row for each committed edit, written in the same batch. Isolates learn from it what of their
 * memory is old, and it is the outbox of what later follows an edit (search, webhooks).
 */
export const catalogChange = sqliteTable(
  "catalog_change",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    kind: text({
      enum: ["product", "collection", "settings", "availability", "taxonomy", "price_list"],
    }).notNull(),
    entityId: text("entity_id").notNull(),
    /** NOT NULL is the guard against lost updates: the version of an edit that came too late reads as null. */
    version: integer().notNull(),
    /** What shoppers may see differently now (domain/catalog/topics-of-change.ts); handles are among them. */
    topics: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    atMs: integer("at_ms").notNull(),
    actorId: text("actor_id").notNull(),
  },
  // Of stock there is much news, and isolates alone need it: it is trimmed (reads/freshness.ts).
  (table) => [index("catalog_change_availability").on(table.atMs).where(sql`kind = 'availability'`)],
);

/** The seq of the last change that touched a list, so that every isolate calls one state of it by the same name. */
export const listHead = sqliteTable("list_head", {
  topic: text().primaryKey(),
  seq: integer().notNull(),
});
