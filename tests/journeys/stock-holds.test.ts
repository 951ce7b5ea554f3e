import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginCart, complete, eventually, onCart, readyCart } from "../support/buyer.ts";
import type { Json } from "../support/shop-client.ts";
import type { Souk } from "../support/souk.ts";
import { audit } from "../support/stock-shop.ts";
import { startStockShop, stockStaff } from "../support/stock-staff.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startStockShop();
});
afterAll(() => souk?.close());

const { admin, tee, level, teesOfBothPartitions } = stockStaff(() => souk);

describe("a hold", () => {
  it("is listed with who has it, and is free again once staff take it back", async () => {
    const [a, b] = [await tee(5), await tee(5)];
    const lines = [a, b].map(({ variantId }) => ({ variant_id: variantId, quantity: 2 }));
    const basket = await readyCart(souk.client, lines);
    await onCart(souk.client, basket)("POST", "/hold");

    const { body } = await admin("GET", `/${a.sku}/holds`);
    const [hold] = body.data;
    expect(body.data).toHaveLength(1);
    expect(hold).toMatchObject({
      state: "held",
      units: 2,
      outstanding: 2,
      cart_id: basket.id,
      order_id: null,
      from: [{ location: "berlin", units: 2 }],
      awaited: 0,
      shard: null,
    });
    expect(Date.parse(hold.expires_at)).toBeGreaterThan(Date.now());

    const released = await admin("DELETE", `/${a.sku}/holds/${hold.id}`);
    expect(released).toMatchObject({ status: 200, body: { id: hold.id, state: "released", outstanding: 0 } });
    expect((await admin("DELETE", `/${a.sku}/holds/${hold.id}`)).body).toEqual(released.body);
    expect(await audit(souk.client, a.sku)).toMatchObject({ balanced: true, held: 0, available: 5 });
    const history = await admin("GET", `/${a.sku}/movements?kind=released`);
    expect(history.body.data).toMatchObject([
      {
        on_hand_delta: 0,
        committed_delta: 0,
        actor: expect.stringMatching(/^key_/),
        note: `hold ${hold.id}`,
      },
    ]);

    // The buyer's cart is as it was: it holds anew, or buys.
    expect((await onCart(souk.client, basket)("POST", "/hold")).status).toBe(201);
    expect((await complete(souk.client, basket)).status).toBe(201);
  });

  it("that spans several items of one partition is taken back from all of them", async () => {
    const tees = await teesOfBothPartitions();
    const together = [...tees, ...(await teesOfBothPartitions())].filter(({ partition }) => partition === 0);
    expect(together.length).toBeGreaterThan(1);
    const basket = await beginCart(
      souk.client,
      together.map(({ variantId }) => ({ variant_id: variantId, quantity: 1 })),
    );
    await onCart(souk.client, basket)("POST", "/hold");
    const [first] = together;
    const { body } = await admin("GET", `/${first?.sku}/holds`);
    await admin("DELETE", `/${first?.sku}/holds/${body.data[0].id}`);
    for (const { sku } of together) {
      expect(await audit(souk.client, sku)).toMatchObject({ balanced: true, held: 0, movements: 2 });
    }
  });

  it("that is being paid for, or sold, stays with its order", async () => {
    const { sku, variantId } = await tee(5);
    const line = [{ variant_id: variantId, quantity: 1 }];
    const pending = await complete(souk.client, await readyCart(souk.client, line), "tok_unknown_paid");
    expect(pending.status).toBe(202);
    const [pinned] = (await admin("GET", `/${sku}/holds`)).body.data;
    expect(pinned).toMatchObject({ state: "pinned", order_id: pending.body.id, expires_at: null });
    const refused = await admin("DELETE", `/${sku}/holds/${pinned.id}`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "hold_in_payment", hold: { id: pinned.id } },
    });

    const order = await complete(souk.client, await readyCart(souk.client, line));
    const sold = await eventually(
      async () => (await admin("GET", `/${sku}/holds?state=committed`)).body.data[0],
      (hold) => hold !== undefined,
    );
    expect(sold).toMatchObject({ state: "committed", order_id: order.body.id, outstanding: 1 });
    expect((await admin("DELETE", `/${sku}/holds/${sold.id}`)).body.code).toBe("hold_sold");
    expect(await audit(souk.client, sku)).toMatchObject({ balanced: true, held: 1, committed: 1 });
  });

  it("lists page by page", async () => {
    const { sku, variantId } = await tee(20);
    for (let n = 0; n < 3; n += 1) {
      const basket = await beginCart(souk.client, [{ variant_id: variantId, quantity: 1 }]);
      await onCart(souk.client, basket)("POST", "/hold");
    }
    const first = (await admin("GET", `/${sku}/holds?limit=2`)).body;
    const rest = (await admin("GET", `/${sku}/holds?limit=2&cursor=${first.next_cursor}`)).body;
    expect([first.data.length, rest.data.length, rest.next_cursor]).toEqual([2, 1, null]);
  });
});

describe("an item", () => {
  it("is spread by hand, shows how far it is, sells, and comes home", async () => {
    const { sku, variantId } = await tee(40);
    const begun = await admin("POST", `/${sku}/spread`, { shards: 4 });
    expect(begun).toMatchObject({ status: 202, body: { phase: "opening", shards: 4 } });
    expect((await admin("POST", `/${sku}/spread`, { shards: 4 })).status).toBe(202);
    const busy = await admin("POST", `/${sku}/spread`, { shards: 8 });
    expect(busy).toMatchObject({ status: 409, body: { code: "stock_moving", spread: { shards: 4 } } });
    expect(busy.headers.get("retry-after")).toBe("2");
    await eventually(
      () => level(sku),
      (now) => now.spread?.phase === "spread",
    );
    expect(await level(sku)).toMatchObject({ available: 40, spread: { phase: "spread", shards: 4 } });

    const lines = [{ variant_id: variantId, quantity: 3 }];
    const held = await beginCart(souk.client, lines);
    expect((await onCart(souk.client, held)("POST", "/hold")).status).toBe(201);
    expect((await complete(souk.client, await readyCart(souk.client, lines))).status).toBe(201);
    const [hold] = (await admin("GET", `/${sku}/holds`)).body.data;
    expect(hold.shard).toEqual(expect.any(Number));
    const audited = await audit(souk.client, sku);
    expect(audited).toMatchObject({ balanced: true, on_hand: 40, held: 3 });
    expect(audited.checks.some(({ name }: Json) => name.startsWith("shard 3: "))).toBe(true);
    expect((await admin("DELETE", `/${sku}/holds/${hold.id}`)).body.state).toBe("released");

    expect((await admin("DELETE", `/${sku}/spread`)).status).toBe(202);
    const home = await eventually(
      () => level(sku),
      (now) => now.spread === null,
    );
    expect(home).toMatchObject({ on_hand: 40, held: 0, committed: 3, available: 37, spread: null });
    expect((await admin("DELETE", `/${sku}/spread`)).body.phase).toBe("home");
    expect(await audit(souk.client, sku)).toMatchObject({ balanced: true, in_flight: [] });
  });

  it("that is limited per buyer, or was never stocked, is not spread", async () => {
    const [limited, unstocked] = [await tee(5), await tee(0)];
    await admin("PATCH", `/${limited.sku}`, { policy: { max_per_buyer: 1 } });
    expect((await admin("POST", `/${limited.sku}/spread`, { shards: 2 })).body.code).toBe(
      "stock_limited_per_buyer",
    );
    expect((await admin("POST", `/${unstocked.sku}/spread`, { shards: 2 })).status).toBe(404);
    expect((await admin("DELETE", `/${unstocked.sku}/spread`)).status).toBe(404);
  });
});
