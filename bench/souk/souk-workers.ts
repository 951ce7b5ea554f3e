import { configFiles } from "../../tools/configs/config-files.ts";
import { projectRoot } from "../../tools/project-root.ts";
import type { WorkerSource } from "../harness/build-worker.ts";

/** Ours, all of it, from the configs it is deployed with. */
export const soukWorkers: WorkerSource[] = configFiles(projectRoot).map((config) => ({ config }));

/** A Worker of the benchmark beside them, which no buyer ever asks. */
export const AUDITOR = "bench-auditor";
export const auditor: WorkerSource = { config: "bench/souk/auditor/wrangler.toml" };

/** The only Worker that is asked from outside. */
export const GATEWAY = "souk-gateway";

/** Secrets of a shop that lives for minutes on one machine. */
export const SECRETS = {
  ACTOR_TOKEN_KEY: "an actor token key for benchmarks, longer than 32",
  CART_TOKEN_KEY: "a cart token key for benchmarks, longer than 32",
  VISITOR_TOKEN_KEY: "a visitor token key for benchmarks, longer than 32",
};
