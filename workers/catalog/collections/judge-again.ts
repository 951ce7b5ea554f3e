import { sql } from "drizzle-orm";
import type { Write } from "../../../platform/d1/commit-together.ts";
import type { Job } from "../jobs/job-kind.ts";
import { newJob } from "../jobs/start-job.ts";

export const JUDGE_COLLECTION = "judge_collection";

/**
 * COL-1 For a batch that changes what rule collections choose by: a job for each that judges all products again. One that is
 * under way already notices by itself and begins anew. Send each its first slice afterwards.
 */
export function judgeAgain(
  handles: readonly string[],
  actorId: string,
  nowMs: number,
): { writes: Write[]; jobs: readonly Job[] } {
  const jobs = handles.map((handle) =>
    newJob({ kind: JUDGE_COLLECTION, input: { collection: handle }, actorId, subject: handle }, nowMs),
  );
  return { jobs, writes: jobs.map(unlessUnderWay) };
}

function unlessUnderWay(job: Job): Write {
  const { id, kind, subject, input, createdBy, createdAtMs } = job;
  return sql`INSERT INTO job (id, kind, subject, status, step, input, counts, done, tries, report_lines, report_bytes,
      created_by, created_at_ms, updated_at_ms)
    SELECT ${id}, ${kind}, ${subject}, 'running', 0, ${JSON.stringify(input)}, '{}', 0, 0, 0, 0, ${createdBy},
      ${createdAtMs}, ${createdAtMs}
    WHERE NOT EXISTS (SELECT 1 FROM job
      WHERE kind = ${kind} AND subject = ${subject} AND status IN ('receiving', 'running'))`;
}
