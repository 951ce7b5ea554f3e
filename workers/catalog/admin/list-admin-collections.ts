import { asc, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/collection-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { readHandleCursor, showHandleCursor } from "../handle-cursor.ts";
import { collection } from "../tables.ts";
import { showCollection } from "./collection-wire.ts";

/** Collections of every status, by handle. */
export async function listAdminCollections({
  query,
  env,
}: Call<typeof routes.listAdminCollections, CatalogEnv>): Promise<Reply<typeof routes.listAdminCollections>> {
  const found = await drizzle(env.DB)
    .select()
    .from(collection)
    .where(gt(collection.handle, readHandleCursor(query.cursor)))
    .orderBy(asc(collection.handle))
    .limit(query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = found.length > page.length ? page.at(-1) : undefined;
  const body = { data: page.map(showCollection), next_cursor: last ? showHandleCursor(last.handle) : null };
  return { status: 200, body };
}

/** A collection of any status, as the primary has it. */
export async function getAdminCollection({
  params,
  env,
}: Call<typeof routes.getAdminCollection, CatalogEnv>): Promise<Reply<typeof routes.getAdminCollection>> {
  const [present] = await drizzle(env.DB)
    .select()
    .from(collection)
    .where(eq(collection.handle, composeHandle(params.handle)));
  if (!present) throw problem("not_found");
  return { status: 200, body: showCollection(present), headers: { etag: etagOf(present.version) } };
}
