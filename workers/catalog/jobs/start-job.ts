import { and, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { invariant } from "../../../domain/kernel/invariant.ts";
import { commitTogether, type Write } from "../../../platform/d1/commit-together.ts";
import { mintId } from "../../../platform/ids/mint.ts";
import type { CatalogEnv } from "../env.ts";
import { job } from "../tables-of-jobs.ts";
import type { Job } from "./job-kind.ts";
import { sendSlice } from "./send-slice.ts";

export type NewJob = {
  kind: string;
  input: Readonly<Record<string, unknown>>;
  actorId: string;
  /** Only one job of the kind is under way for it at a time. */
  subject?: string;
  status?: "receiving" | "running";
  total?: number;
};

/** A job as it begins. */
export function newJob(
  { kind, input, actorId, subject, status = "running", total }: NewJob,
  nowMs: number,
): Job {
  return {
    id: mintId("job"),
    kind,
    subject: subject ?? null,
    status,
    step: 0,
    input,
    cursor: null,
    counts: {},
    done: 0,
    total: total ?? null,
    tries: 0,
    failure: null,
    reportLines: 0,
    reportBytes: 0,
    reportKey: null,
    createdBy: actorId,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    endedAtMs: null,
  };
}

/**
 * For a batch that a job is to follow from: it begins with it or not at all. Send it its first slice afterwards
 * (`sendSlice`); should that be lost, the job is nudged a minute later.
 */
export function jobWrites(made: Job): Write[] {
  return [
    sql`INSERT INTO job (id, kind, subject, status, step, input, counts, done, total, tries,
        report_lines, report_bytes, created_by, created_at_ms, updated_at_ms)
      VALUES (${made.id}, ${made.kind}, ${made.subject}, ${made.status}, 0, ${JSON.stringify(made.input)}, '{}', 0,
        ${made.total}, 0, 0, 0, ${made.createdBy}, ${made.createdAtMs}, ${made.updatedAtMs})`,
  ];
}

/** Starts a job, or answers with the one that is under way for the same subject. `first`: see `commitTogether`. */
export async function startJob(env: CatalogEnv, asked: NewJob, first: readonly Write[] = []): Promise<Job> {
  const made = newJob(asked, Date.now());
  const outcome = await commitTogether(env.DB, [...first, ...jobWrites(made)]);
  if (outcome.kind === "refused") {
    invariant(outcome.constraint.columns === "job.kind, job.subject", "a new job fits its table");
    return (await findUnderWay(env.DB, made)) ?? startJob(env, asked, first);
  }
  if (made.status === "running") await sendSlice(env, made);
  return made;
}

async function findUnderWay(database: D1Database, { kind, subject }: Job): Promise<Job | null> {
  const rows = await drizzle(database)
    .select()
    .from(job)
    .where(
      and(eq(job.kind, kind), eq(job.subject, subject ?? ""), inArray(job.status, ["receiving", "running"])),
    );
  return rows[0] ?? null;
}
