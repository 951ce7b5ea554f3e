import { max } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { refreshFeeds as spec } from "../../../contracts/http/admin/feed-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { showJob } from "../jobs/show-job.ts";
import { loadSettings } from "../storage/load-settings.ts";
import { catalogChange } from "../tables-of-changes.ts";
import { beginPublishing } from "./keep-feeds.ts";
import { readStorefront } from "./read-storefront.ts";

/** Publishes sitemap and feeds now, without waiting for the hour. */
export async function refreshFeeds({
  actor,
  env,
}: Call<typeof spec, CatalogEnv>): Promise<Reply<typeof spec>> {
  const settings = await loadSettings(env.DB);
  if (!settings || !readStorefront(settings.body)) throw problem("storefront_missing");
  const [feed] = await drizzle(env.DB)
    .select({ seq: max(catalogChange.seq) })
    .from(catalogChange);
  const job = await beginPublishing(env, feed?.seq ?? 0, actor.id);
  return {
    status: 202,
    body: showJob(job),
    headers: { location: `/v1/admin/jobs/${job.id}`, "retry-after": "2" },
  };
}
