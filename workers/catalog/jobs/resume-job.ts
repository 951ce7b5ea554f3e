import { and, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { resumeJob as spec } from "../../../contracts/http/admin/job-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { job } from "../tables-of-jobs.ts";
import { loadJob } from "./load-job.ts";
import { nudgeJob, standsStill } from "./nudge-jobs.ts";
import { sendSlice } from "./send-slice.ts";
import { showJob } from "./show-job.ts";

/**
 * Lets a failed or cancelled job go on from its cursor, in a step of its own, so that old messages stay old. Not while
 * another one is under way for the same subject.
 */
export async function resumeJob({ params, env }: Call<typeof spec, CatalogEnv>): Promise<Reply<typeof spec>> {
  const nowMs = Date.now();
  const [resumed] = await drizzle(env.DB)
    .update(job)
    .set({
      status: "running",
      step: sql`${job.step} + 1`,
      tries: 0,
      failure: null,
      endedAtMs: null,
      updatedAtMs: nowMs,
    })
    .where(
      and(
        eq(job.id, params.id),
        inArray(job.status, ["failed", "cancelled"]),
        sql`NOT EXISTS (SELECT 1 FROM job AS other WHERE other.kind = ${job.kind} AND other.subject = ${job.subject}
          AND other.status IN ('receiving', 'running'))`,
      ),
    )
    .returning();
  if (resumed) {
    await sendSlice(env, resumed);
    return { status: 200, body: showJob(resumed) };
  }

  const found = await loadJob(env.DB, params.id);
  if (!found) throw problem("not_found");
  if (found.status !== "running") throw problem("job_over", { members: { status: found.status } });
  if (standsStill(env, found, nowMs)) await nudgeJob(env, found, nowMs);
  return { status: 200, body: showJob(found) };
}
