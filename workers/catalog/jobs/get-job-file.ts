import { asc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { getJobFile as spec } from "../../../contracts/http/admin/job-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { jobFilePart } from "../tables-of-jobs.ts";
import { loadJob } from "./load-job.ts";

const TYPES: Record<string, { type: string; ending: string }> = {
  "souk-jsonl": { type: "application/x-ndjson", ending: "jsonl" },
  shopify: { type: "text/csv; charset=utf-8", ending: "csv" },
};

/** The file that a job made, its parts one after the other, of the length that they have together. */
export async function getJobFile({ params, env }: Call<typeof spec, CatalogEnv>): Promise<Response> {
  const job = await loadJob(env.DB, params.id);
  const format = TYPES[String(job?.input.format)];
  if (job?.kind !== "export_products" || !format) throw problem("not_found");
  if (job.status !== "done") throw problem("job_not_done", { members: { status: job.status } });

  const parts = await drizzle(env.DB)
    .select({ key: jobFilePart.key, sizeBytes: jobFilePart.sizeBytes })
    .from(jobFilePart)
    .where(eq(jobFilePart.jobId, job.id))
    .orderBy(asc(jobFilePart.step));
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);

  const { readable, writable } = new FixedLengthStream(sizeBytes);
  const sent = pipeParts(env.FILES, parts, writable);
  // A reader who goes away, or a part that is lost, ends the stream short of its length: no client takes that for whole.
  sent.catch(() => {});
  return new Response(readable, {
    headers: {
      "content-type": format.type,
      "content-disposition": `attachment; filename="products-${job.id}.${format.ending}"`,
      "cache-control": "no-store",
    },
  });
}

async function pipeParts(
  files: R2Bucket,
  parts: readonly { key: string }[],
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  try {
    for (const { key } of parts) {
      const part = await files.get(key);
      if (!part) throw new Error(`the part ${key} is gone`);
      await part.body.pipeTo(writable, { preventClose: true });
    }
    await writable.close();
  } catch (error) {
    await writable.abort(error).catch(() => {});
    throw error;
  }
}
