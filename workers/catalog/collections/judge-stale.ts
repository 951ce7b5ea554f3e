import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import { logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { sendSlice } from "../jobs/send-slice.ts";
import { collection } from "../tables.ts";
import { JUDGE_COLLECTION, judgeAgain } from "./judge-again.ts";

/** A job that ended without its end, cancelled or failed, is followed by another one after this. */
const AGAIN_AFTER_MS = 5 * 60_000;

/**
 * COL-1 Rules that are in force judge all products, whatever became of the job that was to do so: each minute another one
 * begins for collections that nobody judges, and that nobody has just given up.
 */
export async function judgeStaleCollections(env: CatalogEnv, nowMs: number): Promise<void> {
  const sinceMs = nowMs - AGAIN_AFTER_MS;
  const stale = await drizzle(env.DB)
    .select({ handle: collection.handle })
    .from(collection)
    .where(
      sql`judged_revision < rules_revision AND NOT EXISTS (SELECT 1 FROM job
        WHERE job.kind = ${JUDGE_COLLECTION} AND job.subject = collection.handle
          AND (job.status IN ('receiving', 'running') OR job.ended_at_ms > ${sinceMs}))`,
    );
  if (stale.length === 0) return;

  const handles = stale.map(({ handle }) => handle);
  logEvent("warn", "catalog.collections_judged_again", { collections: handles.join(" ").slice(0, 1_000) });
  const again = judgeAgain(handles, "system", nowMs);
  await commitSurely(env.DB, again.writes);
  for (const job of again.jobs) await sendSlice(env, job);
}
