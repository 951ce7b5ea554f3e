import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CatalogEnv } from "../env.ts";
import { job } from "../tables-of-jobs.ts";
import type { Job } from "./job-kind.ts";
import { sendSlice } from "./send-slice.ts";

/** A slice and the pause after a failed one take less. */
const STILL_AFTER_MS = 90_000;
const NUDGED_MAX = 20;

/** JOB-2 Whether a job that should go on has not moved: its message was lost, or whoever ran it died. */
export function standsStill(env: CatalogEnv, { status, updatedAtMs }: Job, nowMs: number): boolean {
  return status === "running" && updatedAtMs < nowMs - stillAfterMs(env);
}

/** Asks for the slice of a job that stands still once more, unless somebody did so a moment ago. */
export async function nudgeJob(
  env: CatalogEnv,
  { id, step, updatedAtMs }: Job,
  nowMs: number,
): Promise<void> {
  const claimed = await drizzle(env.DB)
    .update(job)
    .set({ updatedAtMs: nowMs })
    .where(
      and(eq(job.id, id), eq(job.step, step), eq(job.status, "running"), eq(job.updatedAtMs, updatedAtMs)),
    )
    .returning({ id: job.id });
  if (claimed.length > 0) await sendSlice(env, { id, step });
}

/** JOB-2 What cron does each minute: nothing depends on the memory of a queue. */
export async function nudgeStandingJobs(env: CatalogEnv, nowMs: number): Promise<void> {
  const still = await drizzle(env.DB)
    .select()
    .from(job)
    // Said twice, so that the planner sees the partial index.
    .where(
      and(
        sql`status IN ('receiving', 'running')`,
        inArray(job.status, ["running"]),
        lt(job.updatedAtMs, nowMs - stillAfterMs(env)),
      ),
    )
    .orderBy(asc(job.updatedAtMs))
    .limit(NUDGED_MAX);
  for (const found of still) await nudgeJob(env, found, nowMs);
}

function stillAfterMs({ JOB_STILL_MS }: CatalogEnv): number {
  return JOB_STILL_MS === undefined ? STILL_AFTER_MS : Number(JOB_STILL_MS);
}
