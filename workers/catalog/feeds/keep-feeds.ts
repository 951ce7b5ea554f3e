import { and, desc, eq, max } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CatalogEnv } from "../env.ts";
import { startJob } from "../jobs/start-job.ts";
import { loadSettings } from "../storage/load-settings.ts";
import { catalogChange } from "../tables-of-changes.ts";
import { job } from "../tables-of-jobs.ts";
import { publishFeeds } from "./publish-feeds.ts";
import { readStorefront } from "./read-storefront.ts";

const DAY_MS = 24 * 3_600_000;
const BY_ITSELF = "system";

/**
 * Publishes again what changed since the last time, and in any case once a day: a job is forgotten with its files long after
 * that, and never the one that is read.
 */
export async function keepFeeds(env: CatalogEnv, nowMs: number): Promise<void> {
  const settings = await loadSettings(env.DB);
  if (!settings || !readStorefront(settings.body)) return;
  const db = drizzle(env.DB);
  const [[newest], [feed]] = await db.batch([
    db
      .select({ input: job.input, endedAtMs: job.endedAtMs })
      .from(job)
      .where(and(eq(job.kind, publishFeeds.kind), eq(job.status, "done")))
      .orderBy(desc(job.endedAtMs))
      .limit(1),
    db.select({ seq: max(catalogChange.seq) }).from(catalogChange),
  ]);
  const seq = feed?.seq ?? 0;
  const isUnchanged = newest?.input.asOfSeq === seq && nowMs - (newest.endedAtMs ?? 0) < DAY_MS;
  if (!isUnchanged) await beginPublishing(env, seq, BY_ITSELF);
}

/** Starts publishing, or finds that it is under way. */
export function beginPublishing(env: CatalogEnv, asOfSeq: number, actorId: string) {
  return startJob(env, { kind: publishFeeds.kind, subject: "all", input: { asOfSeq }, actorId });
}
