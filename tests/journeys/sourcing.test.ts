import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginAndDie } from "../support/begin-and-die.ts";
import { ADDRESS, type Basket, beginCart, complete, eventually, freshKey, onCart } from "../support/buyer.ts";
import { setPolicy } from "../support/set-policy.ts";
import type { Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk();
});
afterAll(() => souk?.close());

/** Berlin comes first; Lisbon is the one that serves Spain. */
async function shopSources(sourcing?: string): Promise<void> {
  const locations = [
    { code: "berlin", name: "Berlin", country: "DE" },
    { code: "lisbon", name: "Lisbon", country: "PT", serves: ["ES"] },
  ];
  const body = { ...SETTINGS, locations, ...(sourcing ? { sourcing } : {}) };
  expect((await souk.client.admin("PUT", "/v1/admin/settings", body)).status).toBe(200);
  // Checkout believes the settings it knows for two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_200));
}

async function stocked(units: { berlin?: number; lisbon?: number }): Promise<Stocked & { itemId: string }> {
  const product = await stockProduct(souk.client, { units: 0 });
  for (const [location, delta] of Object.entries(units)) {
    const path = `/v1/admin/stock/${product.sku}/adjustments`;
    const body = { location, delta, reason: "received" };
    await souk.client.admin("POST", path, body, { "idempotency-key": freshKey() });
  }
  const { body } = await souk.client.admin("GET", `/v1/admin/stock/${product.sku}`);
  return { ...product, itemId: body.inventory_item_id };
}

async function cartTo(country: string, lines: [Stocked, number][]): Promise<Basket> {
  const basket = await beginCart(
    souk.client,
    lines.map(([{ variantId }, quantity]) => ({ variant_id: variantId, quantity })),
  );
  await onCart(souk.client, basket)("PATCH", "", {
    email: "ada@example.com",
    shipping_address: { ...ADDRESS, country },
    shipping_option_id: "standard",
  });
  return basket;
}

/** What staff read of an order's lines: `2 berlin + 1 from a delivery`. */
async function sourcesOf(orderId: string): Promise<string[]> {
  const { body } = await souk.client.admin("GET", `/v1/admin/orders/${orderId}`);
  return body.lines.map((line: Json) =>
    line.sources.map(({ location, units }: Json) => `${units} ${location ?? "from a delivery"}`).join(" + "),
  );
}

async function bought(country: string, lines: [Stocked, number][]): Promise<string[]> {
  const order = await complete(souk.client, await cartTo(country, lines));
  expect(order.status).toBe(201);
  return sourcesOf(order.body.id);
}

describe("an order is sourced", () => {
  it("by priority where the shop says nothing, wherever it goes, and from the next location for the rest", async () => {
    await shopSources();
    const tee = await stocked({ berlin: 3, lisbon: 3 });
    expect(await bought("PT", [[tee, 2]])).toEqual(["2 berlin"]);
    expect(await bought("PT", [[tee, 2]])).toEqual(["1 berlin + 1 lisbon"]);
  });

  it("from the nearest location, also when it was held before, or another executor took it over", async () => {
    await shopSources("nearest");
    const tee = await stocked({ berlin: 10, lisbon: 10 });
    expect(await bought("DE", [[tee, 1]])).toEqual(["1 berlin"]);
    expect(await bought("PT", [[tee, 1]])).toEqual(["1 lisbon"]);
    expect(await bought("ES", [[tee, 1]])).toEqual(["1 lisbon"]);
    expect(await bought("US", [[tee, 1]])).toEqual(["1 berlin"]);

    const held = await cartTo("PT", [[tee, 2]]);
    expect((await onCart(souk.client, held)("POST", "/hold")).status).toBe(201);
    const order = await complete(souk.client, held);
    expect(await sourcesOf(order.body.id)).toEqual(["2 lisbon"]);

    const left = await cartTo("ES", [[tee, 3]]);
    await beginAndDie(souk, left);
    const id = left.id.replace("cart_", "order_");
    const path = `/v1/store/orders/${id}`;
    const asked = () => souk.client.store("GET", path, undefined, { "x-cart-token": left.token });
    expect((await asked()).body.lines).toMatchObject([{ awaiting_stock: null }]);
    const placed = await eventually(asked, ({ body }) => body.status === "placed");
    expect(placed.body).toMatchObject({ status: "placed", lines: [{ awaiting_stock: 0 }] });
    expect(await sourcesOf(id)).toEqual(["3 lisbon"]);
  });

  it("in as few parcels as possible, though the nearest location has some of it", async () => {
    await shopSources("fewest_parcels");
    const tee = await stocked({ berlin: 5, lisbon: 5 });
    // Each part of the stock chooses for its own items: two of the same part are wanted here.
    let mug = await stocked({ lisbon: 5 });
    while (mug.itemId.slice(0, 6) !== tee.itemId.slice(0, 6)) mug = await stocked({ lisbon: 5 });

    expect(await bought("DE", [[tee, 1]])).toEqual(["1 berlin"]);
    expect(
      await bought("DE", [
        [tee, 1],
        [mug, 1],
      ]),
    ).toEqual(["1 lisbon", "1 lisbon"]);
  });
});

it("an order of more than is there says what waits for a delivery, to its buyer and to staff", async () => {
  await shopSources("nearest");
  const tee = await stocked({ lisbon: 1 });
  const mug = await stocked({ berlin: 5 });
  await setPolicy(souk.client, tee.sku, { backorder_limit: 10 });

  const order = await complete(
    souk.client,
    await cartTo("DE", [
      [tee, 3],
      [mug, 1],
    ]),
  );
  expect(order.status).toBe(201);
  expect(order.body.lines.map((line: Json) => line.awaiting_stock)).toEqual([2, 0]);
  expect(await sourcesOf(order.body.id)).toEqual(["1 lisbon + 2 from a delivery", "1 berlin"]);

  const { body } = await souk.client.admin("GET", `/v1/admin/orders/${order.body.id}`);
  expect(body.lines[0].sources).toEqual([
    { inventory_item_id: tee.itemId, sku: tee.sku, location: "lisbon", units: 1 },
    { inventory_item_id: tee.itemId, sku: tee.sku, location: null, units: 2 },
  ]);
  expect(JSON.stringify(body.log)).not.toContain("lisbon");
});

it("settings refuse a strategy that nobody knows, and a country served twice", async () => {
  const put = (change: Json) => souk.client.admin("PUT", "/v1/admin/settings", { ...SETTINGS, ...change });
  expect((await put({ sourcing: "cheapest" })).body).toMatchObject({
    code: "invalid_request",
    errors: [{ pointer: "/sourcing" }],
  });
  const [berlin, lisbon] = SETTINGS.locations;
  const twice = await put({ locations: [berlin, { ...lisbon, serves: ["ES", "ES"] }] });
  expect(twice.body.errors).toEqual([{ pointer: "/locations/1/serves/1", detail: "is listed twice" }]);
});
