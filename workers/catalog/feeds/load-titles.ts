import { drizzle } from "drizzle-orm/d1";
import { brand, category } from "../tables-of-taxonomy.ts";

export type Titles = {
  brands: ReadonlyMap<string, string>;
  /** From the root down to a category. */
  pathOf: (category: string) => string[];
};

/** Of all brands and categories: there are thousands at the most, and nearly all are named. */
export async function loadTitles(database: D1Database): Promise<Titles> {
  const db = drizzle(database);
  const [brands, categories] = await db.batch([
    db.select({ handle: brand.handle, title: brand.title }).from(brand),
    db.select({ handle: category.handle, parent: category.parent, title: category.title }).from(category),
  ]);
  const byHandle = new Map(categories.map((row) => [row.handle, row]));
  const pathOf = (handle: string | null): string[] => {
    const row = handle === null ? undefined : byHandle.get(handle);
    return row ? [...pathOf(row.parent), row.title] : [];
  };
  return { brands: new Map(brands.map(({ handle, title }) => [handle, title])), pathOf };
}
