import { createTestHarness } from "wrangler";
import { AdminProduct } from "../../../contracts/http/admin/product.ts";
import type { CatalogRpc } from "../../../contracts/rpc/catalog.ts";
import type { HealthRpc } from "../../../contracts/rpc/identity.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { ACTOR_HEADER, signActorToken } from "../../../platform/auth/actor-token.ts";
import { layoutStub } from "../../../platform/objects/layout-memo.ts";
import type { CatalogEnv } from "../../../workers/catalog/env.ts";
import { newTee, SETTINGS, SHOPPER, STAFF } from "./fixtures.ts";

export const ACTOR_TOKEN_KEY = "actor-token-key-of-the-catalog-test";
const ORIGIN = "https://catalog";
const compatibility = { compatibility_date: "2026-09-18", compatibility_flags: ["nodejs_compat"] };

type CallerEnv = { READS: { fetch: typeof fetch } };
type Ask = {
  method?: string;
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
  /** Null for nobody. */
  actor?: Actor | null;
};

/** How long heads are believed in the test: short, so that waiting for the bound is quick. */
export const HEADS_KEEP_MS = 200;

/** A stand-in for the object script in which every object is out of reach. */
const OUT_OF_REACH = {
  name: "souk-objects",
  main: "tests/support/catalog/objects-out-of-reach.ts",
  ...compatibility,
  durable_objects: {
    bindings: ["Layout", "RecentlyViewed", "Stock"].map((name) => ({ name, class_name: name })),
  },
  migrations: [{ tag: "v1", new_sqlite_classes: ["Layout", "RecentlyViewed", "Stock"] }],
};

/**
 * The catalog and the object script from their real configs, with a caller in place of gateway and checkout. With
 * `objects: "out of reach"` nothing that needs an object works: products are put into the database by hand.
 */
export async function startCatalog(
  objectVars: Record<string, string> = {},
  objects: "in reach" | "out of reach" = "in reach",
  catalogVars: Record<string, string> = {},
) {
  Object.assign(process.env, {
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_WRITE_LOGS: "false",
    WRANGLER_LOG: "error",
  });
  const server = createTestHarness({
    workers: [
      {
        config: {
          name: "caller",
          main: "tests/support/catalog/caller.ts",
          ...compatibility,
          services: [
            { binding: "READS", service: "souk-catalog", entrypoint: "CatalogReads" },
            { binding: "RPC", service: "souk-catalog", entrypoint: "CatalogRpc" },
          ],
        },
      },
      {
        configPath: "workers/catalog/wrangler.toml",
        secrets: { ACTOR_TOKEN_KEY, VISITOR_TOKEN_KEY: "visitor-token-key-of-the-catalog-test" },
        vars: { HEADS_KEEP_MS: String(HEADS_KEEP_MS), ...catalogVars },
      },
      objects === "in reach"
        ? { configPath: "durable-objects/wrangler.toml", vars: objectVars }
        : { config: OUT_OF_REACH },
    ],
  });
  await server.listen();
  const worker = server.getWorker<CatalogEnv>("souk-catalog");
  await worker.applyD1Migrations("DB");
  await worker.applyD1Migrations("SEARCH");
  const env = await worker.getEnv();
  if (objects === "in reach")
    await layoutStub(env.LAYOUT).install({ stockPartitions: 4, ordersPartitions: 1 });
  const caller = server.getWorker<CallerEnv>("caller");
  const { READS } = await caller.getEnv();
  const rpc = async (method: string, ask?: unknown) => {
    const answer = await caller.fetch(ORIGIN, { method: "POST", body: JSON.stringify({ method, ask }) });
    return (await answer.json()) as never;
  };

  const initOf = async (actor: Actor | null, { method = "GET", body, raw, headers }: Ask) => {
    const token = actor && (await signActorToken(actor, "catalog", ACTOR_TOKEN_KEY, Date.now()));
    return {
      method,
      headers: {
        ...(token ? { [ACTOR_HEADER]: token } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(raw === undefined ? {} : { body: raw }),
    } as never;
  };

  const ask = async (path: string, { actor = STAFF, ...rest }: Ask = {}): Promise<Response> =>
    (await worker.fetch(`${ORIGIN}${path}`, await initOf(actor, rest))) as unknown as Response;

  // Every test begins in a shop that is set up.
  await ask("/v1/admin/settings", { method: "PUT", body: SETTINGS });
  await ask("/v1/admin/collections/summer", { method: "PUT", body: { title: "Summer" } });

  return {
    env,
    rpc: {
      describeVariants: (ask) => rpc("describeVariants", ask),
      recallVariants: (ask) => rpc("recallVariants", ask),
      pricingSettings: () => rpc("pricingSettings"),
      findSku: (ask) => rpc("findSku", ask),
      findSkus: (ask) => rpc("findSkus", ask),
      skusOfItems: (ask) => rpc("skusOfItems", ask),
      health: () => rpc("health"),
    } satisfies CatalogRpc & HealthRpc,
    objects: server.getWorker("souk-objects"),
    close: () => server.close(),

    scheduled: (controller: { cron: string }) => worker.scheduled(controller),

    /** A staff or visitor operation of the default entrypoint. */
    ask,

    /** Creates a product that must be sound; the answer is held against its contract. */
    async create(body: object = newTee(), headers: Record<string, string> = {}): Promise<AdminProduct> {
      const answer = await ask("/v1/admin/products", { method: "POST", body, headers });
      if (answer.status !== 201) throw new Error(`create answered ${answer.status}: ${await answer.text()}`);
      return AdminProduct.parse(await answer.json());
    },

    post: (body: object, headers: Record<string, string> = {}) =>
      ask("/v1/admin/products", { method: "POST", body, headers }),
    patch: (id: string, body: object, headers: Record<string, string> = {}) =>
      ask(`/v1/admin/products/${id}`, { method: "PATCH", body, headers }),
    archive: (id: string) => ask(`/v1/admin/products/${id}`, { method: "DELETE" }),
    putCollection: (handle: string, title = handle) =>
      ask(`/v1/admin/collections/${encodeURIComponent(handle)}`, { method: "PUT", body: { title } }),
    putSettings: (body: object, headers: Record<string, string> = {}) =>
      ask("/v1/admin/settings", { method: "PUT", body, headers }),

    /** The `n` of a query. */
    async count(query: string, ...values: unknown[]): Promise<number> {
      const statement = env.DB.prepare(query).bind(...values);
      return (await statement.first<{ n: number }>())?.n ?? 0;
    },

    /** A public read under the canonical address that the gateway would make. */
    async read(
      path: string,
      {
        actor = SHOPPER,
        channel = "web",
        market = "-",
        currency = "-",
        locale = "-",
        priceGroup = "-",
        ...rest
      }: Ask & Partial<Record<"channel" | "market" | "currency" | "locale" | "priceGroup", string>> = {},
    ): Promise<Response> {
      const place = /^\/(?:media|feeds)\//.test(path)
        ? ""
        : `/${channel}/${market}/${currency}/${locale}/${priceGroup}`;
      return READS.fetch(`${ORIGIN}${place}${path}`, await initOf(actor, rest));
    },
  };
}

export type Catalog = Awaited<ReturnType<typeof startCatalog>>;
