import { and, desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { listJobs as spec } from "../../../contracts/http/admin/job-routes.ts";
import { olderThan } from "../../../platform/d1/older-than.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readTimeCursor, showTimeCursor } from "../../../platform/http/time-cursor.ts";
import type { CatalogEnv } from "../env.ts";
import { job } from "../tables-of-jobs.ts";
import { showJob } from "./show-job.ts";

export async function listJobs({ query, env }: Call<typeof spec, CatalogEnv>): Promise<Reply<typeof spec>> {
  const after = readTimeCursor(query.cursor);

  const rows = await drizzle(env.DB)
    .select()
    .from(job)
    .where(
      and(
        query.status && eq(job.status, query.status),
        query.kind === undefined ? undefined : eq(job.kind, query.kind),
        olderThan(job.createdAtMs, job.id, after),
      ),
    )
    .orderBy(desc(job.createdAtMs), desc(job.id))
    .limit(query.limit + 1);

  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    status: 200,
    body: { data: page.map(showJob), next_cursor: last ? showTimeCursor(last.createdAtMs, last.id) : null },
  };
}
