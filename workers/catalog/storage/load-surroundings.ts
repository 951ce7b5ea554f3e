import { count, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Category } from "../../../domain/catalog/category.ts";
import type { Surroundings } from "../../../domain/catalog/place-category.ts";
import { category } from "../tables-of-taxonomy.ts";
import { aboveCategories } from "./above-categories.ts";
import { belowCategory } from "./below-category.ts";

type Loaded = {
  before: Category | null;
  /** The categories above it, as they are and as they will be. */
  above: readonly string[];
  surroundings: Surroundings;
};

/** CAT-9 A category as it is, and what of the tree decides whether it may be in `parent`, in one state of the database. */
export async function loadSurroundings(
  database: D1Database,
  handle: string,
  parent: string | null,
): Promise<Loaded> {
  const db = drizzle(database);
  const existing = (handles: readonly string[]) =>
    db
      .select({ handle: category.handle })
      .from(category)
      .where(sql`handle IN (SELECT handle FROM ${aboveCategories(handles)})`);
  const [found, aboveNow, aboveThen, [levels], [all]] = await db.batch([
    db.select().from(category).where(eq(category.handle, handle)),
    existing([handle]),
    existing(parent === null ? [] : [parent]),
    db.select({ height: sql<number>`max(level)`.as("height") }).from(sql`${belowCategory(handle)}`),
    db.select({ categories: count() }).from(category),
  ]);
  const aboveAndParent = aboveThen.map((row) => row.handle);
  return {
    before: found[0] ?? null,
    above: [...aboveNow.map((row) => row.handle), ...aboveAndParent],
    surroundings: {
      aboveAndParent,
      height: levels?.height ?? 1,
      categories: all?.categories ?? 0,
      isNew: found.length === 0,
    },
  };
}
