import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADDRESS, type Basket, complete, eventually, freshKey, onCart, readyCart } from "../support/buyer.ts";
import type { Answer, Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, receive, SETTINGS, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
beforeAll(async () => {
  // A hold lapses and a payment runs out within a second, so that both can be seen.
  souk = await startSouk({ HOLD_FOR_MS: "700", PAYMENT_DEADLINE_MS: "2500" });
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

const orderOf = (basket: Basket, id: string): Promise<Answer<Json>> =>
  souk.client.store("GET", `/v1/store/orders/${id}`, undefined, { "x-cart-token": basket.token });

const untilStatus = (basket: Basket, id: string, status: string): Promise<Answer<Json>> =>
  eventually(
    () => orderOf(basket, id),
    (answer) => answer.body.status === status,
  );

/** The payment's id as staff sees it in the order's log. */
async function paymentIdOf(orderId: string): Promise<string> {
  const { body } = await souk.client.admin("GET", `/v1/admin/orders/${orderId}`);
  const facts = body.log.flatMap((line: Json) => line.facts.facts ?? []);
  return facts.find((fact: Json) => fact.kind === "payment_created").paymentId;
}

const tellPaid = (paymentId: string): Promise<Answer<Json>> =>
  souk.client.open("POST", "/v1/webhooks/test", {
    id: freshKey(),
    type: "payment.succeeded",
    payment_id: paymentId,
  });

describe("a declined payment", () => {
  it("is a 402, gives the stock back and leaves the cart open for another method", async () => {
    const tee = await stockProduct(souk.client, { units: 1 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const key = freshKey();

    const declined = await complete(souk.client, basket, "tok_declined", { key });
    expect(declined.status).toBe(402);
    expect(declined.body).toMatchObject({ code: "payment_declined", retry: "after_change" });
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0, available: 1 });

    const again = await complete(souk.client, basket, "tok_declined", { key });
    expect(again.status).toBe(402);
    expect((await complete(souk.client, basket, "tok_ok", { key })).body.code).toBe("idempotency_key_reused");
    expect((await complete(souk.client, basket, "tok_ok")).status).toBe(201);
    expect((await complete(souk.client, basket, "tok_declined", { key })).status).toBe(402);
  });
});

describe("too little stock", () => {
  it("is a 409 that names the line, holds nothing and charges nothing", async () => {
    const plenty = await stockProduct(souk.client, { units: 10 });
    const scarce = await stockProduct(souk.client, { units: 1 });
    const basket = await readyCart(souk.client, [
      { variant_id: plenty.variantId, quantity: 2 },
      { variant_id: scarce.variantId, quantity: 2 },
    ]);

    const refused = await complete(souk.client, basket);
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe("insufficient_stock");
    expect(refused.body.shortages).toEqual([
      expect.objectContaining({ sku: scarce.sku, asked: 2, available: 1, line_id: basket.cart.lines[1].id }),
    ]);
    expect(await audit(souk.client, plenty.sku)).toMatchObject({ balanced: true, held: 0, available: 10 });

    const hold = await onCart(souk.client, basket)("POST", "/hold");
    expect(hold.status).toBe(409);
    expect(hold.body.shortages).toHaveLength(1);
    expect(await audit(souk.client, plenty.sku)).toMatchObject({ balanced: true, held: 0, available: 10 });
  });

  it("lets the same request succeed once there is more", async () => {
    const tee = await stockProduct(souk.client, { units: 0 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const key = freshKey();

    expect((await complete(souk.client, basket, "tok_ok", { key })).body.code).toBe("insufficient_stock");
    await receive(souk.client, tee.sku, 1);
    expect((await complete(souk.client, basket, "tok_ok", { key })).status).toBe(201);
  });
});

describe("an unknown payment outcome", () => {
  it("is a 202, and is placed by the alarm when it turns out paid", async () => {
    const tee = await stockProduct(souk.client, { units: 1 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);

    const pending = await complete(souk.client, basket, "tok_unknown_paid");
    expect(pending.status).toBe(202);
    expect(pending.body).toMatchObject({ status: "pending", payment: { status: "unknown" } });
    expect(Number(pending.headers.get("retry-after"))).toBeGreaterThanOrEqual(2);
    expect(pending.headers.get("location")).toBe(pending.body.status_url);
    expect(await audit(souk.client, tee.sku)).toMatchObject({ held: 1, available: 0 });

    expect((await untilStatus(basket, pending.body.id, "placed")).body.status).toBe("placed");
    await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 1,
    );
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0, committed: 1 });
  });

  it("is undone by the alarm when it turns out unpaid", async () => {
    const tee = await stockProduct(souk.client, { units: 1 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);

    const pending = await complete(souk.client, basket, "tok_unknown_unpaid");
    expect(pending.status).toBe(202);

    const failed = await untilStatus(basket, pending.body.id, "payment_failed");
    expect(failed.body).toMatchObject({ status: "payment_failed", payment: { status: "declined" } });
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0, available: 1 });
    expect((await complete(souk.client, basket, "tok_ok")).status).toBe(201);
  });
});

describe("a payment that the buyer must authorise", () => {
  it("waits with the next action, and places the order when the bank tells us", async () => {
    const tee = await stockProduct(souk.client, { units: 1 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);

    const pending = await complete(souk.client, basket, "tok_authentication_required");
    expect(pending.status).toBe(202);
    expect(pending.body.payment).toMatchObject({
      status: "requires_action",
      next_action: { type: "redirect" },
    });

    const paymentId = new URL(pending.body.payment.next_action.url, souk.client.url).searchParams.get(
      "payment_id",
    );
    expect((await tellPaid(paymentId ?? "")).status).toBe(200);
    expect((await tellPaid(paymentId ?? "")).status).toBe(200);
    expect((await untilStatus(basket, pending.body.id, "placed")).body.payment.status).toBe("paid");
  });
});

describe("one cart", () => {
  it("becomes one order when the same key is sent twice", async () => {
    const tee = await stockProduct(souk.client, { units: 5 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const key = freshKey();

    const first = await complete(souk.client, basket, "tok_ok", { key });
    const second = await complete(souk.client, basket, "tok_ok", { key });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(second.body.id).toBe(first.body.id);
    await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 1,
    );
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, committed: 1, available: 4 });
  });

  it("becomes one order when it is completed in parallel under several keys", async () => {
    const tee = await stockProduct(souk.client, { units: 5 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);

    const answers = await Promise.all([1, 2, 3, 4].map(() => complete(souk.client, basket)));
    const bought = answers.filter((answer) => answer.status === 201 || answer.status === 200);
    expect(bought.length).toBeGreaterThanOrEqual(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    for (const other of answers) {
      if (!bought.includes(other))
        expect(other.body).toMatchObject({ code: "request_in_progress", retry: "same_request" });
    }
    expect(new Set(bought.map((answer) => answer.body.id)).size).toBe(1);
    await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 1,
    );
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, committed: 1, available: 4 });
  });

  it("can't be edited once it was bought", async () => {
    const tee = await stockProduct(souk.client, { units: 5 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const order = await complete(souk.client, basket);

    const edited = await onCart(souk.client, basket)("POST", "/lines", {
      variant_id: tee.variantId,
      quantity: 1,
    });
    expect(edited.status).toBe(409);
    expect(edited.body).toMatchObject({ code: "cart_closed", order_id: order.body.id });
    expect((await onCart(souk.client, basket)("GET", "")).body).toMatchObject({
      status: "completed",
      order_id: order.body.id,
    });
  });
});

describe("a total that changed", () => {
  it("is a 409 with both totals, charges nothing, and the present total then buys", async () => {
    const tee = await stockProduct(souk.client, { units: 5, price: 1000 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const shown = basket.cart.totals.total;
    await souk.client.admin("PATCH", `/v1/admin/products/${tee.productId}`, {
      variants: [{ sku: tee.sku, title: "One size", prices: [{ amount: 1250, currency: "EUR" }] }],
    });

    const refused = await complete(souk.client, basket, "tok_ok", { expectedTotal: shown });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: "total_changed",
      shown: { total: { amount: 1490, currency: "EUR" } },
      present: { total: { amount: 1740, currency: "EUR" } },
    });
    expect(await audit(souk.client, tee.sku)).toMatchObject({ held: 0, available: 5 });

    const bought = await complete(souk.client, basket, "tok_ok", {
      expectedTotal: refused.body.present.total,
    });
    expect(bought.status).toBe(201);
    expect(bought.body.totals.total).toEqual({ amount: 1740, currency: "EUR" });
  });

  it("is noticed even when the client says no expected total", async () => {
    const tee = await stockProduct(souk.client, { units: 5, price: 1000 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    await souk.client.admin("PATCH", `/v1/admin/products/${tee.productId}`, {
      variants: [{ sku: tee.sku, title: "One size", prices: [{ amount: 900, currency: "EUR" }] }],
    });

    expect((await complete(souk.client, basket)).body.code).toBe("total_changed");
    expect((await complete(souk.client, basket)).status).toBe(201);
  });
});

describe("a hold that lapsed", () => {
  it("is free at that moment: somebody else may buy, and the late buyer gets a clear 409", async () => {
    const tee = await stockProduct(souk.client, { units: 1 });
    const late = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const quick = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const held = await onCart(souk.client, late)("POST", "/hold");
    expect(held.status).toBe(201);
    const refused = await onCart(souk.client, quick)("POST", "/hold");
    expect(refused.body.shortages[0]).toMatchObject({ available: 0, may_return: true });
    expect(refused.headers.get("retry-after")).not.toBeNull();

    await new Promise((resolve) => setTimeout(resolve, Date.parse(held.body.expires_at) - Date.now() + 20));
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0, available: 1 });
    expect((await complete(souk.client, quick)).status).toBe(201);

    const answer = await complete(souk.client, late);
    expect(answer.body).toMatchObject({
      code: "insufficient_stock",
      shortages: [{ sku: tee.sku, available: 0 }],
    });
  });

  it("does not stop its own buyer while the units are still there", async () => {
    const tee = await stockProduct(souk.client, { units: 1 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    await onCart(souk.client, basket)("POST", "/hold");
    await new Promise((resolve) => setTimeout(resolve, 800));

    expect((await complete(souk.client, basket)).status).toBe(201);
    await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 1,
    );
    expect(await audit(souk.client, tee.sku)).toMatchObject({
      balanced: true,
      held: 0,
      committed: 1,
      available: 0,
    });
  });

  it("is replaced, not doubled, when the cart changes before it is bought", async () => {
    const tee = await stockProduct(souk.client, { units: 6 });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 2 }]);
    const cart = onCart(souk.client, basket);
    await cart("POST", "/hold");
    await cart("PATCH", `/lines/${basket.cart.lines[0].id}`, { quantity: 3 });

    expect((await cart("POST", "/hold")).status).toBe(201);
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 3, available: 3 });
    expect((await complete(souk.client, basket)).status).toBe(201);
  });
});

describe("money after the deadline", () => {
  async function pendingUntilCancelled(units: number) {
    const tee = await stockProduct(souk.client, { units });
    const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const pending = await complete(souk.client, basket, "tok_pending");
    expect(pending.status).toBe(202);
    const paymentId = await paymentIdOf(pending.body.id);
    const cancelled = await untilStatus(basket, pending.body.id, "cancelled");
    expect(cancelled.body).toMatchObject({ status: "cancelled", cancel_reason: "payment_deadline_passed" });
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0, available: units });
    return { tee, basket, paymentId, orderId: pending.body.id };
  }

  it("places the order after all while the stock is still there", async () => {
    const { tee, basket, paymentId, orderId } = await pendingUntilCancelled(1);

    await tellPaid(paymentId);
    expect((await untilStatus(basket, orderId, "placed")).body).toMatchObject({
      status: "placed",
      cancel_reason: null,
    });
    await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 1,
    );
    expect(await audit(souk.client, tee.sku)).toMatchObject({ balanced: true, held: 0, committed: 1 });
    const listed = await eventually(
      () => souk.client.admin("GET", "/v1/admin/orders?status=placed"),
      (answer) => answer.body.data.some((order: Json) => order.id === orderId),
    );
    expect(listed.body.data.map((order: Json) => order.id)).toContain(orderId);
  });

  it("goes back in full when the stock is gone", async () => {
    const { tee, basket, paymentId, orderId } = await pendingUntilCancelled(1);
    const other = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    expect((await complete(souk.client, other)).status).toBe(201);

    await tellPaid(paymentId);
    const returned = await eventually(
      () => orderOf(basket, orderId),
      (answer) => answer.body.payment.status === "refunded",
    );
    expect(returned.body).toMatchObject({ status: "cancelled", payment: { status: "refunded" } });
    const { body } = await souk.client.admin("GET", `/v1/admin/orders/${orderId}`);
    expect(body.log.map((line: Json) => line.type)).toContain("order.payment_returned");
    await eventually(
      () => audit(souk.client, tee.sku),
      (level) => level.committed === 1,
    );
    expect(await audit(souk.client, tee.sku)).toMatchObject({
      balanced: true,
      held: 0,
      committed: 1,
      available: 0,
    });
  });
});

describe("a cart token", () => {
  it("is needed for everything, and another cart's opens nothing", async () => {
    const tee = await stockProduct(souk.client, { units: 5 });
    const mine = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const yours = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const ways: [string, string, Json?][] = [
      ["GET", ""],
      ["PATCH", "", { email: "eve@example.com" }],
      ["POST", "/lines", { variant_id: tee.variantId, quantity: 1 }],
      ["POST", "/hold"],
      ["GET", "/shipping-options"],
      ["POST", "/complete", { payment: { provider: "test", token: "tok_ok" } }],
    ];
    for (const [method, path, body] of ways) {
      const url = `/v1/store/carts/${yours.id}${path}`;
      const key = { "idempotency-key": freshKey() };
      const wrong = await souk.client.store(method, url, body, { ...key, "x-cart-token": mine.token });
      expect([method, path, wrong.status, wrong.body.code]).toEqual([method, path, 404, "not_found"]);
      const missing = await souk.client.store(method, url, body, key);
      expect([method, path, missing.status, missing.body.code]).toEqual([
        method,
        path,
        400,
        "invalid_request",
      ]);
    }
    expect((await onCart(souk.client, yours)("GET", "")).body.email).toBe("ada@example.com");
  });

  it("opens the order that the cart became, and nothing else does", async () => {
    const tee = await stockProduct(souk.client, { units: 5 });
    const mine = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const yours = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
    const order = await complete(souk.client, yours);

    expect((await orderOf(yours, order.body.id)).body.shipping_address).toEqual(ADDRESS);
    expect((await orderOf(mine, order.body.id)).status).toBe(404);
  });
});
