import { configFiles } from "../configs/config-files.ts";
import { projectRoot } from "../project-root.ts";
import type { WorkerSource } from "../runtime/build-worker.ts";

/** Ours, all of it, from the configs it is deployed with. */
export const soukWorkers: WorkerSource[] = configFiles(projectRoot).map((config) => ({ config }));

/** A Worker beside them which no buyer ever asks: it looks into the test provider's ledger. */
export const AUDITOR = "souk-auditor";
export const auditor: WorkerSource = { config: "tools/local-shop/auditor/wrangler.toml" };

/** The only Worker that is asked from outside. */
export const GATEWAY = "souk-gateway";

/** Secrets of a shop that lives for minutes on one machine. */
export const SECRETS = {
  ACTOR_TOKEN_KEY: "an actor token key of a passing shop, longer than 32",
  CART_TOKEN_KEY: "a cart token key of a passing shop, longer than 32",
  VISITOR_TOKEN_KEY: "a visitor token key of a passing shop, longer than 32",
};
