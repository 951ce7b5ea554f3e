import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { revokeApiKey as spec } from "../../contracts/http/admin/operations-routes.ts";
import { problem } from "../../platform/http/problem.ts";
import type { Call, Reply } from "../../platform/http/service.ts";
import type { IdentityEnv } from "./env.ts";
import { showApiKey } from "./show-api-key.ts";
import { apiKey } from "./tables.ts";

/** Ends a key for good. A second revocation keeps the time of the first. */
export async function revokeApiKey({
  params,
  env,
}: Call<typeof spec, IdentityEnv>): Promise<Reply<typeof spec>> {
  const [row] = await drizzle(env.DB)
    .update(apiKey)
    .set({ revokedAtMs: sql`coalesce(${apiKey.revokedAtMs}, ${Date.now()})` })
    .where(eq(apiKey.id, params.id))
    .returning();
  if (!row) throw problem("not_found");

  return { status: 200, body: showApiKey(row) };
}
