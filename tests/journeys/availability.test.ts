import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StockEvent } from "../../contracts/messages/stock-event.ts";
import type { StockRpc } from "../../contracts/rpc/stock.ts";
import { MAX_AGE_S, STOCK_SEEN_WITHIN_MS } from "../../workers/catalog/reads/freshness.ts";
import { complete, eventually, readyCart } from "../support/buyer.ts";
import { startCatalog } from "../support/catalog/start-catalog.ts";
import { impatientConfigs } from "../support/impatient-configs.ts";
import type { Json, ShopClient } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { receive, SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

type CatalogEnv = { DB: D1Database; STOCK_PARTITIONS: DurableObjectNamespace };
type OrdersEnv = { STOCK_EVENTS: Queue };

const availabilityIn = async (client: ShopClient, handle: string): Promise<Json> =>
  (await client.store("GET", `/v1/store/products/${handle}`)).body.variants[0].availability;

/** Asks until shoppers are told so. */
async function shown(client: ShopClient, handle: string, wanted: Json, withinMs = 15_000): Promise<void> {
  const last = await eventually(
    () => availabilityIn(client, handle),
    (found) => JSON.stringify(found) === JSON.stringify(wanted),
    withinMs,
  );
  expect(last).toEqual(wanted);
}

async function buy(client: ShopClient, { variantId }: Pick<Stocked, "variantId">, quantity: number) {
  const order = await complete(client, await readyCart(client, [{ variant_id: variantId, quantity }]));
  expect(order.status).toBe(201);
}

describe("what shoppers are told of stock", () => {
  let souk: Souk;
  let catalog: CatalogEnv;
  beforeAll(async () => {
    souk = await startSouk();
    await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
    catalog = (await souk.harness.getWorker("souk-catalog").getEnv()) as CatalogEnv;
  });
  afterAll(() => souk?.close());

  const sees = (product: Stocked, status: string) => shown(souk.client, product.handle, { status });
  const policy = (sku: string, change: Json) =>
    souk.client.admin("PATCH", `/v1/admin/stock/${sku}`, { policy: change });
  const cardOf = async ({ productId }: Stocked): Promise<Json> =>
    (await souk.client.store("GET", "/v1/store/products?limit=100")).body.data.find(
      (card: Json) => card.id === productId,
    );
  const homeOf = async (sku: string) => {
    const { inventory_item_id: itemId } = (await souk.client.admin("GET", `/v1/admin/stock/${sku}`)).body;
    const name = `stock:${Number.parseInt(itemId.slice(4, 6), 10)}`;
    return { itemId, home: catalog.STOCK_PARTITIONS.getByName(name) as unknown as StockRpc };
  };

  it("follows it from never stocked to sold out and back, in the product and in lists", async () => {
    const tee = await stockProduct(souk.client, { units: 0 });
    expect(await availabilityIn(souk.client, tee.handle)).toEqual({ status: "out_of_stock" });
    expect((await cardOf(tee)).availability).toEqual({ status: "out_of_stock" });

    await receive(souk.client, tee.sku, 3);
    await sees(tee, "in_stock");
    expect((await cardOf(tee)).availability).toEqual({ status: "in_stock" });
    await policy(tee.sku, { low_stock_threshold: 2 });
    await buy(souk.client, tee, 1);
    await sees(tee, "low");
    await buy(souk.client, tee, 2);
    await sees(tee, "out_of_stock");
    expect((await cardOf(tee)).availability).toEqual({ status: "out_of_stock" });
    await receive(souk.client, tee.sku, 9);
    await sees(tee, "in_stock");
  });

  it("says what may be had although nothing is there, and from when", async () => {
    const tee = await stockProduct(souk.client, { units: 1 });
    await policy(tee.sku, { backorder_limit: 2 });
    await buy(souk.client, tee, 1);
    await sees(tee, "backorder");
    await buy(souk.client, tee, 2);
    await sees(tee, "out_of_stock");

    const ahead = await stockProduct(souk.client, { units: 0 });
    const available_from = new Date(Date.now() + 86_400_000).toISOString();
    await policy(ahead.sku, { preorder: { limit: 5, available_from } });
    await shown(souk.client, ahead.handle, { status: "preorder", available_from });
    const soon = new Date(Date.now() + 4_000).toISOString();
    await policy(ahead.sku, { preorder: { limit: 5, available_from: soon } });
    await shown(souk.client, ahead.handle, { status: "preorder", available_from: soon });
    await sees(ahead, "out_of_stock");
  });

  it("tells variants apart, and shows the best of them in lists", async () => {
    const sizes = ["S", "M"].map((Size) => ({
      Size,
      sku: `SIZE-${Size}-${crypto.randomUUID().slice(0, 8)}`,
    }));
    const { body } = await souk.client.admin("POST", "/v1/admin/products", {
      title: "Two sizes",
      handle: `two-sizes-${crypto.randomUUID()}`,
      status: "active",
      options: [{ name: "Size", values: ["S", "M"] }],
      variants: sizes.map(({ Size, sku }) => ({ sku, title: Size, options: { Size }, prices: [] })),
    });
    await receive(souk.client, sizes[1]?.sku ?? "", 4);
    const read = () => souk.client.store("GET", `/v1/store/products/${body.handle}`);
    const found = await eventually(
      read,
      (answer) => answer.body.variants[1].availability.status === "in_stock",
    );
    expect(found.body.variants.map((variant: Json) => variant.availability.status)).toEqual([
      "out_of_stock",
      "in_stock",
    ]);
    expect((await cardOf({ ...sizes[0], productId: body.id } as never)).availability.status).toBe("in_stock");
  });

  it("answers for variants of many products at once, and leaves out what is not for sale", async () => {
    const [there, gone, hidden] = [
      await stockProduct(souk.client, { units: 3 }),
      await stockProduct(souk.client, { units: 0 }),
      await stockProduct(souk.client, { units: 3 }),
    ];
    await souk.client.admin("PATCH", `/v1/admin/products/${hidden.productId}`, { status: "draft" });
    const ids = [there.variantId, "var_none", hidden.variantId, gone.variantId, there.variantId];
    const ask = (list: readonly string[]) =>
      souk.client.store("GET", `/v1/store/availability?variant_ids=${list.join(",")}`);
    const wanted = [
      { variant_id: there.variantId, availability: { status: "in_stock" } },
      { variant_id: gone.variantId, availability: { status: "out_of_stock" } },
    ].sort((a, b) => (a.variant_id < b.variant_id ? -1 : 1));
    const isRight = (answer: Json) => JSON.stringify(answer.body.data) === JSON.stringify(wanted);
    expect((await eventually(() => ask(ids), isRight)).body.data).toEqual(wanted);
    const [one, other] = [await ask(ids), await ask(ids.toReversed())];
    expect(other.headers.get("etag")).toBe(one.headers.get("etag"));

    // One that comes up for sale is no longer left out.
    await souk.client.admin("PATCH", `/v1/admin/products/${hidden.productId}`, { status: "active" });
    const three = await eventually(
      () => ask(ids),
      (answer) => answer.body.data.length === 3,
    );
    expect(three.body.data).toHaveLength(3);
    for (const list of [[], ["a b"], ["../x"], Array.from({ length: 101 }, (_, n) => `var_${n}`)])
      expect((await ask(list)).body.code).toBe("invalid_request");
    expect((await souk.client.store("GET", "/v1/store/availability")).body.code).toBe("invalid_request");
  });

  it("is right of a product that was a draft while its stock came", async () => {
    const tee = await stockProduct(souk.client, { units: 0 });
    await souk.client.admin("PATCH", `/v1/admin/products/${tee.productId}`, { status: "draft" });
    await receive(souk.client, tee.sku, 3);
    const rows = () => catalog.DB.prepare("SELECT count(*) AS n FROM availability").first<{ n: number }>();
    const before = (await rows())?.n ?? 0;
    await eventually(rows, (row) => (row?.n ?? 0) > before, 5_000);
    await souk.client.admin("PATCH", `/v1/admin/products/${tee.productId}`, { status: "active" });
    await sees(tee, "in_stock");
  });

  it("follows an item that is sold from shards, to the last unit and back", async () => {
    const tee = await stockProduct(souk.client, { units: 40 });
    await sees(tee, "in_stock");
    const { itemId, home } = await homeOf(tee.sku);
    await home.spread({ itemId, shards: 4 });
    await eventually(
      () => home.moveState({ itemId }),
      (state) => state?.phase === "spread",
    );

    await Promise.all(Array.from({ length: 20 }, () => buy(souk.client, tee, 2)));
    await sees(tee, "out_of_stock");
    await receive(souk.client, tee.sku, 5);
    await sees(tee, "in_stock");
  });

  it("includes numbers where the shop shows them, and no longer when it stops", async () => {
    const tee = await stockProduct(souk.client, { units: 40 });
    const idle = await stockProduct(souk.client, { units: 7 });
    await sees(tee, "in_stock");
    await souk.client.admin("PUT", "/v1/admin/settings", { ...SETTINGS, show_stock: "exact" });
    await shown(souk.client, tee.handle, { status: "in_stock", quantity: 40 });
    await shown(souk.client, idle.handle, { status: "in_stock", quantity: 7 });
    expect((await cardOf(tee)).availability).toEqual({ status: "in_stock" });

    const { itemId } = await homeOf(tee.sku);
    const version = async () =>
      (
        await catalog.DB.prepare("SELECT version FROM availability WHERE item_id = ?")
          .bind(itemId)
          .first<{ version: number }>()
      )?.version ?? 0;
    const before = await version();
    const startedMs = Date.now();
    for (let n = 0; n < 20; n += 1) await buy(souk.client, tee, 1);
    const windows = Math.ceil((Date.now() - startedMs) / 100) + 1;
    await shown(souk.client, tee.handle, { status: "in_stock", quantity: 20 });
    expect((await version()) - before).toBeLessThanOrEqual(Math.min(windows, 20));

    await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
    await sees(tee, "in_stock");
  });
});

describe("with every object out of reach", () => {
  it("shoppers are told what is known, cold and warm, at the cost of the heads alone", async () => {
    const catalog = await startCatalog({}, "out of reach");
    try {
      await catalog.env.DB.batch(
        [
          `INSERT INTO product (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
             VALUES ('prod_a', 'tee', 'Tee', '', 'active', '[]', '[]', 1, 1, 1)`,
          `INSERT INTO variant (id, product_id, position, sku, title, options, tax_category, requires_shipping, weight_grams,
             item_id, claims_sku, created_at_ms) VALUES ('var_a', 'prod_a', 0, 'TEE', 'M', '{}', 'standard', 1, 0, 'inv_a', 1, 1)`,
          `INSERT INTO availability (item_id, version, signal, updated_at_ms) VALUES ('inv_a', 1, 'low', 1)`,
        ].map((statement) => catalog.env.DB.prepare(statement)),
      );
      const read = async (path: string) => {
        const answer = await catalog.read(path);
        return { cost: answer.headers.get("server-timing"), body: (await answer.json()) as Json };
      };
      await expect(catalog.create()).rejects.toThrow("500");

      for (const [path, shown] of [
        ["/products/tee", (body: Json) => body.variants[0].availability],
        ["/products", (body: Json) => body.data[0].availability],
        ["/availability?variant_ids=var_a,var_none", (body: Json) => body.data[0].availability],
      ] as const) {
        const cold = await read(path);
        expect(shown(cold.body)).toEqual({ status: "low" });
        const warm = [await read(path), await read(path), await read(path), await read(path)];
        for (const { body } of warm) expect(body).toEqual(cold.body);
        // Now and then one of them asks whether anything has changed.
        const costs = new Set(warm.map(({ cost }) => cost));
        expect(costs).toContain('d1;desc="0", kv;desc="0"');
        costs.delete('d1;desc="1", kv;desc="0"');
        expect(costs.size).toBe(1);
      }
    } finally {
      await catalog.close();
    }
  });
});

describe("with the waits of a shop", () => {
  let souk: Souk;
  beforeAll(async () => {
    souk = await startSouk({
      SIGNALS_DELAY_MS: "1000",
      SIGNALS_RETRY_MS: "10000",
      HEADS_KEEP_MS: "2000",
      ANSWERS_KEEP_MS: "2000",
    });
    await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
  });
  afterAll(() => souk?.close());

  it("a shopper sees within 10 seconds that the last unit was sold, and that more came", async () => {
    const { client } = souk;
    expect(STOCK_SEEN_WITHIN_MS).toBe(10_000);
    // Nothing here caches in front of the catalog: what it may add is taken off the bound.
    const boundMs = STOCK_SEEN_WITHIN_MS - MAX_AGE_S * 1_000;
    const tee = await stockProduct(client, { units: 1 });
    await shown(client, tee.handle, { status: "in_stock" });

    const inTime = async (status: string) => {
      const sinceMs = Date.now();
      await shown(client, tee.handle, { status }, boundMs);
      expect(Date.now() - sinceMs).toBeLessThanOrEqual(boundMs);
    };
    await buy(client, tee, 1);
    await inTime("out_of_stock");
    await receive(client, tee.sku, 1);
    await inTime("in_stock");
  });
});

describe("messages about stock", () => {
  let souk: Souk;
  let catalog: CatalogEnv;
  let orders: OrdersEnv;
  beforeAll(async () => {
    souk = await startSouk({ SIGNALS_RETRY_MS: "2000" }, impatientConfigs());
    await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
    catalog = (await souk.harness.getWorker("souk-catalog").getEnv()) as CatalogEnv;
    orders = (await souk.harness.getWorker("souk-orders").getEnv()) as OrdersEnv;
  });
  afterAll(() => souk?.close());

  const itemOf = async (sku: string): Promise<string> =>
    (await souk.client.admin("GET", `/v1/admin/stock/${sku}`)).body.inventory_item_id;
  const rowOf = (itemId: string) =>
    catalog.DB.prepare("SELECT version, signal FROM availability WHERE item_id = ?").bind(itemId).first();
  const event = (itemId: string, version: number, signal: StockEvent["signal"]): StockEvent => ({
    ...{ kind: "signal", item_id: itemId, version, signal, units: null, available_from: null, short: false },
    ...{ happened: [], at: new Date().toISOString() },
  });
  const letters = () => souk.client.admin("GET", "/v1/admin/dead-letters?limit=100");

  it("change nothing when they come twice, late or in the wrong order", async () => {
    const tee = await stockProduct(souk.client, { units: 3 });
    await shown(souk.client, tee.handle, { status: "in_stock" });
    await buy(souk.client, tee, 3);
    await shown(souk.client, tee.handle, { status: "out_of_stock" });
    const itemId = await itemOf(tee.sku);
    const before = await rowOf(itemId);
    expect(before).toEqual({ version: 2, signal: "out" });

    const old = [event(itemId, 1, "in_stock"), event(itemId, 2, "in_stock"), event(itemId, 1, "low")];
    await orders.STOCK_EVENTS.sendBatch([...old, ...old].map((body) => ({ body })));
    for (const body of old) await orders.STOCK_EVENTS.send(body);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await rowOf(itemId)).toEqual(before);
    expect(await availabilityIn(souk.client, tee.handle)).toEqual({ status: "out_of_stock" });
  });

  it("that were lost are made good by the next ones, and our own news by what the home says", async () => {
    const tee = await stockProduct(souk.client, { units: 3 });
    await shown(souk.client, tee.handle, { status: "in_stock" });
    const itemId = await itemOf(tee.sku);
    // As if the home had been set back: a version that it never gave, and that it learns of by our confirmation.
    await orders.STOCK_EVENTS.send(event(itemId, 30, "out"));
    await eventually(
      () => rowOf(itemId),
      (row) => Number(row?.version) > 30,
    );
    expect(await rowOf(itemId)).toEqual({ version: 31, signal: "in_stock" });
    await shown(souk.client, tee.handle, { status: "in_stock" });
  });

  it("that can't be applied end where staff see them, and the home goes on until they can", async () => {
    const nonsense = { kind: "signal", item_id: "nonsense" };
    await orders.STOCK_EVENTS.send(nonsense);
    await catalog.DB.prepare("ALTER TABLE availability RENAME TO availability_away").run();
    const tee = await stockProduct(souk.client, { units: 3 });
    const itemId = await itemOf(tee.sku);
    const isOurs = (letter: Json) => letter.body.item_id === "nonsense" || letter.body.item_id === itemId;
    const failed = await eventually(
      letters,
      (answer) =>
        new Set(answer.body.data.filter(isOurs).map((letter: Json) => letter.body.item_id)).size === 2,
      25_000,
    );
    await catalog.DB.prepare("ALTER TABLE availability_away RENAME TO availability").run();
    const ours = failed.body.data.filter(isOurs);
    expect(ours.map((letter: Json) => letter.queue)).toEqual(ours.map(() => "stock-events"));

    await shown(souk.client, tee.handle, { status: "in_stock" });
    const letter = ours.find((one: Json) => one.body.item_id === itemId);
    const redriven = await souk.client.admin("POST", `/v1/admin/dead-letters/${letter.id}/redrive`);
    expect(redriven.body).toMatchObject({ id: letter.id, queue: "stock-events", body: { item_id: itemId } });
  });
});
