import { and, desc, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readCursor, showCursor } from "../cursor.ts";
import type { CatalogEnv } from "../env.ts";
import { olderThan } from "../older-than.ts";
import { assembleProducts, productQueries } from "../storage/product-rows.ts";
import { product } from "../tables.ts";
import { cutPage } from "./cut-page.ts";
import { showProduct } from "./product-wire.ts";

/** Of a product that was not edited since there is a history, which knows. */
const UNKNOWN_LENGTH = 500_000;

/** Products of every status, newest first, as the primary has them, as many whole ones as there is room for. */
export async function listAdminProducts({
  query,
  env,
}: Call<typeof routes.listAdminProducts, CatalogEnv>): Promise<Reply<typeof routes.listAdminProducts>> {
  const after = query.cursor === undefined ? null : readCursor("newest", query.cursor);

  const db = drizzle(env.DB);
  const found = await db
    .select({
      id: product.id,
      createdAtMs: product.createdAtMs,
      length: sql<number>`coalesce((SELECT length FROM product_version WHERE product_id = product.id
        ORDER BY version DESC LIMIT 1), ${UNKNOWN_LENGTH})`.as("length"),
    })
    .from(product)
    .where(
      and(
        query.status === undefined ? undefined : eq(product.status, query.status),
        after ? olderThan(after) : undefined,
      ),
    )
    .orderBy(desc(product.createdAtMs), desc(product.id))
    .limit(query.limit + 1);
  const { page, last } = cutPage(found, query.limit);

  const chosen = sql`(SELECT value FROM json_each(${JSON.stringify(page.map(({ id }) => id))}))`;
  const products = assembleProducts(await db.batch(productQueries(db, chosen)));
  const next = last ? showCursor("newest", { place: last.createdAtMs, id: last.id }) : null;
  return { status: 200, body: { data: products.map(showProduct), next_cursor: next } };
}
