import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyTurns } from "../../workers/catalog/turns/apply-turns.ts";
import { productOf } from "../support/catalog/answers.ts";
import { newTee } from "../support/catalog/fixtures.ts";
import { type Catalog, HEADS_KEEP_MS, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const HOUR_MS = 3_600_000;
const at = (timeMs: number) => new Date(timeMs).toISOString();
const statusOf = async (handle: string) => (await catalog.read(`/products/${handle}`)).status;
const isListed = async (handle: string) => {
  const page = (await (await catalog.read("/products?limit=100")).json()) as { data: { handle: string }[] };
  return page.data.some((card) => card.handle === handle);
};
const headsMoved = () => wait(HEADS_KEEP_MS + 20);

describe("CAT-10 a product with a window", () => {
  it("appears and disappears at its minutes, in lists and by itself", async () => {
    const opensMs = Date.now() + HOUR_MS;
    const closesMs = opensMs + HOUR_MS;
    const { id, handle } = await catalog.create(
      newTee({ publish_at: at(opensMs), unpublish_at: at(closesMs) }),
    );
    expect([await statusOf(handle), await isListed(handle)]).toEqual([404, false]);

    for (const [nowMs, status] of [
      [opensMs - 1, 404],
      [opensMs, 200],
      [closesMs - 1, 200],
      [closesMs, 404],
    ] as const) {
      await applyTurns(catalog.env.DB, nowMs);
      await headsMoved();
      expect([nowMs - opensMs, await statusOf(handle)]).toEqual([nowMs - opensMs, status]);
      expect(await isListed(handle)).toBe(status === 200);
    }
    const product = await productOf(await catalog.ask(`/v1/admin/products/${id}`));
    expect(product).toMatchObject({ version: 3, status: "active", published_at: at(opensMs) });
  });

  it("is turned by whoever reads next, with no cron and no edit", async () => {
    const opensMs = Date.now() + 1_000;
    const { handle } = await catalog.create(newTee({ publish_at: at(opensMs) }));
    expect(await statusOf(handle)).toBe(404);
    await wait(opensMs - Date.now());

    // The heads are asked at most once in their time, so that is how late it may be.
    await expect.poll(() => statusOf(handle), { timeout: 4 * HEADS_KEEP_MS, interval: 20 }).toBe(200);
  });

  it("is shown with 1,000 others of its moment, and the prices of a list, by the read that finds them due", async () => {
    const opensMs = Date.now() + 3_000;
    const { id } = await catalog.create(newTee({ publish_at: at(opensMs), unpublish_at: null }));
    await catalog.env.DB.prepare(
      `INSERT INTO product (id, handle, title, description, status, options, tags, publish_at_ms, is_off_schedule,
          version, created_at_ms, updated_at_ms)
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000)
        SELECT 'prod_many_' || n, 'many-' || n, 'Many', '', 'active', '[]', '[]', publish_at_ms, 1, 1, 1, 1
        FROM n, product WHERE id = ?`,
    )
      .bind(id)
      .run();
    await catalog.env.DB.prepare(
      "INSERT INTO turn SELECT 'product', id, publish_at_ms FROM product WHERE id LIKE 'prod_many_%'",
    ).run();
    const list = { title: "Sale", currency: "EUR", status: "active", starts_at: at(opensMs) };
    const made = await catalog.ask("/v1/admin/price-lists", {
      method: "POST",
      body: { handle: "at-once", ...list },
    });
    expect(made.status).toBe(201);

    await wait(opensMs - Date.now() + HEADS_KEEP_MS);
    await catalog.read("/products?limit=1");
    const left = () => catalog.count("SELECT count(*) AS n FROM turn WHERE at_ms <= ?", opensMs);
    await expect.poll(left, { timeout: 3_000 }).toBe(0);
    const shown =
      "SELECT count(*) AS n FROM product WHERE is_shown = 1 AND (id = ? OR id LIKE 'prod_many_%')";
    expect(await catalog.count(shown, id)).toBe(1_001);
    expect(await catalog.count("SELECT is_live AS n FROM price_list WHERE handle = 'at-once'")).toBe(1);
    await headsMoved();
    expect(await statusOf("many-1000")).toBe(200);
  });

  it("is sold in its window alone, to the very moment", async () => {
    const opensMs = Date.now() + 1_500;
    const { variants } = await catalog.create(
      newTee({ publish_at: at(opensMs), unpublish_at: at(opensMs + 1_500) }),
    );
    const variantIds = variants.map(({ id }) => id);
    const sold = async () => {
      const facts: unknown[] = await catalog.rpc.describeVariants({
        variantIds,
        currency: "EUR",
        freshness: "exact",
      });
      return facts.length === 1;
    };
    expect(await sold()).toBe(false);
    await wait(opensMs - Date.now() + 5);
    expect(await sold()).toBe(true);
    await wait(opensMs + 1_500 - Date.now() + 5);
    expect(await sold()).toBe(false);
  });

  it("is turned once by many at the same moment", async () => {
    const opensMs = Date.now() + HOUR_MS;
    const { id } = await catalog.create(newTee({ publish_at: at(opensMs) }));
    await Promise.all(Array.from({ length: 8 }, () => applyTurns(catalog.env.DB, opensMs)));
    const turns =
      "SELECT count(*) AS n FROM catalog_change WHERE entity_id = ? AND actor_id = 'system' AND kind = 'product'";
    expect(await catalog.count(turns, id)).toBe(1);
    expect(await catalog.count("SELECT version AS n FROM product WHERE id = ?", id)).toBe(2);
  });

  it("that is edited at the moment of its turn ends as both say", async () => {
    const opensMs = Date.now() + HOUR_MS;
    const { id, handle } = await catalog.create(newTee({ publish_at: at(opensMs) }));
    const [, edited] = await Promise.all([
      applyTurns(catalog.env.DB, opensMs),
      catalog.patch(id, { title: "Edited" }),
      applyTurns(catalog.env.DB, opensMs),
    ]);
    expect(edited.status).toBe(200);
    // An edit knows the time of its own clock alone: what it finds not yet due stays to be turned.
    await applyTurns(catalog.env.DB, opensMs);
    await headsMoved();
    expect(await (await catalog.read(`/products/${handle}`)).json()).toMatchObject({ title: "Edited" });
  });
});
