import type { getJobReport as spec } from "../../../contracts/http/admin/job-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import type { Job } from "./job-kind.ts";
import { loadJob } from "./load-job.ts";
import { csvOfReport } from "./report-csv.ts";
import { stagedReport } from "./store-report.ts";
import { streamTexts } from "./stream-texts.ts";

const TYPES = { jsonl: "application/x-ndjson", csv: "text/csv; charset=utf-8" } as const;

/** The lines so far of a job under way; those of one that is done, whole, from the bucket. Never all in memory. */
export async function getJobReport({ params, query, env }: Call<typeof spec, CatalogEnv>): Promise<Response> {
  const job = await loadJob(env.DB, params.id);
  if (!job) throw problem("not_found");

  const lines = reportOf(env, job);
  const shown = query.format === "csv" ? csvOfReport(lines) : lines;
  return new Response(streamTexts(shown), {
    headers: {
      "content-type": TYPES[query.format],
      "content-disposition": `attachment; filename="report-${job.id}.${query.format}"`,
      "cache-control": "no-store",
    },
  });
}

async function* reportOf(env: CatalogEnv, job: Job): AsyncGenerator<string> {
  if (job.reportKey === null) return yield* stagedReport(env.DB, job.id);
  const stored = await env.FILES.get(job.reportKey);
  if (!stored) return;
  yield* stored.body.pipeThrough(new TextDecoderStream());
}
