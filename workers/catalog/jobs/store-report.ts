import { and, asc, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { randomDigits } from "../../../platform/ids/mint.ts";
import type { CatalogEnv } from "../env.ts";
import { jobReportPart } from "../tables-of-jobs.ts";
import type { Job, ReportLine } from "./job-kind.ts";
import { addedToReport, capReport, printReport } from "./report-lines.ts";

const PARTS_AT_ONCE = 20;

/** Everything of a job in the bucket begins like this, and is deleted by it. */
export function filesOfJob(id: string): string {
  return `jobs/${id}/`;
}

/**
 * The whole report as one object of R2, its name unlike any other: what two runs of the last slice say may differ, and
 * the batch that ends the job names the one that counts. Null where nothing was said.
 */
export async function storeReport(
  env: CatalogEnv,
  job: Job,
  last: readonly ReportLine[],
): Promise<string | null> {
  const lines = capReport(job, last);
  const { bytes } = addedToReport(job, lines);
  if (bytes === 0) return null;

  const key = `${filesOfJob(job.id)}report-${randomDigits()}.jsonl`;
  // R2 wants to know the length ahead.
  const { readable, writable } = new FixedLengthStream(bytes);
  const written = writeAll(writable, stagedReport(env.DB, job.id), printReport(lines));
  await Promise.all([env.FILES.put(key, readable), written]);
  return key;
}

/** The parts of a report that is not finished, in order. */
export async function* stagedReport(database: D1Database, jobId: string): AsyncGenerator<string> {
  let afterStep = -1;
  for (;;) {
    const parts = await drizzle(database)
      .select({ step: jobReportPart.step, lines: jobReportPart.lines })
      .from(jobReportPart)
      .where(and(eq(jobReportPart.jobId, jobId), gt(jobReportPart.step, afterStep)))
      .orderBy(asc(jobReportPart.step))
      .limit(PARTS_AT_ONCE);
    for (const { lines } of parts) yield lines;
    if (parts.length < PARTS_AT_ONCE) return;
    afterStep = parts.at(-1)?.step ?? afterStep;
  }
}

async function writeAll(
  writable: WritableStream<Uint8Array>,
  staged: AsyncIterable<string>,
  last: string,
): Promise<void> {
  const encoder = new TextEncoder();
  const writer = writable.getWriter();
  try {
    for await (const lines of staged) await writer.write(encoder.encode(lines));
    if (last !== "") await writer.write(encoder.encode(last));
    await writer.close();
  } catch (error) {
    // Else the bucket would wait for the rest.
    await writer.abort(error).catch(() => {});
    throw error;
  }
}
