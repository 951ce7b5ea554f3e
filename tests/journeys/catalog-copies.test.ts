import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemOf } from "../support/catalog/answers.ts";
import { catalogReader, headsMoved } from "../support/catalog/catalog-reader.ts";
import { type Catalog, HEADS_KEEP_MS, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const { titleOf, forgetEverything } = catalogReader(() => catalog);

const costOf = (answer: Response) => {
  const [, d1, kv] =
    /^d1;desc="(\d+)", kv;desc="(\d+)"$/.exec(answer.headers.get("server-timing") ?? "") ?? [];
  return { d1: Number(d1), kv: Number(kv) };
};

describe("a warm read", () => {
  it("asks neither the database nor KV, however many products are warm", async () => {
    const products = await Promise.all(Array.from({ length: 10 }, () => catalog.create()));
    const paths = [
      ...products.map(({ handle }) => `/products/${handle}`),
      "/products",
      "/collections",
      "/products/none",
    ];
    await headsMoved();
    for (const path of paths) await catalog.read(path);

    const startedAt = performance.now();
    const costs: { d1: number; kv: number }[] = [];
    for (let round = 0; round < 8; round++) {
      for (const path of paths.slice(0, -1)) costs.push(costOf(await catalog.read(path)));
    }
    const refreshes = Math.ceil((performance.now() - startedAt) / (HEADS_KEEP_MS * 0.75)) + 1;

    expect(costs.filter(({ kv }) => kv > 0)).toEqual([]);
    expect(costs.reduce((sum, { d1 }) => sum + d1, 0)).toBeLessThanOrEqual(refreshes);
  });

  it("of one product costs nothing more when another is edited", async () => {
    const [one, other] = await Promise.all([catalog.create(), catalog.create()]);
    await headsMoved();
    await catalog.read(`/products/${one?.handle}`);
    await catalog.patch(other?.id ?? "", { title: "Other" });
    await headsMoved();
    expect(costOf(await catalog.read(`/products/${one?.handle}`))).toEqual({ d1: 1, kv: 0 });
  });
});

describe("a copy in KV", () => {
  const copyOf = async (handle: string) => {
    const { keys } = await catalog.env.COPIES.list<{ etag: string; version: string }>();
    return keys.find(({ name }) => name.endsWith(` ${handle}`));
  };

  it("is kept of what was read from the database, with its version", async () => {
    const { id, handle } = await catalog.create();
    const answer = await catalog.read(`/products/${handle}`);
    const body = await answer.text();
    await expect.poll(() => copyOf(handle)).toBeTruthy();
    const copy = await copyOf(handle);
    expect(await catalog.env.COPIES.get(copy?.name ?? "")).toBe(body);
    expect(copy?.metadata).toEqual({
      etag: answer.headers.get("etag"),
      version: expect.stringContaining(`product:${id}:1.`),
    });
  });

  it("spares the database the body while it is of the present version, and never after", async () => {
    const { id, handle } = await catalog.create();
    await catalog.read(`/products/${handle}`);
    await expect.poll(() => copyOf(handle)).toBeTruthy();
    const { name = "", metadata } = (await copyOf(handle)) ?? {};
    const body = JSON.stringify({ title: "From the copy" });
    await catalog.env.COPIES.put(name, body, { metadata: { ...metadata, etag: '"copy"' } });
    await forgetEverything();

    const copied = await catalog.read(`/products/${handle}`);
    expect([copied.headers.get("etag"), await copied.text()]).toEqual(['"copy"', body]);

    await catalog.patch(id, { title: "From the database" });
    await headsMoved();
    expect(await titleOf(handle)).toBe("From the database");
  });
});

describe("with the database down", () => {
  it("goes on with what it knows, says so, and comes back by itself", async () => {
    const { handle } = await catalog.create();
    await headsMoved();
    await titleOf(handle);

    await catalog.env.DB.exec("ALTER TABLE catalog_change RENAME TO catalog_change_away");
    await headsMoved();
    const stale = await catalog.read(`/products/${handle}`);
    expect([stale.status, stale.headers.get("souk-stale")]).toEqual([200, "true"]);
    expect(await problemOf(await catalog.read("/products/never-seen"))).toMatchObject({
      code: "service_unavailable",
    });

    await catalog.env.DB.exec("ALTER TABLE catalog_change_away RENAME TO catalog_change");
    await wait(1_100);
    const fresh = await catalog.read(`/products/${handle}`);
    expect([fresh.status, fresh.headers.get("souk-stale")]).toEqual([200, null]);
  });

  it("EDG-3 goes on from the copies in KV where an isolate knows nothing any more", async () => {
    const { handle } = await catalog.create();
    const paths = [`/products/${handle}`, "/products?limit=7", "/collections"];
    await headsMoved();
    const bodies = await Promise.all(paths.map(async (path) => (await catalog.read(path)).text()));
    await forgetEverything();

    const shown = () =>
      Promise.all(
        paths.map(async (path) => {
          const answer = await catalog.read(path);
          return {
            status: answer.status,
            stale: answer.headers.get("souk-stale"),
            body: await answer.text(),
          };
        }),
      );
    const asKept = bodies.map((body) => ({ status: 200, stale: "true", body }));
    await catalog.env.DB.exec("ALTER TABLE product RENAME TO product_away");
    await catalog.env.DB.exec("ALTER TABLE collection RENAME TO collection_away");
    await catalog.env.DB.exec("ALTER TABLE list_head RENAME TO list_head_away");
    // The feed still answers, and then nothing does.
    await expect.poll(shown).toEqual(asKept);
    await catalog.env.DB.exec("ALTER TABLE catalog_change RENAME TO catalog_change_away");
    await headsMoved();
    expect(await shown()).toEqual(asKept);
    expect((await catalog.read("/products/never-read")).status).toBe(503);

    for (const table of ["product", "collection", "list_head", "catalog_change"])
      await catalog.env.DB.exec(`ALTER TABLE ${table}_away RENAME TO ${table}`);
    await wait(1_100);
    expect(await shown()).toEqual(bodies.map((body) => ({ status: 200, stale: null, body })));
  });
});
