import { asc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { getJobFile as spec } from "../../../contracts/http/admin/job-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { jobFilePart } from "../tables-of-jobs.ts";
import { loadJob } from "./load-job.ts";
import { sendParts } from "./send-parts.ts";

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
  return new Response(sendParts(env.FILES, parts), {
    headers: {
      "content-type": format.type,
      "content-disposition": `attachment; filename="products-${job.id}.${format.ending}"`,
      "cache-control": "no-store",
    },
  });
}
