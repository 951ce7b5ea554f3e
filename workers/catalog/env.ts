import type { CatalogEvent } from "../../contracts/messages/catalog-event.ts";
import type { CatalogJob } from "../../contracts/messages/catalog-job.ts";

/** What the catalog Worker is bound to (workers/catalog/wrangler.toml), and its secrets. */
export type CatalogEnv = {
  DB: D1Database;
  /** Copies of rendered answers, by version. Losing all of them costs time only. */
  COPIES: KVNamespace;
  MEDIA: R2Bucket;
  /** What jobs read and make: files of imports and exports, reports. */
  FILES: R2Bucket;
  JOBS: Queue<CatalogJob>;
  /** The search index: derived, droppable, and asked by searches alone. */
  SEARCH: D1Database;
  CATALOG_EVENTS: Queue<CatalogEvent>;
  LAYOUT: DurableObjectNamespace;
  RECENTLY_VIEWED: DurableObjectNamespace;
  STOCK_PARTITIONS: DurableObjectNamespace;
  ACTOR_TOKEN_KEY: string;
  VISITOR_TOKEN_KEY: string;
  /** For tests: how long version heads are believed, in place of the 2 seconds of reads/freshness.ts. */
  HEADS_KEEP_MS?: string;
  /** For tests: an origin that pictures may be fetched from although it is not public. */
  PICTURES_FROM?: string;
  /** For tests: how many products a slice of an import takes, in place of 100. */
  IMPORT_SLICE_PRODUCTS?: string;
  /** How many writes a slice of a job may make, where the account's limits are not the usual ones: jobs/job-kind.ts. */
  JOB_WRITES_MAX?: string;
  /** For tests: when a job counts as standing still, in place of the 90 seconds of jobs/nudge-jobs.ts. */
  JOB_STILL_MS?: string;
};
