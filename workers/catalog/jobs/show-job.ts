import type { z } from "zod";
import type * as wire from "../../../contracts/http/admin/job.ts";
import type { Job } from "./job-kind.ts";

/** A job in the words of the wire. What its kind keeps for itself (keys in the bucket, cursors) is not shown. */
export function showJob(job: Job): z.input<typeof wire.Job> {
  const { file_key: _, origin: __, ...input } = job.input;
  return {
    id: job.id,
    kind: job.kind,
    status: job.status,
    input,
    progress: { done: job.done, total: job.total },
    counts: { ...job.counts },
    failure: job.failure,
    report_lines: job.reportLines,
    created_by: job.createdBy,
    created_at: new Date(job.createdAtMs).toISOString(),
    updated_at: new Date(job.updatedAtMs).toISOString(),
    ended_at: job.endedAtMs === null ? null : new Date(job.endedAtMs).toISOString(),
  };
}
