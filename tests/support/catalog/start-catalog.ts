import { createTestHarness } from "wrangler";
import { AdminProduct } from "../../../contracts/http/admin/product.ts";
import type { CatalogRpc } from "../../../contracts/rpc/catalog.ts";
import type { HealthRpc } from "../../../contracts/rpc/identity.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { ACTOR_HEADER, signActorToken } from "../../../platform/auth/actor-token.ts";
import type { CatalogEnv } from "../../../workers/catalog/env.ts";

export const ACTOR_TOKEN_KEY = "actor-token-key-of-the-catalog-test";
const ORIGIN = "https://catalog";
const compatibility = { compatibility_date: "2026-09-18", compatibility_flags: ["nodejs_compat"] };

type CallerEnv = { READS: { fetch: typeof fetch } };
type Ask = { method?: string; body?: unknown; headers?: Record<string, string>; raw?: BodyInit };

/** How long heads are believed in the test: short, so that waiting for the bound is quick. */
export const HEADS_KEEP_MS = 200;

export const STAFF: Actor = {
  id: "key_staff",
  kind: "secret",
  mode: "test",
  scopes: ["catalog:read", "catalog:write"],
};
export const SHOPPER: Actor = { id: "key_shop", kind: "publishable", mode: "test", scopes: ["store"] };

/** The catalog from its real config, with a stand-in for the object script and a caller in place of the gateway. */
export async function startCatalog() {
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
        vars: { HEADS_KEEP_MS: String(HEADS_KEEP_MS) },
      },
      {
        config: {
          name: "souk-objects",
          main: "tests/support/catalog/objects.ts",
          ...compatibility,
          durable_objects: {
            bindings: [
              { name: "LAYOUT", class_name: "Layout" },
              { name: "RECENTLY_VIEWED", class_name: "RecentlyViewed" },
            ],
          },
          migrations: [{ tag: "v1", new_sqlite_classes: ["Layout", "RecentlyViewed"] }],
        },
      },
    ],
  });
  await server.listen();
  const worker = server.getWorker<CatalogEnv>("souk-catalog");
  await worker.applyD1Migrations("DB");
  const env = await worker.getEnv();
  const caller = server.getWorker<CallerEnv>("caller");
  const { READS } = await caller.getEnv();
  const rpc = async (method: string, ask?: unknown) => {
    const answer = await caller.fetch(ORIGIN, { method: "POST", body: JSON.stringify({ method, ask }) });
    return (await answer.json()) as never;
  };

  const call = async (actor: Actor | null, ask: Ask) => {
    const token = actor && (await signActorToken(actor, "catalog", ACTOR_TOKEN_KEY, Date.now()));
    return {
      method: ask.method ?? "GET",
      headers: {
        ...(token ? { [ACTOR_HEADER]: token } : {}),
        ...(ask.body === undefined ? {} : { "content-type": "application/json" }),
        ...ask.headers,
      },
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
      ...(ask.raw === undefined ? {} : { body: ask.raw }),
    };
  };

  const ask = async (path: string, ask: Ask & { actor?: Actor | null } = {}): Promise<Response> => {
    const init = await call(ask.actor === undefined ? STAFF : ask.actor, ask);
    return (await worker.fetch(`${ORIGIN}${path}`, init as never)) as unknown as Response;
  };

  // Every test begins in a shop that is set up.
  await ask("/v1/admin/settings", { method: "PUT", body: SETTINGS });
  await ask("/v1/admin/collections/summer", { method: "PUT", body: { title: "Summer" } });

  return {
    env,
    rpc: {
      describeVariants: (ask) => rpc("describeVariants", ask),
      pricingSettings: () => rpc("pricingSettings"),
      findSku: (ask) => rpc("findSku", ask),
      health: () => rpc("health"),
    } satisfies CatalogRpc & HealthRpc as CatalogRpc & HealthRpc,
    logs: () => server.getLogs(),
    objects: server.getWorker("souk-objects"),
    close: () => server.close(),

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
    async read(path: string, ask: Ask & { actor?: Actor | null; currency?: string } = {}): Promise<Response> {
      const init = await call(ask.actor === undefined ? SHOPPER : ask.actor, ask);
      const prefix = path.startsWith("/media/") ? "" : `/web/default/${ask.currency ?? "-"}/-/-`;
      return await READS.fetch(`${ORIGIN}${prefix}${path}`, init as never);
    },
  };
}

/** Two currencies, EUR first. */
export const SETTINGS = {
  default_country: "DE",
  currencies: [
    { code: "EUR", prices_include_tax: true },
    { code: "USD", prices_include_tax: false },
  ],
  tax_rates: [{ country: "DE", category: "standard", name: "MwSt.", rate_ppm: 190_000 }],
  shipping_options: [],
  locations: [{ code: "berlin", name: "Berlin", country: "DE" }],
};

let made = 0;

/** A published product with one variant, unlike any other of the test run. */
export function newTee(change: object = {}) {
  made += 1;
  return {
    title: `Tee ${made}`,
    handle: `tee-${made}`,
    status: "active",
    variants: [{ sku: `TEE-${made}`, title: "One size", prices: [{ amount: 1999, currency: "EUR" }] }],
    ...change,
  };
}

export type Catalog = Awaited<ReturnType<typeof startCatalog>>;
