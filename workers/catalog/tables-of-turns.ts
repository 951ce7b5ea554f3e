import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * CAT-10 Moments from which something shows differently without an edit. Written with what has them, in its batch; gone
 * once they are applied. A product turns when its window opens or closes, and when a rule about time ends a membership.
 */
export const turn = sqliteTable(
  "turn",
  {
    kind: text({ enum: ["product", "price_list"] }).notNull(),
    entityId: text("entity_id").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.entityId, table.atMs] }),
    index("turn_due").on(table.atMs),
  ],
);
