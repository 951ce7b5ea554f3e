import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Settings } from "../../contracts/http/admin/settings-routes.ts";
import type { ProductOption } from "../../domain/catalog/product.ts";

export const product = sqliteTable(
  "product",
  {
    id: text().primaryKey(),
    handle: text().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    status: text({ enum: ["draft", "active", "archived"] }).notNull(),
    options: text({ mode: "json" }).$type<readonly ProductOption[]>().notNull(),
    tags: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    version: integer().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (table) => [
    // Archiving frees the handle.
    uniqueIndex("product_handle").on(table.handle).where(sql`status <> 'archived'`),
    index("product_newest").on(table.createdAtMs, table.id),
    index("product_newest_by_status").on(table.status, table.createdAtMs, table.id),
  ],
);

/** A removed variant keeps its row: carts, orders and stock go on naming its ids. */
export const variant = sqliteTable(
  "variant",
  {
    id: text().primaryKey(),
    productId: text("product_id")
      .notNull()
      .references(() => product.id),
    position: integer().notNull(),
    sku: text().notNull(),
    title: text().notNull(),
    options: text({ mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
    taxCategory: text("tax_category").notNull(),
    requiresShipping: integer("requires_shipping", { mode: "boolean" }).notNull(),
    weightGrams: integer("weight_grams").notNull(),
    barcode: text(),
    itemId: text("item_id").notNull().unique(),
    /** False once the variant is removed or its product archived: the SKU is free for another. */
    claimsSku: integer("claims_sku", { mode: "boolean" }).notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    removedAtMs: integer("removed_at_ms"),
  },
  (table) => [
    uniqueIndex("variant_sku").on(table.sku).where(sql`claims_sku = 1`),
    index("variant_sku_ever").on(table.sku),
    index("variant_product").on(table.productId, table.position),
  ],
);

/** CAT-1 One price per variant and currency, in minor units. */
export const price = sqliteTable(
  "price",
  {
    variantId: text("variant_id")
      .notNull()
      .references(() => variant.id),
    currency: text().notNull(),
    amount: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.currency] })],
);

export const collection = sqliteTable("collection", {
  id: text().primaryKey(),
  handle: text().notNull().unique(),
  title: text().notNull(),
  description: text().notNull(),
  version: integer().notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});

/** Which products are in a collection, in the order that its shoppers see. */
export const collectionProduct = sqliteTable(
  "collection_product",
  {
    collectionId: text("collection_id")
      .notNull()
      .references(() => collection.id),
    productId: text("product_id")
      .notNull()
      .references(() => product.id),
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.productId, table.collectionId] }),
    index("collection_product_order").on(table.collectionId, table.position, table.productId),
  ],
);

/** Pictures by their content; the bytes themselves are in R2 under the same id. */
export const media = sqliteTable("media", {
  id: text().primaryKey(),
  contentType: text("content_type").notNull(),
  sizeBytes: integer("size_bytes").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
});

export const productMedia = sqliteTable(
  "product_media",
  {
    productId: text("product_id")
      .notNull()
      .references(() => product.id),
    position: integer().notNull(),
    mediaId: text("media_id")
      .notNull()
      .references(() => media.id),
    alt: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.productId, table.position] })],
);

/** Every version the shop ever had: orders name the one they followed. The highest is in force. */
export const settings = sqliteTable("settings", {
  version: integer().primaryKey(),
  body: text({ mode: "json" }).$type<Settings>().notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  createdBy: text("created_by").notNull(),
});
