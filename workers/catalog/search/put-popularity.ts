import { sql } from "drizzle-orm";
import type { putPopularity as putSpec } from "../../../contracts/http/admin/search-routes.ts";
import { popularityClass } from "../../../domain/search/rank.ts";
import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";

/**
 * SRC-5 What sold lately. Kept beside the index, so that a rebuild knows it; documents follow in the next slices, and only
 * those of products whose class it changes are written again.
 */
export async function putPopularity({
  body,
  env,
}: Call<typeof putSpec, CatalogEnv>): Promise<Reply<typeof putSpec>> {
  const rows = JSON.stringify(
    body.data.map(({ product_id: id, units_sold: units }) => ({ id, units, class: popularityClass(units) })),
  );
  await commitSurely(env.SEARCH, [
    // A slice that is under way has read what was said before: it is overtaken (SRC-8), and begins again.
    sql`UPDATE generation SET version = version + 1 WHERE state <> 'idle'`,
    sql`INSERT OR IGNORE INTO pending (slot, product_id) SELECT generation.slot, row.value ->> '$.id'
      FROM json_each(${rows}) AS row JOIN generation ON generation.state <> 'idle'
      LEFT JOIN popularity ON popularity.product_id = row.value ->> '$.id'
      WHERE coalesce(popularity.class, 0) <> row.value ->> '$.class'`,
    sql`DELETE FROM popularity WHERE product_id IN
      (SELECT value ->> '$.id' FROM json_each(${rows}) WHERE value ->> '$.units' = 0)`,
    sql`INSERT INTO popularity (product_id, units, class)
      SELECT value ->> '$.id', value ->> '$.units', value ->> '$.class' FROM json_each(${rows})
      WHERE value ->> '$.units' > 0
      ON CONFLICT (product_id) DO UPDATE SET units = excluded.units, class = excluded.class`,
  ]);
  return { status: 204 };
}
