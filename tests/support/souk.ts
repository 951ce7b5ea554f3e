import { createTestHarness, type TestHarness } from "wrangler";
import { SCOPES } from "../../contracts/http/route.ts";
import { seedKey } from "./seed-key.ts";
import { type ShopClient, shopClient } from "./shop-client.ts";

export const CONFIGS = [
  "wrangler.toml",
  "workers/identity/wrangler.toml",
  "workers/catalog/wrangler.toml",
  "workers/orders/wrangler.toml",
  "workers/checkout/wrangler.toml",
  "durable-objects/wrangler.toml",
] as const;

const SECRETS = {
  ACTOR_TOKEN_KEY: "an actor token key for tests, longer than 32",
  CART_TOKEN_KEY: "a cart token key for tests, longer than 32",
  VISITOR_TOKEN_KEY: "a visitor token key for tests, longer than 32",
};

/** Short waits, so that a test sees in a second what a shop sees in a minute. Milliseconds. */
const SHORT_WAITS = {
  SAGA_REMIND_MS: "400",
  SAGA_REMIND_MAX_MS: "1000",
  EVENTS_DELAY_MS: "50",
  EVENTS_NUDGE_MS: "1000",
  SIGNALS_DELAY_MS: "100",
  SIGNALS_RETRY_MS: "1500",
  HEADS_KEEP_MS: "100",
  ANSWERS_KEEP_MS: "50",
};

export type Souk = {
  harness: TestHarness;
  client: ShopClient;
  publishableKey: string;
  secretKey: string;
  close(): Promise<void>;
};

/** All Workers of the shop from their real configs, empty but for its layout and keys. `vars` shorten or bend waits. */
export async function startSouk(
  vars: Record<string, string> = {},
  configs: readonly string[] = CONFIGS,
): Promise<Souk> {
  Object.assign(process.env, {
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_WRITE_LOGS: "false",
    WRANGLER_LOG: "error",
  });
  const harness = createTestHarness({
    workers: configs.map((configPath) => ({
      configPath,
      vars: { SOUK_ENV: "development", ...SHORT_WAITS, ...vars },
      secrets: SECRETS,
    })),
  });
  const { url } = await harness.listen();
  for (const worker of ["souk-identity", "souk-catalog", "souk-orders"]) {
    await harness.getWorker(worker).applyD1Migrations("DB");
  }

  await harness.getWorker("souk-catalog").applyD1Migrations("SEARCH");

  const { DB } = (await harness.getWorker("souk-identity").getEnv()) as { DB: D1Database };
  const publishableKey = await seedKey(DB, { kind: "publishable", scopes: ["store"] });
  const secretKey = await seedKey(DB, {
    kind: "secret",
    scopes: SCOPES.filter((scope) => scope !== "store"),
  });
  const client = shopClient(url, publishableKey, secretKey);
  await client.admin("PUT", "/v1/admin/layout", { stock_partitions: 2, orders_partitions: 2 });
  return { harness, client, publishableKey, secretKey, close: () => harness.close() };
}
