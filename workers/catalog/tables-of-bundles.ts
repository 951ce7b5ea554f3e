import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { variant } from "./tables.ts";

/** CAT-7 What bundles are made of. Which variants have rows here never changes: a bundle is one for life. */
export const bundleComponent = sqliteTable(
  "bundle_component",
  {
    bundleId: text("bundle_id")
      .notNull()
      .references(() => variant.id),
    position: integer().notNull(),
    componentId: text("component_id")
      .notNull()
      .references(() => variant.id),
    quantity: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bundleId, table.position] }),
    uniqueIndex("bundle_component_once").on(table.bundleId, table.componentId),
    index("bundle_component_of").on(table.componentId),
  ],
);
