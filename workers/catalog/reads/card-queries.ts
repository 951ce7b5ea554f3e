import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { ProductPicture } from "../../../domain/catalog/product.ts";
import type { Signal } from "../../../domain/inventory/signal.ts";
import { BEST_SIGNAL } from "../availability/stock-of-products.ts";
import type { PageEnd } from "../cursor.ts";
import { olderThan } from "../older-than.ts";
import { collectionProduct, product } from "../tables.ts";

type PageQuery = { currency: string; after: PageEnd | null; rows: number };

export type CardRow = {
  id: string;
  handle: string;
  title: string;
  /** Where the row stands in its list: what a cursor names. */
  place: number;
  picture: ProductPicture | null;
  lowest: number | null;
  highest: number | null;
  variantCount: number;
  signal: Signal;
};

/** Published products, newest first. */
export function newestPageQuery(db: DrizzleD1Database, { currency, after, rows }: PageQuery) {
  return db
    .select({ ...cardColumns(currency), place: sql<number>`product.created_at_ms`.as("place") })
    .from(product)
    .where(and(eq(product.status, "active"), after ? olderThan(after) : undefined))
    .orderBy(desc(product.createdAtMs), desc(product.id))
    .limit(rows);
}

/** Published products of a collection, in its order. */
export function collectionPageQuery(
  db: DrizzleD1Database,
  { collection, currency, after, rows }: PageQuery & { collection: string },
) {
  return db
    .select({ ...cardColumns(currency), place: sql<number>`collection_product.position`.as("place") })
    .from(collectionProduct)
    .innerJoin(product, eq(product.id, collectionProduct.productId))
    .where(
      and(
        sql`collection_product.collection_id = (SELECT id FROM collection WHERE handle = ${collection})`,
        eq(product.status, "active"),
        after
          ? sql`(collection_product.position, collection_product.product_id) > (${after.place}, ${after.id})`
          : undefined,
      ),
    )
    .orderBy(asc(collectionProduct.position), asc(collectionProduct.productId))
    .limit(rows);
}

/**
 * Table names are spelled out in these subqueries: Drizzle leaves them off in a query over one table, and `id` would
 * then mean the subquery's own.
 */
function cardColumns(currency: string) {
  const ofPrices = (aggregate: "min" | "max") => sql<number | null>`(
    SELECT ${sql.raw(aggregate)}(price.amount) FROM variant JOIN price ON price.variant_id = variant.id
    WHERE variant.product_id = product.id AND variant.removed_at_ms IS NULL AND price.currency = ${currency})`;
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    picture: sql<string | null>`(
      SELECT json_object('id', media_id, 'alt', alt) FROM product_media
      WHERE product_media.product_id = product.id ORDER BY product_media.position LIMIT 1)`
      .mapWith((picture: string): ProductPicture | null => JSON.parse(picture))
      .as("picture"),
    lowest: ofPrices("min").as("lowest"),
    highest: ofPrices("max").as("highest"),
    variantCount: sql<number>`(
      SELECT count(*) FROM variant
      WHERE variant.product_id = product.id AND variant.removed_at_ms IS NULL)`.as("variant_count"),
    signal: BEST_SIGNAL,
  };
}
