import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  beginCart,
  complete,
  eventually,
  freshKey,
  giveDetails,
  onCart,
  readyCart,
} from "../support/buyer.ts";
import type { Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { SETTINGS, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk();
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

const create = (key: string, body: Json) =>
  souk.client.store("POST", "/v1/store/carts", body, { "idempotency-key": key });

describe("a new generation of order partitions", () => {
  it("answers a keyed create with the first cart, and a repeated purchase with the first order", async () => {
    const { client } = souk;
    const tee = await stockProduct(client, { units: 10 });
    const body = { currency: "EUR", lines: [{ variant_id: tee.variantId, quantity: 1 }] };
    const keys = Array.from({ length: 8 }, freshKey);
    const first = await Promise.all(keys.map((key) => create(key, body)));
    const bought = await readyCart(client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const buyKey = freshKey();
    const order = await complete(client, bought, "tok_ok", { key: buyKey });
    expect(order.status).toBe(201);
    const old = await beginCart(client);

    const opened = await client.admin("PUT", "/v1/admin/layout/generations/2", { partitions: 3 });
    expect(opened.status).toBe(200);
    const again = await client.admin("PUT", "/v1/admin/layout/generations/2", { partitions: 3 });
    expect(again.body).toEqual(opened.body);
    expect((await client.admin("PUT", "/v1/admin/layout/generations/9", { partitions: 3 })).body.code).toBe(
      "version_mismatch",
    );

    const second = await Promise.all(keys.map((key) => create(key, body)));
    expect(second.map((answer) => answer.body.id)).toEqual(first.map((answer) => answer.body.id));
    expect(second.map((answer) => answer.body.cart_token)).toEqual(
      first.map((answer) => answer.body.cart_token),
    );
    expect(second.every((answer) => answer.headers.get("idempotency-replayed") === "true")).toBe(true);
    const other = await create(keys[0] ?? "", { currency: "USD" });
    expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);

    const replayed = await complete(client, bought, "tok_ok", { key: buyKey });
    expect([replayed.status, replayed.body.id]).toEqual([201, order.body.id]);

    const young = await beginCart(client, body.lines);
    expect(young.id.slice(0, 8)).toBe("cart_002");
    await giveDetails(client, young);
    expect((await complete(client, young)).status).toBe(201);
    expect((await onCart(client, old)("GET", "")).status).toBe(200);
  });

  it("makes one cart of a key that is sent before, during and after it opens", async () => {
    const { client } = souk;
    const keys = Array.from({ length: 12 }, freshKey);
    const send = () => Promise.all(keys.map((key) => create(key, { currency: "EUR" })));
    const rounds = await Promise.all([
      send(),
      client.admin("PUT", "/v1/admin/layout/generations/3", { partitions: 2 }).then(() => send()),
      send(),
    ]);
    rounds.push(await send());

    for (const [index, key] of keys.entries()) {
      const ids = new Set(rounds.map((round) => round[index]?.body.id));
      expect(ids.size, key).toBe(1);
    }
  });

  it("is walked by the sweeper like those before it", async () => {
    const { client } = souk;
    const tee = await stockProduct(client, { units: 3 });
    const basket = await readyCart(client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const order = await complete(client, basket);
    const worker = souk.harness.getWorker("souk-orders");
    const { DB } = (await worker.getEnv()) as { DB: D1Database };
    const isListed = () => client.admin("GET", `/v1/admin/orders?number=${order.body.number}`);
    await eventually(isListed, (answer) => answer.body.data.length === 1);

    await DB.batch(
      ["orders", "order_event", "partition_cursor"].map((table) => DB.prepare(`DELETE FROM ${table}`)),
    );
    expect((await isListed()).body.data).toHaveLength(0);
    await worker.scheduled({ cron: "* * * * *" });
    expect((await isListed()).body.data).toHaveLength(1);
  });
});
