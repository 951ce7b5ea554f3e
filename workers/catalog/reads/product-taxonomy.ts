import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/product.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { collection, collectionProduct, product } from "../tables.ts";
import { brand, category, categoryProduct, productType } from "../tables-of-taxonomy.ts";

/** Names the state of all that a product is sorted by, whatever product: a column. It rarely changes. */
export const TAXONOMY_STATE = sql<number>`(SELECT coalesce(max(seq), 0) FROM list_head
  WHERE topic IN (${TOPICS.taxonomy}, ${TOPICS.collections}))`.as("taxonomy_state");

/** What a product's handles of type, brand, categories and collections mean, for one batch; `chosen` is a subquery of one id. */
export function taxonomyQueries(db: DrizzleD1Database, chosen: SQL) {
  return [
    db
      .select({ handle: productType.handle, title: productType.title, attributes: productType.attributes })
      .from(productType)
      .where(
        inArray(
          productType.handle,
          db.select({ handle: product.type }).from(product).where(inArray(product.id, chosen)),
        ),
      ),
    db
      .select({ handle: brand.handle, title: brand.title })
      .from(brand)
      .where(
        inArray(
          brand.handle,
          db.select({ handle: product.brand }).from(product).where(inArray(product.id, chosen)),
        ),
      ),
    db
      .select({
        handle: category.handle,
        parent: category.parent,
        title: category.title,
        isOwn: categoryProduct.isOwn,
      })
      .from(categoryProduct)
      .innerJoin(category, eq(category.handle, categoryProduct.category))
      .where(inArray(categoryProduct.productId, chosen))
      .orderBy(asc(category.handle)),
    db
      .select({ handle: collection.handle })
      .from(collectionProduct)
      .innerJoin(collection, eq(collection.id, collectionProduct.collectionId))
      .where(and(inArray(collectionProduct.productId, chosen), eq(collection.status, "active")))
      .orderBy(asc(collection.handle)),
  ] as const;
}

type RowsOf<Queries extends readonly PromiseLike<unknown>[]> = {
  [Index in keyof Queries]: Awaited<Queries[Index]>;
};
type Rows = RowsOf<ReturnType<typeof taxonomyQueries>>;
type Shown = Pick<
  z.input<typeof wire.Product>,
  "type" | "attributes" | "brand" | "categories" | "collections"
>;

/** What shoppers are told of it. CAT-8 Of attributes those that the type still has, in its order. */
export function showTaxonomy(
  { attributes }: Pick<Product, "attributes">,
  [[type], [brand], categories, collections]: Rows,
): Shown {
  const byHandle = new Map(categories.map((row) => [row.handle, row]));
  const pathOf = (handle: string | null): { handle: string; title: string }[] => {
    const row = handle === null ? undefined : byHandle.get(handle);
    return row ? [...pathOf(row.parent), { handle: row.handle, title: row.title }] : [];
  };
  return {
    type: type ? { handle: type.handle, title: type.title } : null,
    attributes: (type?.attributes ?? []).flatMap(({ key, title, kind }) => {
      const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
      return value === undefined ? [] : [{ key, title, kind, value }];
    }),
    brand: brand ?? null,
    categories: categories
      .filter(({ isOwn }) => isOwn)
      .map(({ handle, title }) => ({ handle, title, path: pathOf(handle) })),
    collections: collections.map(({ handle }) => handle),
  };
}
