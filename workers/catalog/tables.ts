import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Settings } from "../../contracts/http/admin/settings-routes.ts";
import type { RuleSet } from "../../domain/catalog/collection-rule.ts";
import type {
  Customs,
  Dimensions,
  Metadata,
  ProductOption,
  Related,
  Seo,
} from "../../domain/catalog/product.ts";
import type { AttributeValue } from "../../domain/catalog/product-type.ts";
import { brand, productType } from "./tables-of-taxonomy.ts";

export const product = sqliteTable(
  "product",
  {
    id: text().primaryKey(),
    handle: text().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    /** CAT-11 Inert. */
    descriptionHtml: text("description_html"),
    status: text({ enum: ["draft", "active", "archived"] }).notNull(),
    options: text({ mode: "json" }).$type<readonly ProductOption[]>().notNull(),
    tags: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    /** CAT-8 A type, as a brand, stays while any product is of it. */
    type: text().references(() => productType.handle),
    attributes: text({ mode: "json" })
      .$type<Readonly<Record<string, AttributeValue>>>()
      .notNull()
      .default({}),
    brand: text().references(() => brand.handle),
    related: text({ mode: "json" }).$type<readonly Related[]>().notNull().default([]),
    externalId: text("external_id"),
    metadata: text({ mode: "json" }).$type<Metadata>().notNull().default({}),
    seo: text({ mode: "json" }).$type<Seo>(),
    /** Null for all. */
    channels: text({ mode: "json" }).$type<readonly string[]>(),
    publishAtMs: integer("publish_at_ms"),
    unpublishAtMs: integer("unpublish_at_ms"),
    /** Null of an active one: since it was created. */
    publishedAtMs: integer("published_at_ms"),
    /** CAT-10 Whether now is outside of its window, as of the last write or turn. */
    isOffSchedule: integer("is_off_schedule", { mode: "boolean" }).notNull().default(false),
    /** Whether shoppers see it, in its channels: what lists go by. Made by the database, so that nobody forgets it. */
    isShown: integer("is_shown", { mode: "boolean" }).generatedAlwaysAs(
      sql`(status = 'active' AND is_off_schedule = 0)`,
      { mode: "virtual" },
    ),
    version: integer().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (table) => [
    // Archiving frees the handle.
    uniqueIndex("product_handle").on(table.handle).where(sql`status <> 'archived'`),
    uniqueIndex("product_external_id").on(table.externalId).where(sql`status <> 'archived'`),
    index("product_shown_newest").on(table.isShown, table.createdAtMs, table.id),
    index("product_type_used").on(table.type),
    index("product_brand_used").on(table.brand),
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
    isDigital: integer("is_digital", { mode: "boolean" }).notNull().default(false),
    dimensions: text({ mode: "json" }).$type<Dimensions>(),
    customs: text({ mode: "json" }).$type<Customs>(),
    externalId: text("external_id"),
    /** One of the product's pictures. */
    mediaId: text("media_id"),
    metadata: text({ mode: "json" }).$type<Metadata>().notNull().default({}),
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
    compareAt: integer("compare_at"),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.currency] })],
);

export const collection = sqliteTable("collection", {
  id: text().primaryKey(),
  handle: text().notNull().unique(),
  title: text().notNull(),
  description: text().notNull(),
  status: text({ enum: ["draft", "active", "archived"] })
    .notNull()
    .default("active"),
  mediaId: text("media_id"),
  seo: text({ mode: "json" }).$type<Seo>(),
  /** COL-1 Null where staff choose the products, for good. */
  rules: text({ mode: "json" }).$type<RuleSet>(),
  /** Counts up with each edit of the rules: memberships are decided by one revision and written only while it is in force. */
  rulesRevision: integer("rules_revision").notNull().default(0),
  /** The last revision by which all products were judged: behind that in force while a job is to do so. */
  judgedRevision: integer("judged_revision").notNull().default(0),
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
    /** COL-1 By a rule about time: no longer in it from then on. */
    untilMs: integer("until_ms"),
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
