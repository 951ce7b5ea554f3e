import { showsUnits } from "./availability/shows-units.ts";
import { tellPartitions } from "./availability/tell-partitions.ts";
import type { CatalogEnv } from "./env.ts";
import { keepFeeds } from "./feeds/keep-feeds.ts";
import { forgetJobs } from "./jobs/forget-jobs.ts";
import { loadSettings } from "./storage/load-settings.ts";
import { sweepSubscriptions } from "./subscriptions/sweep-subscriptions.ts";

/** What the catalog does every hour, asked or not. */
export async function keepHouse(env: CatalogEnv): Promise<void> {
  await sweepSubscriptions(env.DB, Date.now());
  await forgetJobs(env, Date.now());
  await keepFeeds(env, Date.now());
  // For a partition that was out of reach when the setting changed.
  await tellPartitions(env, showsUnits(await loadSettings(env.DB)));
}
