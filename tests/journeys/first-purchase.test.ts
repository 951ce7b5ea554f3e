import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADDRESS, beginCart, complete, eventually, giveDetails, onCart } from "../support/buyer.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, SETTINGS, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk();
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

describe("the first purchase", () => {
  it("goes from browsing to a placed order in the staff list, and the stock adds up", async () => {
    const { client } = souk;
    const tee = await stockProduct(client, { units: 10, price: 1999, title: "Linen tee" });
    const mug = await stockProduct(client, { units: 5, price: 900, title: "Mug" });

    const list = await client.store("GET", "/v1/store/products?limit=10");
    expect(list.body.data.map((card: { handle: string }) => card.handle)).toContain(tee.handle);
    const detail = await client.store("GET", `/v1/store/products/${tee.handle}?currency=EUR`);
    expect(detail.body.variants[0].price).toEqual({ amount: 1999, currency: "EUR" });

    const basket = await beginCart(client);
    const cart = onCart(client, basket);
    await cart("POST", "/lines", { variant_id: tee.variantId, quantity: 2 });
    const filled = await cart("POST", "/lines", { variant_id: mug.variantId, quantity: 1 });
    expect(filled.body.lines).toHaveLength(2);
    expect(filled.body.totals.subtotal).toEqual({ amount: 4898, currency: "EUR" });

    const options = await cart("GET", "/shipping-options");
    expect(options.body.data.map((option: { id: string }) => option.id)).toEqual(["standard"]);
    const ready = await giveDetails(client, basket);
    expect(ready.body.totals.total).toEqual({ amount: 5388, currency: "EUR" });

    const held = await cart("POST", "/hold");
    expect(held.status).toBe(201);
    expect((await audit(client, tee.sku)).held).toBe(2);

    const bought = await complete(client, basket, "tok_ok", { expectedTotal: ready.body.totals.total });
    expect(bought.status).toBe(201);
    expect(bought.body.status).toBe("placed");
    expect(bought.body.number).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(bought.body.payment.status).toBe("paid");

    const order = await client.store("GET", `/v1/store/orders/${bought.body.id}`, undefined, {
      "x-cart-token": basket.token,
    });
    expect(order.body.totals.total).toEqual({ amount: 5388, currency: "EUR" });

    const listed = await eventually(
      () => client.admin("GET", `/v1/admin/orders?number=${bought.body.number}`),
      (answer) => answer.body.data.length === 1,
    );
    expect(listed.body.data[0]).toMatchObject({ id: bought.body.id, status: "placed", units: 3 });

    const tees = await eventually(
      () => audit(client, tee.sku),
      (answer) => answer.committed === 2,
    );
    expect(tees).toMatchObject({ balanced: true, on_hand: 10, held: 0, committed: 2, available: 8 });
    expect(await audit(client, mug.sku)).toMatchObject({
      balanced: true,
      on_hand: 5,
      held: 0,
      committed: 1,
      available: 4,
    });

    const staff = await client.admin("GET", `/v1/admin/orders/${bought.body.id}`);
    expect(staff.body.log.map((line: { type: string }) => line.type)).toEqual([
      "checkout.securing",
      "checkout.confirming",
      "order.placed",
      "checkout.settled",
    ]);
  });

  it("takes two calls when everything is known from the start", async () => {
    const { client } = souk;
    const tee = await stockProduct(client, { units: 1 });
    const created = await client.store("POST", "/v1/store/carts", {
      currency: "EUR",
      lines: [{ variant_id: tee.variantId, quantity: 1 }],
      email: "ada@example.com",
      shipping_address: ADDRESS,
      shipping_option_id: "standard",
    });
    expect(created.body.totals.total).toEqual({ amount: 2489, currency: "EUR" });

    const bought = await complete(client, {
      id: created.body.id,
      token: created.body.cart_token,
      cart: created.body,
    });
    expect(bought.status).toBe(201);
    expect(bought.body).toMatchObject({ email: "ada@example.com", shipping_option: { id: "standard" } });
  });

  it("refuses to begin with a shipping option that does not exist, and writes nothing", async () => {
    const refused = await souk.client.store("POST", "/v1/store/carts", { shipping_option_id: "teleport" });
    expect([refused.status, refused.body.code]).toEqual([409, "shipping_option_unavailable"]);
  });
});
