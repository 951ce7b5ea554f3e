import { soukWorkers } from "../../tools/local-shop/souk-workers.ts";
import type { WorkerSource } from "../../tools/runtime/build-worker.ts";

const COUNTING: Record<string, string> = {
  "workers/catalog/wrangler.toml": "bench/budget/catalog.ts",
  "workers/checkout/wrangler.toml": "bench/budget/checkout.ts",
  "workers/identity/wrangler.toml": "bench/budget/identity.ts",
  "workers/orders/wrangler.toml": "bench/budget/orders.ts",
  "durable-objects/wrangler.toml": "bench/budget/objects.ts",
};

/** The counting build: real configs, each with an entry that counts around the shipped code. The gateway is as it is. */
export const countingWorkers: WorkerSource[] = soukWorkers.map(({ config }) => {
  const main = COUNTING[config];
  return main === undefined ? { config } : { config, main };
});

/** Whose sockets the tallies are read from. */
export const COUNTED = ["souk-catalog", "souk-checkout", "souk-identity", "souk-orders", "souk-objects"];
