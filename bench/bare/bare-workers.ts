import type { WorkerSource } from "../../tools/runtime/build-worker.ts";

/** The references, each from a config of its own like ours. */
export const bareWorkers: WorkerSource[] = ["hello", "hono", "gateway", "service", "data", "objects"].map(
  (name) => ({ config: `bench/bare/${name}/wrangler.toml` }),
);
