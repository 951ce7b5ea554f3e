import { sql } from "drizzle-orm";
import { z } from "zod";
import { randomDigits } from "../../../platform/ids/mint.ts";
import type { Job, JobContext, JobKind, SliceOutcome } from "../jobs/job-kind.ts";
import { filesOfJob } from "../jobs/store-report.ts";
import { loadSettings } from "../storage/load-settings.ts";
import { composeMerchantPart } from "./merchant-part.ts";
import { readStorefront } from "./read-storefront.ts";
import { composeProductPages, composeTaxonomyPages } from "./sitemap-part.ts";

/** What is published one after the other, and how far it has got. */
const Cursor = z.object({
  /** Index into `filesOf`. */
  file: z.int(),
  /** The last product that is in it; empty at its beginning. */
  after: z.string(),
  /** Of a sitemap, which takes so many pages a file. */
  number: z.int(),
  /** The version of the settings that all files follow: they say which ones there are. */
  settings: z.int(),
});
type Cursor = z.infer<typeof Cursor>;

/** What one slice adds to a file. */
export type FeedPart = { file: string; text: string; entries: number; after: string; isEnd: boolean };

/**
 * FED-1 Writes the sitemap and the product feeds of the shop's default shelf and of each of its markets. Nobody reads a
 * file before all are whole: the newest job that is done is what is published.
 */
export const publishFeeds: JobKind = { kind: "publish_feeds", runSlice };

async function runSlice({ env }: JobContext, job: Job): Promise<SliceOutcome> {
  const settings = await loadSettings(env.DB);
  const storefront = settings && readStorefront(settings.body);
  if (!storefront) {
    return failed("storefront_missing", "The settings name no storefront, so there are no pages to list.");
  }

  const markets = [null, ...(settings.body.markets ?? []).map(({ handle }) => handle)];
  const { version } = settings;
  const cursor: Cursor =
    job.cursor === null ? { file: 0, after: "", number: 1, settings: version } : Cursor.parse(job.cursor);
  // A file that is half of one market and half of another is nobody's: the next hour begins anew.
  if (cursor.settings !== version)
    return failed("settings_changed", "The settings changed meanwhile: publish again.");
  const place = { database: env.DB, storefront, after: cursor.after, number: cursor.number };
  const part =
    cursor.file === 0
      ? await composeTaxonomyPages(place)
      : cursor.file === 1
        ? await composeProductPages(place)
        : await composeMerchantPart({
            ...place,
            settings: settings.body,
            market: markets[cursor.file - 2] ?? null,
          });

  const isDone = part.isEnd && cursor.file - 1 === markets.length;
  const key = `${filesOfJob(job.id)}${part.file}-${job.step}-${randomDigits()}`;
  const bytes = new TextEncoder().encode(part.text);
  await env.FILES.put(key, bytes);
  return {
    kind: isDone ? "done" : "went_on",
    cursor: part.isEnd
      ? { file: cursor.file + 1, after: "", number: 1, settings: version }
      : { file: cursor.file, after: part.after, number: cursor.number + 1, settings: version },
    counts: { entries: part.entries },
    done: job.done + part.entries,
    total: null,
    writes: [
      sql`INSERT INTO feed_part (job_id, step, file, key, size_bytes)
        VALUES (${job.id}, ${job.step}, ${part.file}, ${key}, ${bytes.byteLength})`,
    ],
    report: [],
  };
}

function failed(code: string, detail: string): SliceOutcome {
  return { kind: "failed", failure: { code, detail } };
}
