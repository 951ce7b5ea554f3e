import { and, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { cancelJob as spec } from "../../../contracts/http/admin/job-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { job } from "../tables-of-jobs.ts";
import { loadJob } from "./load-job.ts";
import { showJob } from "./show-job.ts";

/** Ends a job where it is. A slice that is running meanwhile finds another step and leaves nothing. */
export async function cancelJob({ params, env }: Call<typeof spec, CatalogEnv>): Promise<Reply<typeof spec>> {
  const nowMs = Date.now();
  const [cancelled] = await drizzle(env.DB)
    .update(job)
    .set({ status: "cancelled", step: sql`${job.step} + 1`, endedAtMs: nowMs, updatedAtMs: nowMs })
    .where(and(eq(job.id, params.id), inArray(job.status, ["receiving", "running"])))
    .returning();
  if (cancelled) return { status: 200, body: showJob(cancelled) };

  const found = await loadJob(env.DB, params.id);
  if (!found) throw problem("not_found");
  if (found.status !== "cancelled") throw problem("job_over", { members: { status: found.status } });
  return { status: 200, body: showJob(found) };
}
