import { and, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/collection-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { findRepeats } from "../../../domain/catalog/flaw.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { etagOf, ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { orderWrites } from "../storage/collection-writes.ts";
import { collection, collectionProduct } from "../tables.ts";
import { showCollection } from "./collection-wire.ts";
import { refuseFlaws } from "./refuse-flaws.ts";
import { untilCommitted } from "./until-committed.ts";

/** Puts some products of a collection first, whoever chose its products: staff or rules. */
export async function orderCollection(
  call: Call<typeof routes.orderCollection, CatalogEnv>,
): Promise<Reply<typeof routes.orderCollection>> {
  const { actor, env, headers } = call;
  const { product_ids: productIds } = call.body;
  const handle = composeHandle(call.params.handle);

  const present = await untilCommitted(async () => {
    const db = drizzle(env.DB);
    const [[before], members] = await db.batch([
      db.select().from(collection).where(eq(collection.handle, handle)),
      db
        .select({ productId: collectionProduct.productId })
        .from(collectionProduct)
        .innerJoin(collection, eq(collection.id, collectionProduct.collectionId))
        .where(
          and(
            eq(collection.handle, handle),
            inArray(
              collectionProduct.productId,
              sql`(SELECT value FROM json_each(${JSON.stringify(productIds)}))`,
            ),
          ),
        ),
    ]);
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(headers["if-match"], before.version)) throw problem("version_mismatch");
    refuseStrangers(productIds, new Set(members.map(({ productId }) => productId)));

    const nowMs = Date.now();
    const outcome = await commitTogether(env.DB, orderWrites(before, productIds, actor.id, nowMs));
    return outcome.kind === "committed"
      ? { ...before, version: before.version + 1, updatedAtMs: nowMs }
      : null;
  });

  return { status: 200, body: showCollection(present), headers: { etag: etagOf(present.version) } };
}

function refuseStrangers(productIds: readonly string[], members: ReadonlySet<string>): void {
  const placeOf = (index: number) => ["product_ids", index];
  const strangers = productIds.flatMap((id, index) =>
    members.has(id) ? [] : [{ at: placeOf(index), detail: "is not in the collection" }],
  );
  const repeated = findRepeats(productIds, (id) => id, placeOf, "is listed twice");
  const flaws = [...strangers, ...repeated].slice(0, 100);
  if (flaws.length > 0) throw refuseFlaws(flaws);
}
