/** What the catalog Worker is bound to (workers/catalog/wrangler.toml), and its secrets. */
export type CatalogEnv = {
  DB: D1Database;
  /** Copies of rendered answers, by version. Losing all of them costs time only. */
  COPIES: KVNamespace;
  MEDIA: R2Bucket;
  LAYOUT: DurableObjectNamespace;
  RECENTLY_VIEWED: DurableObjectNamespace;
  STOCK_PARTITIONS: DurableObjectNamespace;
  ACTOR_TOKEN_KEY: string;
  VISITOR_TOKEN_KEY: string;
  /** For tests: how long version heads are believed, in place of the 2 seconds of reads/freshness.ts. */
  HEADS_KEEP_MS?: string;
};
