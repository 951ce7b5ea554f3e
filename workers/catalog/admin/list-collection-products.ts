import { and, asc, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/collection-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readCursor, showCursor } from "../cursor.ts";
import type { CatalogEnv } from "../env.ts";
import { collection, collectionProduct, product } from "../tables.ts";

/** What is in a collection, in its order, whether or not shoppers see it. */
export async function listCollectionProducts({
  params,
  query,
  env,
}: Call<typeof routes.listCollectionProducts, CatalogEnv>): Promise<
  Reply<typeof routes.listCollectionProducts>
> {
  const after = query.cursor === undefined ? null : readCursor("collection", query.cursor);
  const db = drizzle(env.DB);
  const whose = eq(collection.handle, composeHandle(params.handle));
  const [[present], found] = await db.batch([
    db.select({ id: collection.id }).from(collection).where(whose),
    db
      .select({
        productId: collectionProduct.productId,
        handle: sql<string>`product.handle`.as("product_handle"),
        title: sql<string>`product.title`.as("product_title"),
        status: sql<"draft" | "active" | "archived">`product.status`.as("product_status"),
        isShown: product.isShown,
        untilMs: collectionProduct.untilMs,
        position: collectionProduct.position,
      })
      .from(collectionProduct)
      .innerJoin(product, eq(product.id, collectionProduct.productId))
      .where(
        and(
          sql`collection_product.collection_id = (SELECT id FROM collection WHERE handle = ${composeHandle(params.handle)})`,
          after
            ? sql`(collection_product.position, collection_product.product_id) > (${after.place}, ${after.id})`
            : undefined,
        ),
      )
      .orderBy(asc(collectionProduct.position), asc(collectionProduct.productId))
      .limit(query.limit + 1),
  ]);
  if (!present) throw problem("not_found");

  const page = found.slice(0, query.limit);
  const last = found.length > page.length ? page.at(-1) : undefined;
  const next = last ? showCursor("collection", { place: last.position, id: last.productId }) : null;
  const data = page.map(({ productId, handle, title, status, isShown, untilMs }) => ({
    product_id: productId,
    handle,
    title,
    status,
    is_shown: isShown === true,
    until: untilMs === null ? null : new Date(untilMs).toISOString(),
  }));
  return { status: 200, body: { data, next_cursor: next } };
}
