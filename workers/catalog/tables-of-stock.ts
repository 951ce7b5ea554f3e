import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  sqliteView,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
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
  updatedAtMs: integer("updated_at_ms").notNull(),
});

/**
 * What variants take from stock: one of their own item or, for a bundle, its components; `isGone` is a component that
 * can't be had any more. Read by product or variant; from items to variants leads availability/made-of.ts.
 */
export const variantPart = sqliteView("variant_part", {
  variantId: text("variant_id").notNull(),
  productId: text("product_id").notNull(),
  itemId: text("item_id").notNull(),
  takes: integer().notNull(),
  isGone: integer("is_gone", { mode: "boolean" }).notNull(),
}).as(sql`SELECT variant.id AS variant_id, variant.product_id, coalesce(part.item_id, variant.item_id) AS item_id,
    coalesce(bundle_component.quantity, 1) AS takes, coalesce(part.claims_sku = 0, 0) AS is_gone
  FROM variant LEFT JOIN bundle_component ON bundle_component.bundle_id = variant.id
    LEFT JOIN variant AS part ON part.id = bundle_component.component_id
  WHERE variant.removed_at_ms IS NULL`);

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
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [
    uniqueIndex("stock_subscription_once").on(table.variantId, table.subscriberId),
    index("stock_subscription_subscriber").on(table.subscriberId),
    index("stock_subscription_time").on(table.createdAtMs, table.id),
  ],
);

/**
 * SUB-1 How often one network asked for a variant in the day since `sinceMs`. Asks are counted and not what came of them:
 * a limit on that would tell whether an address was known.
 */
export const stockSubscriptionAsk = sqliteTable(
  "stock_subscription_ask",
  {
    variantId: text("variant_id").notNull(),
    /** Of the network, a hash. */
    client: text().notNull(),
    asks: integer().notNull(),
    sinceMs: integer("since_ms").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.variantId, table.client] }),
    index("stock_subscription_ask_time").on(table.sinceMs),
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
