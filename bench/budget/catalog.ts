import type { CatalogEnv } from "../../workers/catalog/env.ts";
import shipped, {
  CatalogReads as ShippedCatalogReads,
  CatalogRpc as ShippedCatalogRpc,
} from "../../workers/catalog/index.ts";
import { countD1 } from "./count-d1.ts";
import { countEntrypoint } from "./count-entrypoint.ts";
import { count, readTally, TALLY_PATH } from "./tally.ts";

// The catalog of the counting build.
const counted = (env: CatalogEnv): CatalogEnv => ({ ...env, DB: countD1("catalog", env.DB) });

export const CatalogReads = countEntrypoint("catalog", ShippedCatalogReads, counted);
export const CatalogRpc = countEntrypoint("catalog", ShippedCatalogRpc, counted);

export default {
  fetch(request: Request, env: CatalogEnv, ctx: ExecutionContext): Response | Promise<Response> {
    if (new URL(request.url).pathname === TALLY_PATH) return readTally();
    count("catalog fetch");
    return shipped.fetch(request, counted(env), ctx);
  },

  queue(batch: MessageBatch, env: CatalogEnv, ctx: ExecutionContext): Promise<void> {
    count("stock event deliveries", batch.messages.length);
    return shipped.queue(batch, counted(env), ctx);
  },

  scheduled: shipped.scheduled,
};
