import { count, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Category, MOVED_PRODUCTS_MAX } from "../../../domain/catalog/category.ts";
import type { Surroundings } from "../../../domain/catalog/place-category.ts";
import { category } from "../tables-of-taxonomy.ts";
import { aboveCategories } from "./above-categories.ts";
import { belowCategory } from "./below-category.ts";

type Loaded = {
  before: Category | null;
  surroundings: Surroundings;
};

/** CAT-9 A category as it is, and what of the tree decides whether it may be in `parent`, in one state of the database. */
export async function loadSurroundings(
  database: D1Database,
  handle: string,
  parent: string | null,
): Promise<Loaded> {
  const db = drizzle(database);
  const above = aboveCategories(parent === null ? [] : [parent]);
  const [found, aboveAndParent, [levels], [all], [moved]] = await db.batch([
    db.select().from(category).where(eq(category.handle, handle)),
    db.select({ handle: category.handle }).from(category).where(sql`handle IN (SELECT handle FROM ${above})`),
    db.select({ height: sql<number>`max(level)`.as("height") }).from(sql`${belowCategory(handle)}`),
    db.select({ categories: count() }).from(category),
    db.select({ products: count() }).from(sql`(SELECT 1 FROM category_product
      WHERE is_own = 1 AND category IN (SELECT handle FROM ${belowCategory(handle)})
        AND EXISTS (SELECT 1 FROM category WHERE handle = ${handle} AND parent IS NOT ${parent})
      LIMIT ${MOVED_PRODUCTS_MAX + 1})`),
  ]);
  return {
    before: found[0] ?? null,
    surroundings: {
      aboveAndParent: aboveAndParent.map((row) => row.handle),
      height: levels?.height ?? 1,
      categories: all?.categories ?? 0,
      isNew: found.length === 0,
      movedProducts: moved?.products ?? 0,
    },
  };
}
