import { logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { followCatalog } from "./follow-catalog.ts";
import { loadGenerations } from "./generation.ts";
import { isScattered, mergeIndex } from "./merge-index.ts";
import { beginRebuild, emptyIndex, switchIndex } from "./rebuild-index.ts";
import { DOCUMENT_FORM, OLD_SLOT_KEEP_MS, RUN_MS, SLICES_PER_RUN } from "./search-settings.ts";

type Env = Pick<CatalogEnv, "DB" | "SEARCH" | "CATALOG_EVENTS">;

/**
 * SRC-8 Brings the index up to date, slice by slice: the one that serves first, then one that is being built. What is left
 * after a while goes on with a message of its own. Called by the queue after a commit, and each minute by the clock.
 */
export async function keepIndex(env: Env, clock: () => number = Date.now): Promise<void> {
  const untilMs = clock() + RUN_MS;
  for (let slice = 0; slice < SLICES_PER_RUN && clock() < untilMs; slice += 1) {
    if (!(await keepSlice(env, clock()))) return;
  }
  await env.CATALOG_EVENTS.send({ kind: "nudge" });
}

/** True when there is more to do. */
async function keepSlice(env: Env, nowMs: number): Promise<boolean> {
  const generations = await loadGenerations(env.SEARCH);
  const [serving, other] = generations;
  if (!serving || !other) throw new Error("the search index has no slots");

  const followed = await followCatalog(env, serving, nowMs);
  if (other.state === "building") {
    const built = await followCatalog(env, other, nowMs);
    if (built !== "caught_up") return true;
    // Once: were it done before each try, an index that changes while it is merged would never serve.
    if (isScattered(other)) await mergeIndex(env.SEARCH, other);
    const isSwitched = await switchIndex(env.SEARCH, ...(await latest(env.SEARCH)), nowMs);
    if (isSwitched) logEvent("info", "search.switched", { number: other.number });
    return true;
  }
  if (serving.form !== DOCUMENT_FORM && serving.cursor > 0) return beginRebuild(env, generations, nowMs);
  // SRC-13 Nobody waits for it.
  if (followed === "caught_up" && isScattered(serving)) await mergeIndex(env.SEARCH, serving);
  if (other.documents > 0 && nowMs - other.sinceMs > OLD_SLOT_KEEP_MS) await emptyIndex(env.SEARCH, other);
  return followed !== "caught_up";
}

async function latest(search: D1Database) {
  const [serving, built] = await loadGenerations(search);
  if (!serving || !built) throw new Error("the search index has no slots");
  return [serving, built] as const;
}
