import { and, asc, count, eq, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { z } from "zod";
import type { Product } from "../../../../domain/catalog/product.ts";
import { randomDigits } from "../../../../platform/ids/mint.ts";
import type { Job, JobContext, JobKind, SliceOutcome } from "../../jobs/job-kind.ts";
import { filesOfJob } from "../../jobs/store-report.ts";
import { assembleProducts, productQueries } from "../../storage/product-rows.ts";
import { product } from "../../tables.ts";
import { openPrinter } from "./open-printer.ts";

/** A part of a file is some megabytes, so that even a large one has few of them. */
const PART_BYTES_MIN = 4 * 1024 * 1024;
/** Few enough that even the longest there are fit into memory. */
const PRODUCTS_AT_ONCE = 20;
/** Each asks D1 some ten queries. */
const PAGES_MAX = 60;

const Input = z.object({
  format: z.enum(["souk-jsonl", "shopify"]),
  status: z.enum(["draft", "active", "archived"]).optional(),
  origin: z.string(),
});
export type ExportInput = z.infer<typeof Input>;

const Cursor = z.object({ atMs: z.int(), id: z.string() });

/** IMP-6 Writes products to a file, oldest first, a part a slice. Each product is whole, as of when it was read. */
export const exportProducts: JobKind = { kind: "export_products", runSlice };

async function runSlice({ env }: JobContext, job: Job): Promise<SliceOutcome> {
  const input = Input.parse(job.input);
  const printer = await openPrinter(env.DB, input);
  if (!printer) {
    return { kind: "failed", failure: { code: "shop_not_set_up", detail: "The shop has no settings yet." } };
  }
  const total = job.total ?? (await countProducts(env.DB, input));

  let text = job.cursor === null ? printer.head : "";
  let cursor = job.cursor === null ? { atMs: -1, id: "" } : Cursor.parse(job.cursor);
  let written = 0;
  let isEnd = false;
  for (let pages = 0; pages < PAGES_MAX && text.length < PART_BYTES_MIN && !isEnd; pages += 1) {
    const products = await productsAfter(env.DB, input, cursor);
    text += await printer.print(products);
    written += products.length;
    isEnd = products.length < PRODUCTS_AT_ONCE;
    const last = products.at(-1);
    if (last) cursor = { atMs: last.createdAtMs, id: last.id };
  }

  // A key of its own each time: of two runs of a slice the batch names the one that counts.
  const key = `${filesOfJob(job.id)}part-${job.step}-${randomDigits()}`;
  const bytes = new TextEncoder().encode(text);
  await env.FILES.put(key, bytes);
  return {
    kind: isEnd ? "done" : "went_on",
    cursor,
    counts: { exported: written },
    done: job.done + written,
    total,
    writes: [
      sql`INSERT INTO job_file_part (job_id, step, key, size_bytes)
        VALUES (${job.id}, ${job.step}, ${key}, ${bytes.byteLength})`,
    ],
    report: [],
  };
}

function isChosen({ status }: ExportInput): SQL {
  return status === undefined ? sql`product.status <> 'archived'` : eq(product.status, status);
}

async function countProducts(database: D1Database, input: ExportInput): Promise<number> {
  const [all] = await drizzle(database).select({ count: count() }).from(product).where(isChosen(input));
  return all?.count ?? 0;
}

async function productsAfter(
  database: D1Database,
  input: ExportInput,
  { atMs, id }: z.infer<typeof Cursor>,
): Promise<Product[]> {
  const db = drizzle(database);
  const chosen = sql`${db
    .select({ id: product.id })
    .from(product)
    .where(and(isChosen(input), sql`(${product.createdAtMs}, ${product.id}) > (${atMs}, ${id})`))
    .orderBy(asc(product.createdAtMs), asc(product.id))
    .limit(PRODUCTS_AT_ONCE)}`;
  return assembleProducts(await db.batch(productQueries(db, chosen))).reverse();
}
