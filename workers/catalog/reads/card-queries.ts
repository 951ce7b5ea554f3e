import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { localeChain } from "../../../domain/catalog/locale-chain.ts";
import type { ProductPicture } from "../../../domain/catalog/product.ts";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import type { Signal } from "../../../domain/inventory/signal.ts";
import { BEST_SIGNAL } from "../availability/stock-of-products.ts";
import type { PageEnd } from "../cursor.ts";
import { olderThan } from "../older-than.ts";
import { priceRange } from "../prices/prices-of-shelf.ts";
import { collectionProduct, product } from "../tables.ts";
import { categoryProduct } from "../tables-of-taxonomy.ts";
import { shownIn, walkShown } from "./shown-in.ts";

type PageQuery = { shelf: Shelf; after: PageEnd | null; rows: number };

export type CardRow = {
  id: string;
  handle: string;
  title: string;
  /** Where the row stands in its list: what a cursor names. */
  place: number;
  picture: ProductPicture | null;
  /** Lowest and highest, of single units. */
  prices: [number | null, number | null];
  variantCount: number;
  signal: Signal;
};

/** Published products, newest first. */
export function newestPageQuery(db: DrizzleD1Database, { shelf, after, rows }: PageQuery) {
  return db
    .select({ ...cardColumns(shelf), place: sql<number>`product.created_at_ms`.as("place") })
    .from(product)
    .where(and(walkShown(shelf.channel), after ? olderThan(after) : undefined))
    .orderBy(desc(product.createdAtMs), desc(product.id))
    .limit(rows);
}

/** Published products of a collection, in its order. */
export function collectionPageQuery(
  db: DrizzleD1Database,
  { collection, shelf, after, rows }: PageQuery & { collection: string },
) {
  return db
    .select({ ...cardColumns(shelf), place: sql<number>`collection_product.position`.as("place") })
    .from(collectionProduct)
    .innerJoin(product, eq(product.id, collectionProduct.productId))
    .where(
      and(
        sql`collection_product.collection_id = (SELECT id FROM collection WHERE handle = ${collection})`,
        shownIn(shelf.channel),
        after
          ? sql`(collection_product.position, collection_product.product_id) > (${after.place}, ${after.id})`
          : undefined,
      ),
    )
    .orderBy(asc(collectionProduct.position), asc(collectionProduct.productId))
    .limit(rows);
}

/** CAT-9 Published products of a category and of all below it, newest first. */
export function categoryPageQuery(
  db: DrizzleD1Database,
  { category, shelf, after, rows }: PageQuery & { category: string },
) {
  return db
    .select({ ...cardColumns(shelf), place: sql<number>`category_product.created_at_ms`.as("place") })
    .from(categoryProduct)
    .innerJoin(product, eq(product.id, categoryProduct.productId))
    .where(
      and(
        eq(categoryProduct.category, category),
        shownIn(shelf.channel),
        after
          ? sql`(category_product.created_at_ms, category_product.product_id) < (${after.place}, ${after.id})`
          : undefined,
      ),
    )
    .orderBy(desc(categoryProduct.createdAtMs), desc(categoryProduct.productId))
    .limit(rows);
}

/** Those of these products that are shown, by id. */
export function chosenQuery(db: DrizzleD1Database, { ids, shelf }: { ids: readonly string[]; shelf: Shelf }) {
  return db
    .select({ ...cardColumns(shelf), place: sql<number>`0`.as("place") })
    .from(product)
    .where(
      and(
        inArray(product.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`),
        shownIn(shelf.channel),
      ),
    )
    .orderBy(asc(product.id));
}

/**
 * Table names are spelled out in these subqueries: Drizzle leaves them off in a query over one table, and `id` would
 * then mean the subquery's own.
 */
function cardColumns(shelf: Shelf) {
  return {
    id: product.id,
    handle: product.handle,
    title: titleIn(localeChain(shelf.locale)),
    picture: sql<string | null>`(
      SELECT json_object('id', media_id, 'alt', alt) FROM product_media
      WHERE product_media.product_id = product.id ORDER BY product_media.position LIMIT 1)`
      .mapWith((picture: string): ProductPicture | null => JSON.parse(picture))
      .as("picture"),
    prices: priceRange(shelf),
    variantCount: sql<number>`(
      SELECT count(*) FROM variant
      WHERE variant.product_id = product.id AND variant.removed_at_ms IS NULL)`.as("variant_count"),
    signal: BEST_SIGNAL,
  };
}

/** Of the chain the narrowest locale that has a title: the longest, for each is what the one after it begins with. */
function titleIn(chain: readonly string[]) {
  return sql<string>`coalesce((
    SELECT body ->> '$.title' FROM product_translation WHERE product_translation.product_id = product.id
      AND locale IN (SELECT value FROM json_each(${JSON.stringify(chain)})) AND body ->> '$.title' IS NOT NULL
    ORDER BY length(locale) DESC LIMIT 1), product.title)`.as("title");
}
