import type { WorkerSource } from "../../tools/runtime/build-worker.ts";

/** A Worker beside the shop that no buyer asks. */
export const BATCH_ASKER = "souk-batch-asker";
export const batchAsker: WorkerSource = { config: "bench/souk/batch-asker/wrangler.toml" };
