import { count, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/collection-routes.ts";
import { decideCollection, hasOtherRules } from "../../../domain/catalog/collection.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { etagOf, ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { mintId } from "../../../platform/ids/mint.ts";
import { judgeAgain } from "../collections/judge-again.ts";
import type { CatalogEnv } from "../env.ts";
import { sendSlice } from "../jobs/send-slice.ts";
import { collectionWrites } from "../storage/collection-writes.ts";
import { collection } from "../tables.ts";
import { readCollection, showCollection } from "./collection-wire.ts";
import { refuseFlaws } from "./refuse-flaws.ts";
import { requirePicture } from "./require-picture.ts";
import { untilCommitted } from "./until-committed.ts";

/** Makes a collection or its next version. COL-1 With other rules, a job that judges all products begins with it. */
export async function putCollection(
  call: Call<typeof routes.putCollection, CatalogEnv>,
): Promise<Reply<typeof routes.putCollection>> {
  const { actor, env, headers } = call;
  const fields = readCollection(composeHandle(call.params.handle), call.body);
  await requirePicture(env.DB, fields.mediaId);
  const db = drizzle(env.DB);

  const present = await untilCommitted(async () => {
    const [found, [all]] = await db.batch([
      db.select().from(collection).where(eq(collection.handle, fields.handle)),
      db.select({ collections: count() }).from(collection),
    ]);
    const before = found[0] ?? null;
    if (!ifMatchAllows(headers["if-match"], before?.version ?? null)) throw problem("version_mismatch");

    const decided = decideCollection(fields, before, all?.collections ?? 0, mintId("coll"), Date.now());
    if (!decided.ok) {
      if (decided.refusal.code === "flawed") throw refuseFlaws(decided.refusal.flaws);
      const { allowed } = decided.refusal;
      throw problem("limit_exceeded", { members: { limit: "collections", allowed } });
    }
    const after = decided.value;
    if (after === before) return before;

    const again = hasOtherRules(before, after)
      ? judgeAgain([after.handle], actor.id, after.updatedAtMs)
      : null;
    const writes = [...collectionWrites(before, after, actor.id), ...(again?.writes ?? [])];
    const outcome = await commitTogether(env.DB, writes);
    if (outcome.kind !== "committed") return null;
    for (const job of again?.jobs ?? []) await sendSlice(env, job);
    return after;
  });

  return { status: 200, body: showCollection(present), headers: { etag: etagOf(present.version) } };
}
