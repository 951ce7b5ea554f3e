import { gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type {
  getSearchStatus as getSpec,
  rebuildSearch as rebuildSpec,
} from "../../../contracts/http/admin/search-routes.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { catalogChange } from "../tables-of-changes.ts";
import { loadGenerations } from "./generation.ts";
import { beginRebuild } from "./rebuild-index.ts";

export async function getSearchStatus({
  env,
}: Call<typeof getSpec, CatalogEnv>): Promise<Reply<typeof getSpec>> {
  return { status: 200, body: await showStatus(env) };
}

/** SRC-9 The message that follows every change (nudging.ts) sets it going. */
export async function rebuildSearch({
  env,
}: Call<typeof rebuildSpec, CatalogEnv>): Promise<Reply<typeof rebuildSpec>> {
  await beginRebuild(env, await loadGenerations(env.SEARCH), Date.now());
  return { status: 202, body: await showStatus(env) };
}

async function showStatus({ DB, SEARCH }: CatalogEnv) {
  const [[serving, other], pending] = await Promise.all([
    loadGenerations(SEARCH),
    SEARCH.prepare("SELECT slot, count(*) AS products FROM pending GROUP BY slot").all<{
      slot: string;
      products: number;
    }>(),
  ]);
  if (!serving || !other) throw new Error("the search index has no slots");
  const pendingOf = (slot: string) => pending.results.find((row) => row.slot === slot)?.products ?? 0;
  const [behind] = await drizzle(DB)
    .select({ changes: sql<number>`count(*)` })
    .from(catalogChange)
    .where(gt(catalogChange.seq, serving.cursor));
  return {
    documents: serving.documents,
    changes_behind: behind?.changes ?? 0,
    products_pending: pendingOf(serving.slot),
    caught_up_at: serving.caughtUpAtMs === 0 ? null : new Date(serving.caughtUpAtMs).toISOString(),
    generation: serving.number,
    rebuild:
      other.state === "building"
        ? {
            began_at: new Date(other.sinceMs).toISOString(),
            documents: other.documents,
            products_pending: pendingOf(other.slot),
          }
        : null,
  };
}
