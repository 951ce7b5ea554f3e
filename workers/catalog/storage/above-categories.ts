import { SQL, sql } from "drizzle-orm";

/** CAT-9 A subquery with the column `handle`: these categories and all above them, each once. */
export function aboveCategories(handles: readonly string[] | SQL): SQL {
  const given =
    handles instanceof SQL ? handles : sql`SELECT value FROM json_each(${JSON.stringify(handles)})`;
  return sql`(WITH RECURSIVE above(handle) AS (${given}
      UNION SELECT category.parent FROM above JOIN category ON category.handle = above.handle
      WHERE category.parent IS NOT NULL)
    SELECT handle FROM above)`;
}
