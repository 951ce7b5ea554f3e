import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { product, variant } from "./tables.ts";

/** PRC-3 Prices apart from the variants' own: for whom, where and when. Never deleted: its handle is its name for life. */
export const priceList = sqliteTable(
  "price_list",
  {
    id: text().primaryKey(),
    handle: text().notNull().unique(),
    title: text().notNull(),
    currency: text().notNull(),
    /** These three: null for all. */
    priceGroup: text("price_group"),
    market: text(),
    channel: text(),
    startsAtMs: integer("starts_at_ms"),
    endsAtMs: integer("ends_at_ms"),
    priority: integer().notNull(),
    status: text({ enum: ["draft", "active", "archived"] }).notNull(),
    pricesIncludeTax: integer("prices_include_tax", { mode: "boolean" }),
    /** PRC-7 Whether shoppers are shown its prices: active and within its window, as of the last write or turn. */
    isLive: integer("is_live", { mode: "boolean" }).notNull(),
    version: integer().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (table) => [index("price_list_newest").on(table.createdAtMs, table.id)],
);

/** The prices of lists, by tier. A removed variant's stay: nobody sees them. */
export const listPrice = sqliteTable(
  "list_price",
  {
    variantId: text("variant_id")
      .notNull()
      .references(() => variant.id),
    minQuantity: integer("min_quantity").notNull(),
    listId: text("list_id")
      .notNull()
      .references(() => priceList.id),
    amount: integer().notNull(),
    compareAt: integer("compare_at"),
  },
  (table) => [
    // In this order, since cards look for single units alone.
    primaryKey({ columns: [table.variantId, table.minQuantity, table.listId] }),
    index("list_price_of_list").on(table.listId, table.variantId, table.minQuantity),
  ],
);

/** The seq of the last change to prices in lists that a product shows; its own version says nothing of them. */
export const priceHead = sqliteTable("price_head", {
  productId: text("product_id")
    .primaryKey()
    .references(() => product.id),
  seq: integer().notNull(),
});
