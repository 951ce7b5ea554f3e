import { createTestHarness, type TestHarness } from "wrangler";

/** Known to every Worker of a test shop: what the gateway signs with and services verify with. */
export const ACTOR_TOKEN_KEY = "an actor token key for tests, longer than 32";

const OTHERS = [
  { name: "souk-catalog", audience: "catalog" },
  { name: "souk-checkout", audience: "checkout" },
  { name: "souk-orders", audience: "orders" },
] as const;

type Options = { soukEnv?: string; secret?: string };

/** The real gateway and identity Workers from their own configs, with stand-ins for the other services. */
export async function startGateway({ soukEnv = "development", secret }: Options = {}): Promise<TestHarness> {
  Object.assign(process.env, {
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_WRITE_LOGS: "false",
  });
  const vars = { SOUK_ENV: soukEnv };
  const harness = createTestHarness({
    workers: [
      { configPath: "wrangler.toml", vars, secrets: { ACTOR_TOKEN_KEY: secret ?? ACTOR_TOKEN_KEY } },
      { configPath: "workers/identity/wrangler.toml", vars, secrets: { ACTOR_TOKEN_KEY } },
      ...OTHERS.map(({ name, audience }) => ({
        config: {
          name,
          main: "tests/support/stand-in-service.ts",
          compatibility_date: "2026-09-18",
          compatibility_flags: ["nodejs_compat"],
          vars: { ACTOR_TOKEN_KEY, AUDIENCE: audience },
        },
      })),
    ],
  });
  await harness.listen();
  await harness.getWorker("souk-identity").applyD1Migrations("DB");
  return harness;
}
