import { type SQL, sql } from "drizzle-orm";
import type { Write } from "../../../platform/d1/commit-together.ts";
import type { Job, JobFailure, ReportLine, SliceDone } from "./job-kind.ts";
import { addedToReport, capReport, printReport } from "./report-lines.ts";

/** JOB-1 The column that refuses a batch because the job is no longer where the slice began. */
export const JOB_STEP = "job.step";

/**
 * All that a slice leaves, the guard first. The row of a job that is under way is never deleted, so the guard can't miss
 * for want of a row.
 */
export function sliceWrites(job: Job, slice: SliceDone, reportKey: string | null, nowMs: number): Write[] {
  const isDone = slice.kind === "done";
  const lines = capReport(job, slice.report);
  const report = addedToReport(job, lines);
  return [
    sql`UPDATE job SET step = ${stepAfter(job)}, status = ${isDone ? "done" : "running"}, cursor = ${JSON.stringify(slice.cursor ?? null)},
        counts = ${JSON.stringify(addCounts(job.counts, slice.counts))}, done = ${slice.done}, total = ${slice.total},
        tries = 0, report_lines = ${report.lines}, report_bytes = ${report.bytes}, report_key = ${reportKey},
        updated_at_ms = ${nowMs}, ended_at_ms = ${isDone ? nowMs : null}
      WHERE id = ${job.id}`,
    ...slice.writes,
    ...(reportKey === null ? partWrite(job, lines) : []),
    ...(reportKey === null ? [] : [sql`DELETE FROM job_report_part WHERE job_id = ${job.id}`]),
  ];
}

/** No try would help: the job stands where it is until it is resumed, in another step. */
export function failureWrites(
  job: Job,
  failure: JobFailure,
  said: readonly ReportLine[],
  nowMs: number,
): Write[] {
  const lines = capReport(job, said);
  const report = addedToReport(job, lines);
  return [
    sql`UPDATE job SET step = ${stepAfter(job)}, status = 'failed', failure = ${JSON.stringify(failure)},
        report_lines = ${report.lines}, report_bytes = ${report.bytes}, updated_at_ms = ${nowMs}, ended_at_ms = ${nowMs}
      WHERE id = ${job.id}`,
    ...partWrite(job, lines),
  ];
}

export function tryWrite(job: Job, nowMs: number): Write[] {
  return [
    sql`UPDATE job SET tries = tries + 1, updated_at_ms = ${nowMs}
      WHERE id = ${job.id} AND step = ${job.step} AND status = 'running'`,
  ];
}

/** Null for a slice of another step, which undoes the batch. */
function stepAfter({ id, step }: Job): SQL {
  return sql`(SELECT step + 1 FROM job WHERE id = ${id} AND step = ${step} AND status = 'running')`;
}

function partWrite(job: Job, lines: readonly ReportLine[]): Write[] {
  if (lines.length === 0) return [];
  return [
    sql`INSERT INTO job_report_part (job_id, step, lines) VALUES (${job.id}, ${job.step}, ${printReport(lines)})`,
  ];
}

function addCounts(sofar: Job["counts"], added: SliceDone["counts"]): Record<string, number> {
  const counts = new Map(Object.entries(sofar));
  for (const [name, count] of Object.entries(added)) counts.set(name, (counts.get(name) ?? 0) + count);
  return Object.fromEntries(counts);
}
