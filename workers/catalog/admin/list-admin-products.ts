import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readCursor, showCursor } from "../cursor.ts";
import type { CatalogEnv } from "../env.ts";
import { olderThan } from "../older-than.ts";
import { assembleProducts, productQueries } from "../storage/product-rows.ts";
import { product } from "../tables.ts";
import { showProduct } from "./product-wire.ts";

/** Products of every status, newest first, as the primary has them; a page is one batch. */
export async function listAdminProducts({
  query,
  env,
}: Call<typeof routes.listAdminProducts, CatalogEnv>): Promise<Reply<typeof routes.listAdminProducts>> {
  const after = query.cursor === undefined ? null : readCursor("newest", query.cursor);

  const db = drizzle(env.DB);
  const onPage: SQL = sql`${db
    .select({ id: product.id })
    .from(product)
    .where(
      and(
        query.status === undefined ? undefined : eq(product.status, query.status),
        after ? olderThan(after) : undefined,
      ),
    )
    .orderBy(desc(product.createdAtMs), desc(product.id))
    .limit(query.limit + 1)}`;
  const products = assembleProducts(await db.batch(productQueries(db, onPage)));

  const page = products.slice(0, query.limit);
  const last = products.length > page.length ? page.at(-1) : undefined;
  const next = last ? showCursor("newest", { place: last.createdAtMs, id: last.id }) : null;
  return { status: 200, body: { data: page.map(showProduct), next_cursor: next } };
}
