import { and, desc, eq, lt, or } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { listApiKeys as spec } from "../../contracts/http/admin/operations-routes.ts";
import { problem } from "../../platform/http/problem.ts";
import type { Call, Reply } from "../../platform/http/service.ts";
import type { IdentityEnv } from "./env.ts";
import { type KeyPosition, readKeyCursor, showKeyCursor } from "./key-cursor.ts";
import { showApiKey } from "./show-api-key.ts";
import { apiKey } from "./tables.ts";

/** Keys of every state, newest first. */
export async function listApiKeys({
  query,
  env,
}: Call<typeof spec, IdentityEnv>): Promise<Reply<typeof spec>> {
  const after = query.cursor === undefined ? null : readKeyCursor(query.cursor);
  if (query.cursor !== undefined && !after) {
    throw problem("invalid_request", { errors: [{ pointer: "?cursor", detail: "is not one of ours" }] });
  }

  const rows = await drizzle(env.DB)
    .select()
    .from(apiKey)
    .where(after ? olderThan(after) : undefined)
    .orderBy(desc(apiKey.createdAtMs), desc(apiKey.id))
    .limit(query.limit + 1);

  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? showKeyCursor(last) : null;

  return { status: 200, body: { data: page.map(showApiKey), next_cursor: nextCursor } };
}

/** The place in the list is a key, not a count, so keys created meanwhile move nothing. */
function olderThan({ createdAtMs, id }: KeyPosition) {
  return or(lt(apiKey.createdAtMs, createdAtMs), and(eq(apiKey.createdAtMs, createdAtMs), lt(apiKey.id, id)));
}
