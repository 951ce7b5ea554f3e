import { setTimeout as wait } from "node:timers/promises";
import { Job } from "../../../contracts/http/admin/job.ts";
import type { Catalog } from "./start-catalog.ts";

export type Imported = { job: Job; report: ReportRow[] };
export type ReportRow = {
  level: "refused" | "warning" | "note";
  row: number | null;
  column: string | null;
  subject: string | null;
  problem: string;
  hint: string | null;
};
type Options = { dryRun?: boolean; headers?: Record<string, string> };

const WITHIN_MS = 60_000;

/** Sends a file and waits for the end of its job. */
export async function importFile(
  catalog: Catalog,
  format: string,
  file: string | Uint8Array<ArrayBuffer>,
  options: Options = {},
): Promise<Imported> {
  return endOf(catalog, (await sendFile(catalog, format, file, options)).id);
}

/** Sends a file; the job as it begins. */
export async function sendFile(
  catalog: Catalog,
  format: string,
  file: string | Uint8Array<ArrayBuffer>,
  { dryRun = false, headers = {} }: Options = {},
): Promise<Job> {
  const answer = await catalog.ask(`/v1/admin/imports?format=${format}&dry_run=${dryRun}`, {
    method: "POST",
    raw: file,
    headers: {
      "content-type": "text/csv",
      "content-length": String(Buffer.byteLength(file)),
      ...headers,
    },
  });
  if (answer.status !== 202)
    throw new Error(`the import was answered ${answer.status}: ${await answer.text()}`);
  return Job.parse(await answer.json());
}

export async function endOf(catalog: Catalog, id: string): Promise<Imported> {
  const untilMs = Date.now() + WITHIN_MS;
  for (;;) {
    const job = await readJob(catalog, id);
    if (job.status !== "running" && job.status !== "receiving")
      return { job, report: await readReport(catalog, id) };
    if (Date.now() > untilMs) throw new Error(`the job did not end: ${JSON.stringify(job)}`);
    await wait(50);
  }
}

export async function readJob(catalog: Catalog, id: string): Promise<Job> {
  return Job.parse(await (await catalog.ask(`/v1/admin/jobs/${id}`)).json());
}

export async function readReport(catalog: Catalog, id: string): Promise<ReportRow[]> {
  const text = await (await catalog.ask(`/v1/admin/jobs/${id}/report`)).text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ReportRow);
}

/** What shall be the same, however the products came here: everything but what is minted and when. */
export async function shopState(catalog: Catalog): Promise<Record<string, unknown>[]> {
  const { results } = await catalog.env.DB.prepare(
    `SELECT product.handle, product.title, product.description, product.status, product.options, product.tags,
      product.brand, product.type, product.external_id, product.metadata, product.seo, product.version,
      (SELECT json_group_array(json_array(sku, title, options, weight_grams, barcode, external_id, (
          SELECT json_group_array(json_array(currency, amount, compare_at)) FROM price WHERE variant_id = variant.id)))
        FROM (SELECT * FROM variant WHERE product_id = product.id AND removed_at_ms IS NULL ORDER BY position) AS variant
      ) AS variants,
      (SELECT json_group_array(media_id) FROM product_media WHERE product_id = product.id) AS media
    FROM product WHERE status <> 'archived' ORDER BY handle`,
  ).all();
  return results;
}
