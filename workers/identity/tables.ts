import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Scope } from "../../contracts/http/route.ts";

/** Keys of machines and shop frontends. The key itself is nowhere: only its SHA-256 and its last four characters. */
export const apiKey = sqliteTable(
  "api_key",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: ["publishable", "secret"] }).notNull(),
    mode: text("mode", { enum: ["test", "live"] }).notNull(),
    name: text("name").notNull(),
    scopes: text("scopes", { mode: "json" }).$type<Scope[]>().notNull(),
    hash: text("hash").notNull().unique(),
    hint: text("hint").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    revokedAtMs: integer("revoked_at_ms"),
    /** Of publishable keys: where they sell and to whom. Null is the shop's default channel, and nobody in particular. */
    channel: text("channel"),
    priceGroup: text("price_group"),
  },
  (table) => [
    index("api_key_newest_first").on(table.createdAtMs, table.id),
    check("api_key_hash_is_sha256", sql`length(${table.hash}) = 64`),
  ],
);

export type ApiKeyRow = typeof apiKey.$inferSelect;
