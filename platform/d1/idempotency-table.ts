import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What a keyed request made, so that a retry is answered and not repeated. It holds no body: the answer is rendered
 * again from what was made. A Worker that uses it adds this table to its own schema.
 */
export const idempotency = sqliteTable(
  "idempotency",
  {
    /** SHA-256 of actor, operation and key. */
    scope: text().primaryKey(),
    /** SHA-256 of the parsed body: the same key with another body is refused. */
    requestHash: text("request_hash").notNull(),
    madeId: text("made_id").notNull(),
    status: integer().notNull(),
    version: integer().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [index("idempotency_created").on(table.createdAtMs)],
);
