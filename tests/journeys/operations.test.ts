import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCOPES } from "../../contracts/http/route.ts";
import { complete, eventually, readyCart } from "../support/buyer.ts";
import { seedKey } from "../support/seed-key.ts";
import type { Json } from "../support/shop-client.ts";
import { shopClient } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, SETTINGS, stockProduct } from "../support/stock-shop.ts";

describe("operations", () => {
  let souk: Souk;
  beforeAll(async () => {
    souk = await startSouk();
    await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
  });
  afterAll(() => souk?.close());

  it("show every partition, and a stuck checkout goes on once its parked work is tried again", async () => {
    const { client, harness } = souk;
    const tee = await stockProduct(client, { units: 1 });
    const basket = await readyCart(client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const pending = await complete(client, basket, "tok_unknown_paid");
    const name = `orders:0:1:${Number.parseInt(basket.id.slice(8, 10), 10)}`;
    const objects = harness.getWorker("souk-objects");
    const storage = await objects.getDurableObjectStorage("Orders", { name });
    await storage.exec("UPDATE due SET parked = 'by the test', attempts = 10 WHERE kind = 'saga'");

    const listed = await client.admin("GET", "/v1/admin/partitions");
    expect(listed.body.data.map((partition: Json) => partition.name)).toEqual([
      "orders:0:1:0",
      "orders:0:1:1",
      "stock:0",
      "stock:1",
    ]);
    const stuck = listed.body.data.find((partition: Json) => partition.name === name);
    expect(stuck).toMatchObject({
      state: "open",
      parked: [{ kind: "saga", attempts: 10, error: "by the test" }],
    });

    const retried = await client.admin("POST", `/v1/admin/partitions/${name}/retry-parked`);
    expect(retried.body.parked).toEqual([]);
    const order = await eventually(
      () => client.admin("GET", `/v1/admin/orders/${pending.body.id}`),
      (answer) => answer.body.status === "placed",
    );
    expect(order.body.status).toBe("placed");
    await eventually(
      () => audit(client, tee.sku),
      (level) => level.committed === 1,
    );
    expect((await client.admin("POST", "/v1/admin/partitions/orders:9:9:9/retry-parked")).status).toBe(404);
  });

  it("install a layout once, whatever is asked for later", async () => {
    const again = await souk.client.admin("PUT", "/v1/admin/layout", {
      stock_partitions: 9,
      orders_partitions: 9,
    });
    expect(again.body).toMatchObject({ version: 1, stock_partitions: 2 });
    expect((await souk.client.admin("GET", "/v1/admin/layout")).body).toEqual(again.body);
  });
});

describe("in production", () => {
  let souk: Souk;
  let client: Souk["client"];
  beforeAll(async () => {
    souk = await startSouk({ SOUK_ENV: "production" });
    const { DB } = (await souk.harness.getWorker("souk-identity").getEnv()) as { DB: D1Database };
    const publishable = await seedKey(DB, { kind: "publishable", scopes: ["store"], mode: "live" });
    const secret = await seedKey(DB, {
      kind: "secret",
      scopes: SCOPES.filter((scope) => scope !== "store"),
      mode: "live",
    });
    client = shopClient(souk.client.url, publishable, secret);
    await client.admin("PUT", "/v1/admin/layout", { stock_partitions: 1, orders_partitions: 1 });
    await client.admin("PUT", "/v1/admin/settings", SETTINGS);
  });
  afterAll(() => souk?.close());

  it("the test provider does not exist, nor its webhook", async () => {
    const tee = await stockProduct(client, { units: 1 });
    const basket = await readyCart(client, [{ variant_id: tee.variantId, quantity: 1 }]);

    const refused = await complete(client, basket);
    expect([refused.status, refused.body.code, refused.body.providers]).toEqual([
      422,
      "payment_provider_unavailable",
      [],
    ]);
    const webhook = { id: "e", type: "payment.succeeded", payment_id: "testpay.ok.1.EUR.x-1.AAAA" };
    expect((await client.open("POST", "/v1/webhooks/test", webhook)).status).toBe(404);
    expect(await audit(client, tee.sku)).toMatchObject({ held: 0, available: 1 });
  });

  it("test keys open nothing", async () => {
    expect((await souk.client.store("GET", "/v1/store/products")).status).toBe(401);
    expect((await souk.client.admin("GET", "/v1/admin/products")).status).toBe(401);
  });
});
