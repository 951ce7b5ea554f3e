import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import * as routes from "../../contracts/http/store/product-routes.ts";
import { SEEN_WITHIN_MS } from "../../workers/catalog/reads/freshness.ts";
import { problemOf } from "../support/catalog/answers.ts";
import { newTee, SETTINGS } from "../support/catalog/fixtures.ts";
import { type Catalog, HEADS_KEEP_MS, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const Page = routes.listProducts.responses[200].content["application/json"].schema;
const Product = routes.getProduct.responses[200].content["application/json"].schema;
type Page = z.infer<typeof Page>;

const pageOf = async (query: string) => Page.parse(await (await catalog.read(`/products${query}`)).json());
const titleOf = async (handle: string) =>
  Product.parse(await (await catalog.read(`/products/${handle}`)).json()).title;
const costOf = (answer: Response) => {
  const [, d1, kv] =
    /^d1;desc="(\d+)", kv;desc="(\d+)"$/.exec(answer.headers.get("server-timing") ?? "") ?? [];
  return { d1: Number(d1), kv: Number(kv) };
};
/** After this every isolate has heard of what was committed before. */
const headsMoved = () => wait(HEADS_KEEP_MS + 20);

describe("a published product", () => {
  it("is shown with prices in the asked currency, or the shop's first", async () => {
    const prices = [
      { amount: 1999, currency: "EUR" },
      { amount: 2499, currency: "USD" },
    ];
    const { handle } = await catalog.create(
      newTee({ variants: [{ sku: "CUR-1", title: "One size", prices }] }),
    );
    const priceIn = async (currency: string) =>
      Product.parse(await (await catalog.read(`/products/${handle}`, { currency })).json()).variants[0]
        ?.price;

    expect(await priceIn("-")).toEqual(prices[0]);
    expect(await priceIn("EUR")).toEqual(prices[0]);
    expect(await priceIn("USD")).toEqual(prices[1]);
    const answer = await catalog.read(`/products/${handle}`, { currency: "GBP" });
    expect(await problemOf(answer)).toEqual({ status: 400, code: "invalid_request", at: ["?currency"] });
  });

  it("is not sent again to those who hold it", async () => {
    const { handle } = await catalog.create();
    const first = await catalog.read(`/products/${handle}`);
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("public, max-age=5");

    const again = await catalog.read(`/products/${handle}`, {
      headers: { "if-none-match": `W/${etag}, "other"` },
    });
    expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
    const other = await catalog.read(`/products/${handle}`, { headers: { "if-none-match": '"other"' } });
    expect(other.status).toBe(200);
  });

  it("has another tag when another product takes its handle", async () => {
    const first = await catalog.create();
    const etag = (await catalog.read(`/products/${first.handle}`)).headers.get("etag");
    await catalog.archive(first.id);
    await catalog.create(newTee({ handle: first.handle, title: first.title }));
    await headsMoved();
    expect((await catalog.read(`/products/${first.handle}`)).headers.get("etag")).not.toBe(etag);
  });
});

describe("drafts and archived products", () => {
  it("never appear", async () => {
    const draft = await catalog.create(newTee({ status: "draft", collections: ["summer"] }));
    const archived = await catalog.create(newTee({ collections: ["summer"] }));
    await catalog.archive(archived.id);
    await headsMoved();

    for (const { id, handle } of [draft, archived]) {
      expect((await catalog.read(`/products/${handle}`)).status).toBe(404);
      for (const query of ["?limit=100", "?limit=100&collection=summer"]) {
        expect((await pageOf(query)).data.map((card) => card.id)).not.toContain(id);
      }
    }
  });
});

describe("an edit", () => {
  it("is seen within the bound that the contract states", () => {
    expect(SEEN_WITHIN_MS).toBe(7_000);
    expect(routes.listProducts.description).toContain("within 7 seconds");
  });

  it("is in no answer that was asked for after the heads moved, and is seen by many readers at once", async () => {
    const { id, handle } = await catalog.create();
    for (const title of ["First", "Second", "Third"]) {
      await titleOf(handle);
      await catalog.patch(id, { title });
      const committedAt = performance.now();

      const seen: { afterMs: number; title: string }[] = [];
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          while (performance.now() - committedAt < HEADS_KEEP_MS * 2) {
            const afterMs = performance.now() - committedAt;
            seen.push({ afterMs, title: await titleOf(handle) });
          }
        }),
      );
      const late = seen.filter(({ afterMs }) => afterMs > HEADS_KEEP_MS);
      expect(late.length).toBeGreaterThan(0);
      expect(late.filter((read) => read.title !== title)).toEqual([]);
    }
  });

  it("that publishes a handle ends its absence", async () => {
    const { id, handle } = await catalog.create(newTee({ status: "draft" }));
    expect((await catalog.read(`/products/${handle}`)).status).toBe(404);
    await catalog.patch(id, { status: "active" });
    await headsMoved();
    expect((await catalog.read(`/products/${handle}`)).status).toBe(200);
  });

  it("that renames a product moves it from its old handle to the new one", async () => {
    const { id, handle } = await catalog.create();
    await titleOf(handle);
    await catalog.patch(id, { handle: `${handle}-new` });
    await headsMoved();
    expect((await catalog.read(`/products/${handle}`)).status).toBe(404);
    expect((await catalog.read(`/products/${handle}-new`)).status).toBe(200);
  });

  it("of the shop's currencies changes the price that is shown first", async () => {
    const { handle } = await catalog.create();
    await titleOf(handle);
    await catalog.putSettings({ ...SETTINGS, currencies: SETTINGS.currencies.toReversed() });
    await headsMoved();
    const shown = Product.parse(await (await catalog.read(`/products/${handle}`)).json());
    expect(shown.variants[0]?.price).toBeNull();
    await catalog.putSettings(SETTINGS);
    await headsMoved();
  });
});

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

describe("what a reader asks for", () => {
  it("may be some fields only", async () => {
    const { id, handle, title, variants } = await catalog.create();
    await headsMoved();
    const cut = await catalog.read(`/products/${handle}?fields=title,variants.sku`);
    expect(await cut.json()).toEqual({ title, variants: [{ sku: variants[0]?.sku }] });
    const whole = await catalog.read(`/products/${handle}`);
    expect(cut.headers.get("etag")).not.toBe(whole.headers.get("etag"));

    const page = (await (await catalog.read("/products?limit=1&fields=id")).json()) as Page;
    expect(page.data).toEqual([{ id }]);
    expect(page).toHaveProperty("next_cursor");
    expect(await problemOf(await catalog.read(`/products/${handle}?fields=title,nope`))).toEqual({
      status: 400,
      code: "invalid_request",
      at: ["?fields"],
    });
  });

  it("may be named by its id, also when its handle changes", async () => {
    const { id, handle } = await catalog.create();
    await headsMoved();
    const byId = await catalog.read(`/products/${id}`);
    expect(await byId.text()).toBe(await (await catalog.read(`/products/${handle}`)).text());

    await catalog.patch(id, { handle: `${handle}-moved`, status: "draft" });
    await headsMoved();
    expect((await catalog.read(`/products/${id}`)).status).toBe(404);
    await catalog.patch(id, { status: "active" });
    await headsMoved();
    expect(Product.parse(await (await catalog.read(`/products/${id}`)).json()).handle).toBe(
      `${handle}-moved`,
    );
    expect((await catalog.read("/products/prod_00000000000000000000")).status).toBe(404);
  });

  it("may be many products by their ids, of which those are given that are shown", async () => {
    const shown = await Promise.all([catalog.create(), catalog.create()]);
    const hidden = await catalog.create(newTee({ status: "draft" }));
    await headsMoved();
    const ids = [...shown.map(({ id }) => id), hidden.id, "prod_none"];
    const page = await pageOf(`?ids=${ids.join()}`);
    expect(page.data.map(({ id }) => id)).toEqual(shown.map(({ id }) => id).sort());
    expect(page.next_cursor).toBeNull();

    await catalog.patch(hidden.id, { status: "active" });
    await headsMoved();
    expect((await pageOf(`?ids=${ids.join()}`)).data.map(({ id }) => id)).toContain(hidden.id);
    expect(await problemOf(await catalog.read(`/products?ids=${ids[0]}&limit=3`))).toMatchObject({
      code: "invalid_request",
      at: ["?limit"],
    });
    expect(await problemOf(await catalog.read("/products?ids=tee"))).toMatchObject({ at: ["?ids"] });
  });

  it("may bring the cards of what a product is related to", async () => {
    const [accessory, gone] = await Promise.all([catalog.create(), catalog.create()]);
    const related = [accessory, gone].map((product) => ({ product_id: product?.id, kind: "accessory" }));
    const { handle } = await catalog.create(newTee({ related }));
    await catalog.patch(gone?.id ?? "", { status: "draft" });
    await headsMoved();

    const shown = Product.parse(await (await catalog.read(`/products/${handle}?expand=related`)).json());
    expect(shown.related).toEqual([
      { ...related[0], product: expect.objectContaining({ handle: accessory?.handle }) },
      { ...related[1], product: null },
    ]);
    expect(await problemOf(await catalog.read(`/products/${handle}?expand=everything`))).toMatchObject({
      at: ["?expand"],
    });
  });
});

describe("a list", () => {
  it("is walked without gap or repeat while products are added", async () => {
    for (const walk of ["", "&collection=walk"]) {
      await catalog.putCollection("walk");
      const known: string[] = [];
      for (let index = 0; index < 12; index++)
        known.push((await catalog.create(newTee({ collections: ["walk"] }))).id);
      await headsMoved();

      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await pageOf(`?limit=5${walk}${cursor ? `&cursor=${cursor}` : ""}`);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.next_cursor;
        await catalog.create();
      } while (cursor && seen.length < 200);

      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(known));
    }
  });

  it("shows the newest first, and a collection in its own order", async () => {
    await catalog.putCollection("ordered");
    const first = await catalog.create(newTee({ collections: ["ordered"] }));
    const second = await catalog.create(newTee({ collections: ["ordered"] }));
    await headsMoved();
    expect((await pageOf("?limit=2")).data.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await pageOf("?collection=ordered")).data.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it("shows what prices begin at", async () => {
    const options = [{ name: "Size", values: ["S", "M", "L"] }];
    const variants = ["S", "M", "L"].map((Size, index) => ({
      sku: `RANGE-${Size}`,
      title: Size,
      options: { Size },
      prices: index === 2 ? [] : [{ amount: 1000 + index * 500, currency: "EUR" }],
    }));
    const { id } = await catalog.create(newTee({ options, variants }));
    await headsMoved();
    expect((await pageOf("?limit=1")).data).toEqual([
      expect.objectContaining({
        id,
        price_from: { amount: 1000, currency: "EUR" },
        price_to: { amount: 1500, currency: "EUR" },
        variant_count: 3,
        picture: null,
      }),
    ]);
  });

  it.each([
    ["?limit=0", "?limit"],
    ["?limit=101", "?limit"],
    ["?limit=ten", "?limit"],
    ["?cursor=bmV3ZXN0", "?cursor"],
    ["?collection=UPPER", "?collection"],
  ])("is refused for %s", async (query, place) => {
    const answer = await catalog.read(`/products${query}`);
    expect(await problemOf(answer)).toEqual({ status: 400, code: "invalid_request", at: [place] });
  });

  it("of an unknown collection is not found until it exists", async () => {
    expect((await catalog.read("/products?collection=later")).status).toBe(404);
    await catalog.putCollection("later");
    await headsMoved();
    expect((await pageOf("?collection=later")).data).toEqual([]);
  });

  it.each([
    "/",
    "/products/a/b",
    "/nothing",
    "/products/%ff",
    "/collections/summer",
  ])("is at no other address: %s", async (path) => {
    expect((await catalog.read(path)).status).toBe(404);
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

/** More changes than an isolate reads: it begins anew. */
async function forgetEverything(): Promise<void> {
  await catalog.env.DB.exec(
    `INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
      SELECT 'settings', 'test', 1, '[]', 0, 'test' FROM n`.replaceAll(/\s+/g, " "),
  );
  await headsMoved();
}

describe("what checkout asks", () => {
  it("is answered exactly at once, and recently within the bound", async () => {
    const { id, handle, title, variants } = await catalog.create();
    const [variant] = variants;
    const ask = (freshness: "exact" | "recent", currency = "EUR") =>
      catalog.rpc.describeVariants({ variantIds: [variant?.id ?? "", "var_unknown"], currency, freshness });
    const facts = {
      variantId: variant?.id,
      productId: id,
      productHandle: handle,
      productTitle: title,
      variantTitle: "One size",
      sku: variant?.sku,
      itemId: variant?.inventory_item_id,
      unitPrice: { amount: 1999, currency: "EUR" },
      taxCategory: "standard",
      requiresShipping: true,
    };
    expect(await ask("exact")).toEqual([facts]);
    expect(await ask("recent")).toEqual([facts]);
    expect(await ask("exact", "USD")).toEqual([]);

    const prices = [{ amount: 2999, currency: "EUR" }];
    await catalog.patch(id, { variants: [{ sku: variant?.sku, title: "One size", prices }] });
    expect(await ask("exact")).toMatchObject([{ unitPrice: prices[0] }]);
    await headsMoved();
    expect(await ask("recent")).toMatchObject([{ unitPrice: prices[0] }]);

    await catalog.archive(id);
    expect(await ask("exact")).toEqual([]);
    await headsMoved();
    expect(await ask("recent")).toEqual([]);
    await catalog.patch(id, { status: "active" });
    await headsMoved();
    expect(await ask("recent")).toHaveLength(1);
  });

  it("takes 300 variants in one question", async () => {
    const variantIds = Array.from({ length: 300 }, (_, index) => `var_${index}`);
    expect(await catalog.rpc.describeVariants({ variantIds, currency: "EUR", freshness: "exact" })).toEqual(
      [],
    );
  });

  it("includes the settings, by version", async () => {
    expect(await catalog.rpc.pricingSettings()).toEqual({ version: expect.any(Number), settings: SETTINGS });
  });

  it("knows no SKU that never was", async () => {
    expect(await catalog.rpc.findSku({ sku: "NEVER" })).toBeNull();
  });

  it("says that all is well", async () => {
    expect(await catalog.rpc.health()).toEqual({ d1: "ok", kv: "ok", r2: "ok" });
  });
});
