import { sql } from "drizzle-orm";
import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import type { CatalogEnv } from "../env.ts";
import { filesOfJob } from "./store-report.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a job, its report and its files are kept after its end. */
export const JOB_KEEP_MS = 30 * DAY_MS;
/** A file is received within an hour, or its upload broke off. */
const RECEIVED_WITHIN_MS = 60 * 60 * 1000;
const FORGOTTEN_MAX = 5;
const ROWS_MAX = 10_000;
const ROUNDS_MAX = 30;

/** JOB-3 Ends uploads that broke off and forgets what ended long ago, files first: a row that is left leads to them again. */
export async function forgetJobs(env: CatalogEnv, nowMs: number): Promise<void> {
  const brokeOff = JSON.stringify({ code: "upload_broke_off", detail: "The file did not arrive whole." });
  await commitSurely(env.DB, [
    sql`UPDATE job SET status = 'failed', failure = ${brokeOff}, ended_at_ms = ${nowMs}, updated_at_ms = ${nowMs}
      WHERE status = 'receiving' AND updated_at_ms < ${nowMs - RECEIVED_WITHIN_MS}`,
  ]);
  await forgetClaims(env.DB, nowMs);
  const { results: old } = await env.DB.prepare(
    "SELECT id FROM job WHERE ended_at_ms IS NOT NULL AND ended_at_ms < ? ORDER BY ended_at_ms LIMIT ?",
  )
    .bind(nowMs - JOB_KEEP_MS, FORGOTTEN_MAX)
    .all<{ id: string }>();
  for (const { id } of old) await forgetJob(env, id);
}

/** What a finished file named is of no use; a job that may be resumed keeps it. In portions, since it can be much. */
async function forgetClaims(database: D1Database, nowMs: number): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { meta } = await database
      .prepare(
        `DELETE FROM job_claim WHERE rowid IN (SELECT job_claim.rowid FROM job_claim JOIN job ON job.id = job_claim.job_id
          WHERE job.status = 'done' OR job.ended_at_ms < ? LIMIT ?)`,
      )
      .bind(nowMs - JOB_KEEP_MS, ROWS_MAX)
      .run();
    if (meta.changes < ROWS_MAX) return;
  }
}

async function forgetJob(env: CatalogEnv, id: string): Promise<void> {
  const { objects } = await env.FILES.list({ prefix: filesOfJob(id), limit: 1_000 });
  // The row goes an hour later, when the bucket has nothing more to list.
  if (objects.length > 0) return env.FILES.delete(objects.map(({ key }) => key));
  await env.DB.prepare("DELETE FROM job WHERE id = ?").bind(id).run();
}
