import { type SQL, sql } from "drizzle-orm";
import { CATEGORY_DEPTH_MAX } from "../../../domain/catalog/category.ts";

/** CAT-9 A subquery with the columns `handle` and `level`: the category at level 1, and all below it. */
export function belowCategory(handle: string): SQL {
  return sql`(WITH RECURSIVE below(handle, level) AS (SELECT ${handle}, 1
      UNION SELECT category.handle, below.level + 1 FROM below JOIN category ON category.parent = below.handle
      WHERE below.level <= ${CATEGORY_DEPTH_MAX})
    SELECT handle, level FROM below)`;
}
