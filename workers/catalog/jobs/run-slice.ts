import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { isPassingFault } from "../../../platform/http/is-passing-fault.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { type Job, type JobFailure, type ReportLine, WRITES_MAX } from "./job-kind.ts";
import { findJobKind } from "./job-kinds.ts";
import { failureWrites, JOB_STEP, sliceWrites, tryWrite } from "./job-writes.ts";
import { loadJob } from "./load-job.ts";
import { storeReport } from "./store-report.ts";

/** Somebody else's write may come between what a slice reads and its commit; so often it is decided anew. */
const DECISIONS_MAX = 8;
/** With the pauses in between some five minutes: longer than the platform's own hiccups. */
const TRIES_MAX = 8;
const PAUSE_MAX_S = 60;

/** What became of it: another slice follows, there is nothing to do, or the same is to be tried again later. */
export type SliceRun =
  | { kind: "went_on"; step: number; writesLeft: number }
  | { kind: "over" }
  | { kind: "again"; step: number; afterS: number };

/** Queries that a slice reads with, of kinds that share an invocation. */
const READS_MAX = 100;

/**
 * JOB-1 Runs slice `step` of a job once, however often it is asked: its writes, its cursor, counts and report are one D1
 * batch, which only the step that it began from lets through. A slice that was cancelled, or run by somebody else
 * meanwhile, leaves nothing.
 */
export async function runSlice(
  env: CatalogEnv,
  id: string,
  step: number,
  writesMax = writesOf(env),
): Promise<SliceRun> {
  const job = await loadJob(env.DB, id);
  if (job?.status !== "running" || job.step !== step) return { kind: "over" };
  try {
    return await decideAndCommit(env, job, writesMax);
  } catch (error) {
    logEvent("warn", "catalog.job_slice_failed", {
      job_id: id,
      kind: job.kind,
      step,
      ...describeError(error),
    });
    return noteTry(env, job, error);
  }
}

function writesOf({ JOB_WRITES_MAX }: CatalogEnv): number {
  return JOB_WRITES_MAX === undefined ? WRITES_MAX : Number(JOB_WRITES_MAX);
}

async function decideAndCommit(env: CatalogEnv, job: Job, writesMax: number): Promise<SliceRun> {
  const kind = findJobKind(job.kind);
  if (!kind) {
    return fail(env, job, {
      code: "unknown_kind",
      detail: `This version of the shop knows no "${job.kind}".`,
    });
  }

  for (let decision = 1; decision <= DECISIONS_MAX; decision += 1) {
    const nowMs = Date.now();
    const outcome = await kind.runSlice({ env, nowMs, writesMax }, job);
    if (outcome.kind === "failed") return fail(env, job, outcome.failure, outcome.report);

    const reportKey = outcome.kind === "done" ? await storeReport(env, job, outcome.report) : null;
    const committed = await commitTogether(env.DB, sliceWrites(job, outcome, reportKey, nowMs));
    if (committed.kind === "committed") {
      if (outcome.kind === "done") return { kind: "over" };
      const writesLeft = kind.sharesInvocation ? writesMax - outcome.writes.length - READS_MAX : 0;
      return { kind: "went_on", step: job.step + 1, writesLeft };
    }
    if (committed.constraint.columns === JOB_STEP) return { kind: "over" };
    const { rule, columns } = committed.constraint;
    logEvent("info", "catalog.job_slice_overtaken", { job_id: job.id, step: job.step, rule, columns });
  }
  throw new Error("others wrote what the slice was about to write, each time");
}

async function fail(
  env: CatalogEnv,
  job: Job,
  failure: JobFailure,
  report: readonly ReportLine[] = [],
): Promise<SliceRun> {
  const outcome = await commitTogether(env.DB, failureWrites(job, failure, report, Date.now()));
  // Whoever moved the job on says how it ends.
  if (outcome.kind === "committed" || outcome.constraint.columns === JOB_STEP) return { kind: "over" };
  throw new Error(
    `the failure of a job was refused by ${outcome.constraint.rule} of ${outcome.constraint.columns}`,
  );
}

/** After too many tries the job has failed and waits for a person; the log has what happened, the job only that it did. */
async function noteTry(env: CatalogEnv, job: Job, error: unknown): Promise<SliceRun> {
  const tries = job.tries + 1;
  if (tries >= TRIES_MAX) {
    return fail(
      env,
      job,
      isPassingFault(error)
        ? { code: "service_unavailable", detail: "A part of the platform was not available for minutes." }
        : {
            code: "internal_error",
            detail: `Something unexpected happened in slice ${job.step}: see the log.`,
          },
    );
  }
  await commitSurely(env.DB, tryWrite(job, Date.now()));
  return { kind: "again", step: job.step, afterS: Math.min(2 ** tries, PAUSE_MAX_S) };
}
