import type { getJob as spec } from "../../../contracts/http/admin/job-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { loadJob } from "./load-job.ts";
import { nudgeJob, standsStill } from "./nudge-jobs.ts";
import { showJob } from "./show-job.ts";

/** JOB-2 A job as it is now. Whoever waits for one that stands still gets it going: locally no cron does. */
export async function getJob(call: Call<typeof spec, CatalogEnv>): Promise<Reply<typeof spec>> {
  const { params, env } = call;
  const job = await loadJob(env.DB, params.id);
  if (!job) throw problem("not_found");

  const nowMs = Date.now();
  if (standsStill(env, job, nowMs)) call.waitUntil(nudgeJob(env, job, nowMs));

  const isUnderWay = job.status === "running" || job.status === "receiving";
  return { status: 200, body: showJob(job), headers: isUnderWay ? { "retry-after": "2" } : {} };
}
