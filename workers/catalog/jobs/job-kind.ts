import type { Write } from "../../../platform/d1/commit-together.ts";
import type { CatalogEnv } from "../env.ts";
import type { job } from "../tables-of-jobs.ts";

export type Job = typeof job.$inferSelect;

/** Why a job can't go on as it is; shown to staff. */
export type JobFailure = { code: string; detail: string };

/** A line of a job's report: where in a file something is the matter, what, and what to do about it. */
export type ReportLine = {
  /** `refused`: not taken over; `warning`: taken over without this; `note`: worth knowing. */
  level: "refused" | "warning" | "note";
  /** The row of the file, counted from 1; null where the line is about the whole. */
  row: number | null;
  column: string | null;
  /** What the line is about, such as a product's handle. */
  subject: string | null;
  problem: string;
  hint: string | null;
};

/** What a slice found out and wants written. Nothing of it counts before the runner has committed it. */
export type SliceDone = {
  kind: "went_on" | "done";
  /** Where the next slice begins: any JSON of at most 100,000 characters. */
  cursor: unknown;
  /** Added to the counts so far. */
  counts: Readonly<Record<string, number>>;
  /** All that is done by now, and all there is to do, where that is known. */
  done: number;
  total: number | null;
  /** At most some 850, since D1 takes 1,000 queries an invocation. */
  writes: readonly Write[];
  report: readonly ReportLine[];
};

/** `failed`: no further try would help until somebody changes something. What may pass by itself is thrown. */
export type SliceOutcome =
  | SliceDone
  | { kind: "failed"; failure: JobFailure; report?: readonly ReportLine[] };

/** D1 takes 1,000 queries an invocation, each of a batch for itself; so many are for writes, the others to read. */
export const WRITES_MAX = 850;

export type JobContext = {
  env: CatalogEnv;
  nowMs: number;
  /** How many writes the invocation still has room for: `WRITES_MAX` where it is not said. */
  writesMax?: number;
};

/**
 * JOB-1 Work in slices. `runSlice` reads afresh, decides and answers with writes to D1 `catalog`; it may be run again
 * for the same step (a crash, a message that came twice, a constraint that refused the batch), so what it does outside
 * of `writes`, to R2 or another database, must do no harm twice. Well below 30 s of CPU and 900 subrequests.
 */
export type JobKind = {
  kind: string;
  /** Its slices heed `writesMax` and read with some hundred queries at most, so that several may share an invocation. */
  sharesInvocation?: true;
  runSlice(context: JobContext, job: Job): Promise<SliceOutcome>;
};
