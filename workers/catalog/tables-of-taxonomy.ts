import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Seo } from "../../domain/catalog/product.ts";
import type { AttributeDefinition, AttributeKind } from "../../domain/catalog/product-type.ts";
import type { Translation } from "../../domain/catalog/translation.ts";
import { product } from "./tables.ts";

/** CAT-8 What sorts of products there are, and which attributes each has. */
export const productType = sqliteTable("product_type", {
  handle: text().primaryKey(),
  title: text().notNull(),
  attributes: text({ mode: "json" }).$type<readonly AttributeDefinition[]>().notNull(),
  /** Kinds of attributes that it had, by key. */
  formerKinds: text("former_kinds", { mode: "json" })
    .$type<Readonly<Record<string, AttributeKind>>>()
    .notNull()
    .default({}),
  version: integer().notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});

export const brand = sqliteTable("brand", {
  handle: text().primaryKey(),
  title: text().notNull(),
  description: text().notNull(),
  mediaId: text("media_id"),
  seo: text({ mode: "json" }).$type<Seo>(),
  version: integer().notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});

/**
 * CAT-5 The last version of what was deleted. What is made anew under its handle goes on behind it, so that nobody's
 * `If-Match` of the one that went fits the new one.
 */
export const deletedTaxonomy = sqliteTable(
  "deleted_taxonomy",
  {
    kind: text({ enum: ["type", "brand", "category"] }).notNull(),
    handle: text().notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.handle] })],
);

/** CAT-9 The tree of categories: each knows its parent. */
export const category = sqliteTable(
  "category",
  {
    handle: text().primaryKey(),
    /** Null of a root. */
    parent: text().references((): AnySQLiteColumn => category.handle),
    title: text().notNull(),
    description: text().notNull(),
    position: integer().notNull(),
    mediaId: text("media_id"),
    seo: text({ mode: "json" }).$type<Seo>(),
    version: integer().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (table) => [index("category_children").on(table.parent, table.position, table.handle)],
);

/** CAT-9 Which products are in a category: those that say so (`isOwn`), and those of all categories below it. */
export const categoryProduct = sqliteTable(
  "category_product",
  {
    productId: text("product_id")
      .notNull()
      .references(() => product.id),
    category: text()
      .notNull()
      .references(() => category.handle),
    isOwn: integer("is_own", { mode: "boolean" }).notNull(),
    /** Of the product: the order of the list. */
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.productId, table.category] }),
    index("category_product_newest").on(table.category, table.createdAtMs, table.productId),
  ],
);

/** A product's texts in other locales, part of its version. */
export const productTranslation = sqliteTable(
  "product_translation",
  {
    productId: text("product_id")
      .notNull()
      .references(() => product.id),
    locale: text().notNull(),
    body: text({ mode: "json" }).$type<Translation>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.productId, table.locale] })],
);
