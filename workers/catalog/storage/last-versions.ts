import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { deletedTaxonomy } from "../tables-of-taxonomy.ts";
import type { TaxonomyKind } from "./taxonomy-writes.ts";

type Database = ReturnType<typeof drizzle>;

/** CAT-5 A query: up to which version each of these handles was used by what was deleted; a row for those that were. */
export function lastVersionsQuery(db: Database, kind: TaxonomyKind, handles: readonly string[]) {
  const named: SQL = sql`kind = ${kind} AND handle IN (SELECT value FROM json_each(${JSON.stringify(handles)}))`;
  return db
    .select({ handle: deletedTaxonomy.handle, version: deletedTaxonomy.version })
    .from(deletedTaxonomy)
    .where(named);
}

/** The same of one handle; 0 where nothing was deleted under it. */
export async function lastVersionOf(
  database: D1Database,
  kind: TaxonomyKind,
  handle: string,
): Promise<number> {
  const [found] = await lastVersionsQuery(drizzle(database), kind, [handle]);
  return found?.version ?? 0;
}
