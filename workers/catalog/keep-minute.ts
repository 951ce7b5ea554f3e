import { judgeStaleCollections } from "./collections/judge-stale.ts";
import type { CatalogEnv } from "./env.ts";
import { nudgeStandingJobs } from "./jobs/nudge-jobs.ts";
import { keepIndex } from "./search/keep-index.ts";
import { keepTurns } from "./turns/keep-turns.ts";

/** What the catalog does every minute, asked or not. One duty that fails keeps no other from being done. */
export async function keepMinute(env: CatalogEnv): Promise<void> {
  const nowMs = Date.now();
  const done = await Promise.allSettled([
    keepTurns(env.DB, nowMs),
    nudgeStandingJobs(env, nowMs),
    judgeStaleCollections(env, nowMs),
  ]);
  // Last, so that it sees what the others have changed.
  done.push(...(await Promise.allSettled([keepIndex(env)])));
  for (const duty of done) if (duty.status === "rejected") throw duty.reason;
}
