import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The read model: one row an order, as its newest event shows it. Derived; rebuilt from the partitions' logs. */
export const orders = sqliteTable(
  "orders",
  {
    id: text("id").primaryKey(),
    number: text("number").notNull(),
    status: text("status", { enum: ["pending", "placed", "payment_failed", "cancelled"] }).notNull(),
    currency: text("currency").notNull(),
    totalAmount: integer("total_amount").notNull(),
    units: integer("units").notNull(),
    lineCount: integer("line_count").notNull(),
    /** The sequence of the event that this row shows. */
    sequence: integer("sequence").notNull(),
    /** When it was placed, or begun if it never was: what lists are sorted by. */
    orderedAtMs: integer("ordered_at_ms").notNull(),
    placedAtMs: integer("placed_at_ms"),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (table) => [
    index("orders_by_time").on(table.orderedAtMs, table.id),
    index("orders_by_status").on(table.status, table.orderedAtMs, table.id),
    index("orders_by_number").on(table.number),
  ],
);

/** EVT-1 Every event that was applied, once. */
export const orderEvents = sqliteTable("order_event", {
  id: text("id").primaryKey(),
  orderId: text("order_id").notNull(),
  type: text("type").notNull(),
  sequence: integer("sequence").notNull(),
  atMs: integer("at_ms").notNull(),
});

/** How far each partition's log is applied without a gap. */
export const partitionCursors = sqliteTable(
  "partition_cursor",
  {
    partition: text("partition").notNull(),
    epoch: integer("epoch").notNull(),
    position: integer("position").notNull(),
  },
  (table) => [primaryKey({ columns: [table.partition, table.epoch] })],
);

/** Messages that failed after all retries, until a person sends them again. */
export const deadLetters = sqliteTable(
  "dead_letter",
  {
    id: text("id").primaryKey(),
    queue: text("queue").notNull(),
    body: text("body").notNull(),
    attempts: integer("attempts").notNull(),
    failedAtMs: integer("failed_at_ms").notNull(),
    redrivenAtMs: integer("redriven_at_ms"),
  },
  (table) => [index("dead_letter_by_time").on(table.failedAtMs, table.id)],
);
