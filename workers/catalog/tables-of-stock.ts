import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { SCARCEST_FIRST } from "../../domain/inventory/signal.ts";
import { variant } from "./tables.ts";

/** SIG-2 What shoppers are told of an item's stock: its newest message. Derived; the stock partitions publish it again. */
export const availability = sqliteTable("availability", {
  itemId: text("item_id").primaryKey(),
  version: integer().notNull(),
  signal: text({ enum: SCARCEST_FIRST }).notNull(),
  /** Null unless the shop shows numbers. */
  units: integer(),
  availableFromMs: integer("available_from_ms"),
  isShort: integer("is_short", { mode: "boolean" }).notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});

/**
 * Whom to tell: personal data, and nothing but that. Others name a subscriber by id, so that erasing the row leaves no
 * trace of the address. A row goes with the last that names it.
 */
export const stockSubscriber = sqliteTable("stock_subscriber", {
  id: text().primaryKey(),
  /** In lower case. */
  email: text().notNull().unique(),
  createdAtMs: integer("created_at_ms").notNull(),
});

/** SUB-1 Open wishes to hear that a variant is back; one that was answered moves to `stock_notification`. */
export const stockSubscription = sqliteTable(
  "stock_subscription",
  {
    id: text().primaryKey(),
    variantId: text("variant_id")
      .notNull()
      .references(() => variant.id),
    subscriberId: text("subscriber_id")
      .notNull()
      .references(() => stockSubscriber.id),
    /** Tells networks apart, as a hash, so that one of them can't fill the list of a variant. */
    client: text(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [
    uniqueIndex("stock_subscription_once").on(table.variantId, table.subscriberId),
    index("stock_subscription_subscriber").on(table.subscriberId),
    index("stock_subscription_time").on(table.createdAtMs, table.id),
  ],
);

/** SUB-1 The outbox of mails: one row, under the subscription's id, for each that a return answered. */
export const stockNotification = sqliteTable(
  "stock_notification",
  {
    id: text().primaryKey(),
    kind: text({ enum: ["back_in_stock"] }).notNull(),
    variantId: text("variant_id")
      .notNull()
      .references(() => variant.id),
    subscriberId: text("subscriber_id")
      .notNull()
      .references(() => stockSubscriber.id),
    subscribedAtMs: integer("subscribed_at_ms").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    sentAtMs: integer("sent_at_ms"),
  },
  (table) => [
    index("stock_notification_subscriber").on(table.subscriberId),
    index("stock_notification_time").on(table.createdAtMs, table.id),
    index("stock_notification_unsent").on(table.createdAtMs).where(sql`sent_at_ms IS NULL`),
  ],
);
