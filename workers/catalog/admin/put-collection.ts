import { count, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { decideCollection } from "../../../domain/catalog/collection.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { mintId } from "../../../platform/ids/mint.ts";
import type { CatalogEnv } from "../env.ts";
import { collectionWrites } from "../storage/collection-writes.ts";
import { collection } from "../tables.ts";
import { untilCommitted } from "./until-committed.ts";

/** Makes a collection or its next version. */
export async function putCollection(
  call: Call<typeof routes.putCollection, CatalogEnv>,
): Promise<Reply<typeof routes.putCollection>> {
  const { actor, env } = call;
  const fields = { ...call.body, handle: composeHandle(call.params.handle) };
  const db = drizzle(env.DB);

  const { handle, title, description } = await untilCommitted(async () => {
    const [found, [all]] = await db.batch([
      db.select().from(collection).where(eq(collection.handle, fields.handle)),
      db.select({ collections: count() }).from(collection),
    ]);
    const before = found[0] ?? null;

    const decided = decideCollection(fields, before, all?.collections ?? 0, mintId("coll"), Date.now());
    if (!decided.ok) {
      const { allowed } = decided.refusal;
      throw problem("limit_exceeded", { members: { limit: "collections", allowed } });
    }
    const after = decided.value;
    if (after === before) return before;

    const outcome = await commitTogether(env.DB, collectionWrites(before, after, actor.id));
    return outcome.kind === "committed" ? after : null;
  });

  return { status: 200, body: { handle, title, description } };
}
