import { describe, expect, it } from "vitest";
import { service, worker } from "../../configs/worker.fixture.ts";
import type { Worker, WorkerConfig } from "../../configs/worker-config.ts";
import { projectRoot } from "../../project-root.ts";
import { checkWiring } from "./check-wiring.ts";
import { findExports } from "./find-exports.ts";
import { readWiring } from "./read-wiring.ts";
import type { ShopWiring } from "./shop-wiring.ts";

const consumer = (queue: string, fields = {}) => ({
  queue,
  max_batch_size: 10,
  max_batch_timeout: 1,
  max_retries: 3,
  ...fields,
});
const onStock = { bindings: [{ name: "STOCK", class_name: "Stock", script_name: "souk-objects" }] };

/** A small shop in which everything is right. */
function shop(changes: Record<string, Partial<Record<keyof WorkerConfig, unknown>>> = {}): ShopWiring {
  const base: Record<string, Partial<Record<keyof WorkerConfig, unknown>>> = {
    gateway: { workers_dev: true, preview_urls: true, services: [service("catalog", "CatalogReads")] },
    catalog: {
      cache: { enabled: true },
      exports: { default: { cache: { enabled: false } } },
      durable_objects: onStock,
      d1_databases: [
        {
          binding: "DB",
          database_name: "catalog",
          database_id: "1",
          migrations_dir: "../../migrations/catalog",
        },
      ],
      queues: {
        consumers: [consumer("events", { dead_letter_queue: "events-dlq" }), consumer("events-dlq")],
      },
    },
    objects: {
      migrations: [{ tag: "v1", new_sqlite_classes: ["Stock"] }],
      queues: { producers: [{ binding: "EVENTS", queue: "events" }] },
    },
  };
  const names = [...new Set([...Object.keys(base), ...Object.keys(changes)])];
  return {
    workers: names.map((name) => worker(name, { ...base[name], ...changes[name] })),
    exports: new Map([
      ["souk-gateway", ["default"]],
      ["souk-catalog", ["default", "CatalogReads"]],
      ["souk-objects", ["default", "Stock"]],
    ]),
    migrations: new Map([["catalog", ["0000_catalog.sql", "meta"]]]),
    placement: { jurisdictions: ["eu"], locationHints: ["weur"] },
  };
}

const rules = (wiring: ShopWiring) => checkWiring(wiring).map(({ file, rule }) => `${file}: ${rule}`);

describe("the wiring of the shop", () => {
  it("is right", () => {
    expect(rules(readWiring(projectRoot))).toEqual([]);
    expect(rules(shop())).toEqual([]);
  });

  it.each([
    [
      "bindings in a circle",
      { catalog: { services: [service("gateway")], durable_objects: {}, cache: undefined, exports: {} } },
      "wrangler.toml: bindings form a circle: souk-gateway → souk-catalog → souk-gateway",
    ],
    [
      "a Worker that does not exist",
      { gateway: { services: [service("search")] } },
      'no config has the Worker "souk-search"',
    ],
    [
      "an entrypoint that does not exist",
      { gateway: { services: [service("catalog", "CatalogWrites")] } },
      'souk-catalog exports no "CatalogWrites"',
    ],
    [
      "a class that does not exist",
      {
        catalog: {
          durable_objects: { bindings: [{ name: "S", class_name: "Shelf", script_name: "souk-objects" }] },
        },
      },
      'souk-objects exports no "Shelf"',
    ],
    [
      "an object without SQLite",
      { objects: { migrations: [{ tag: "v1", new_classes: ["Stock"] }] } },
      '"Stock" is made without SQLite',
    ],
    [
      "an object that was deleted",
      {
        objects: {
          migrations: [
            { tag: "v1", new_sqlite_classes: ["Stock"] },
            { tag: "v2", deleted_classes: ["Stock"] },
          ],
        },
      },
      'souk-objects has no SQLite class "Stock"',
    ],
    [
      "an object script that calls others",
      { objects: { services: [service("orders")] }, orders: {} },
      "the object script has service bindings",
    ],
    [
      "a queue without a consumer",
      { objects: { queues: { producers: [{ binding: "MAIL", queue: "mail" }] } } },
      'the queue "mail" has 0 consumers',
    ],
    [
      "a queue with two consumers",
      { orders: { queues: { consumers: [consumer("events-dlq")] } } },
      'the queue "events-dlq" has 2 consumers',
    ],
    [
      "a dead-letter queue that nobody reads",
      { catalog: { queues: { consumers: [consumer("events", { dead_letter_queue: "events-dlq" })] } } },
      'the queue "events-dlq" has 0 consumers',
    ],
    [
      "a consumer that drops what fails",
      { catalog: { queues: { consumers: [consumer("events")] } } },
      'the consumer of "events" has no dead_letter_queue',
    ],
    [
      "a consumer that leaves a setting to chance",
      {
        orders: {
          queues: { consumers: [consumer("x", { max_retries: undefined, dead_letter_queue: "events-dlq" })] },
        },
      },
      'the consumer of "x" does not set max_retries',
    ],
    ["a second public Worker", { catalog: { workers_dev: true } }, "workers_dev is not false"],
    ["preview addresses of a service", { catalog: { preview_urls: undefined } }, "preview_urls is not false"],
    ["a service with a route", { catalog: { routes: ["shop.example/*"] } }, "it has routes"],
    ["a gateway that nobody reaches", { gateway: { workers_dev: false } }, "the gateway has no address"],
    [
      "an answer for staff in the cache",
      { catalog: { exports: { default: { cache: { enabled: true } } } } },
      'the cache of "default" is on',
    ],
    [
      "canonical reads outside the cache",
      { catalog: { cache: { enabled: false } } },
      'the cache of "CatalogReads" is off',
    ],
    ["a cache elsewhere", { gateway: { cache: { enabled: true } } }, 'the cache of "default" is on'],
    [
      "a Worker of another date",
      { objects: { compatibility_date: "2020-01-01" } },
      "it runs under 2020-01-01 with nodejs_compat",
    ],
    ["other flags", { objects: { compatibility_flags: [] } }, "it runs under 2026-09-18 with no flags"],
    [
      "a bucket in a place that does not exist",
      { catalog: { r2_buckets: [{ binding: "M", bucket_name: "m", jurisdiction: "atlantis" }] } },
      'there is no place "atlantis"',
    ],
    [
      "a database without migrations",
      {
        orders: {
          d1_databases: [{ binding: "DB", database_name: "orders", database_id: "2", migrations_dir: "x" }],
        },
      },
      'the database "orders" has no migrations in "x"',
    ],
    [
      "a database with two owners",
      {
        orders: {
          d1_databases: [
            {
              binding: "DB",
              database_name: "catalog",
              database_id: "1",
              migrations_dir: "../../migrations/catalog",
            },
          ],
        },
      },
      "the database 1 is bound by workers/catalog/wrangler.toml too",
    ],
  ])("refuses %s", (_, changes, rule) => {
    expect(rules(shop(changes)).join("\n")).toContain(rule);
  });

  it("passes on what wrangler finds odd, and checks the places of the layout", () => {
    const wiring = shop();
    const [gateway, ...others] = wiring.workers as [Worker, ...Worker[]];
    const warned = { ...gateway, warnings: ['Unexpected fields found: "wurst"'] };
    expect(
      rules({
        ...wiring,
        workers: [warned, ...others],
        placement: { jurisdictions: ["eu"], locationHints: ["moon"] },
      }),
    ).toEqual([
      'wrangler.toml: wrangler says: Unexpected fields found: "wurst"',
      'contracts/rpc/layout.ts: there is no place "moon"',
    ]);
  });
});

describe("a Worker's exports", () => {
  it("are read from its main module", () => {
    const text = `export class A<T> { #x = 1 }
export { B, c as D } from "./b.ts";
export function e(): void {}
export type F = string;
export default { fetch: () => new Response(null) };`;
    expect(findExports(text)).toEqual(["A", "B", "D", "e", "F", "default"]);
    expect(() => findExports('export * from "./b.ts";')).toThrow("names what it exports");
  });
});
