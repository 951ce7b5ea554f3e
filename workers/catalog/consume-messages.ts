import { consumeStockEvents } from "./availability/consume-stock-events.ts";
import type { CatalogEnv } from "./env.ts";
import { consumeCatalogJobs } from "./jobs/consume-catalog-jobs.ts";
import { consumeCatalogEvents } from "./search/consume-catalog-events.ts";
import { nudgeSearch } from "./search/nudge-search.ts";

type Consumer = (batch: MessageBatch, env: CatalogEnv, context: ExecutionContext) => Promise<void>;

/** Which queue is whose. */
const CONSUMERS: Readonly<Record<string, Consumer>> = {
  "stock-events": consumeStockEvents,
  "catalog-jobs": consumeCatalogJobs,
  "catalog-events": consumeCatalogEvents,
};

export async function consumeMessages(
  batch: MessageBatch,
  env: CatalogEnv,
  context: ExecutionContext,
): Promise<void> {
  const consume = CONSUMERS[batch.queue];
  if (!consume) throw new Error(`nobody here consumes "${batch.queue}"`);
  await consume(batch, env, context);
  if (consume !== consumeCatalogEvents) nudgeSearch(env, (work) => context.waitUntil(work));
}
