import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../../contracts/http/admin/product-version-routes.ts";
import { problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import type { CatalogEnv } from "../../env.ts";
import { readHandleCursor, showHandleCursor } from "../../handle-cursor.ts";
import { listVersions } from "../../storage/load-version.ts";
import { product } from "../../tables.ts";
import { showEntry } from "./show-entry.ts";

/** HIS-1 Who made which version of a product, newest first. */
export async function listProductVersions({
  params,
  query,
  env,
}: Call<typeof routes.listProductVersions, CatalogEnv>): Promise<Reply<typeof routes.listProductVersions>> {
  const found = await listVersions(env.DB, params.id, readBefore(query.cursor), query.limit + 1);
  if (found.length === 0 && !(await exists(env.DB, params.id))) throw problem("not_found");

  const page = found.slice(0, query.limit);
  const last = found.length > page.length ? page.at(-1) : undefined;
  const data = page.map(({ title, handle, status, ...row }) => ({
    ...showEntry(row),
    title,
    handle,
    status,
  }));
  return { status: 200, body: { data, next_cursor: last ? showHandleCursor(String(last.version)) : null } };
}

function readBefore(cursor: string | undefined): number {
  const version = readHandleCursor(cursor);
  if (version === "") return Number.MAX_SAFE_INTEGER;
  if (/^[1-9][0-9]{0,14}$/.test(version)) return Number(version);
  throw problem("invalid_request", {
    errors: [{ pointer: "?cursor", detail: "is not a cursor of this list" }],
  });
}

async function exists(database: D1Database, id: string): Promise<boolean> {
  const rows = await drizzle(database).select({ id: product.id }).from(product).where(eq(product.id, id));
  return rows.length > 0;
}
