import type { HealthRpc, IdentityRpc } from "../../contracts/rpc/identity.ts";

/** Bindings of the gateway (see wrangler.toml). The secret may be missing on a shop that is being set up. */
export type GatewayEnv = {
  SOUK_ENV: string;
  ACTOR_TOKEN_KEY?: string;
  /** For tests: how long public answers are repeated, in place of the 2 seconds of public-answers.ts. */
  ANSWERS_KEEP_MS?: string;
  CATALOG: Fetcher;
  CATALOG_READS: Fetcher;
  CHECKOUT: Fetcher;
  ORDERS: Fetcher;
  IDENTITY: Fetcher;
  CATALOG_RPC: HealthRpc;
  CHECKOUT_RPC: HealthRpc;
  ORDERS_RPC: HealthRpc;
  IDENTITY_RPC: IdentityRpc & HealthRpc;
};
