import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { StoredVersion } from "../../domain/catalog/stored-version.ts";
import { product } from "./tables.ts";

/** HIS-1 Every version of a product, whole, with who made it and when. */
export const productVersion = sqliteTable(
  "product_version",
  {
    productId: text("product_id")
      .notNull()
      .references(() => product.id),
    version: integer().notNull(),
    cause: text({ enum: ["edit", "restore", "turn", "component"] }).notNull(),
    /** Of a restore: the version whose content came back. */
    restoredFrom: integer("restored_from"),
    actorId: text("actor_id").notNull(),
    atMs: integer("at_ms").notNull(),
    /** Of the body, in UTF-16 units. Before it, so that reading it reads no pages of the body. */
    length: integer().notNull(),
    /** Of a turn, or of a component that changed, what the version before it said. */
    body: text({ mode: "json" }).$type<StoredVersion>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.productId, table.version] })],
);
