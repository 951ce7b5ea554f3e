import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderEvent } from "../../contracts/messages/order-event.ts";
import type { OrdersRpc } from "../../contracts/rpc/orders.ts";
import { complete, eventually, freshKey, readyCart } from "../support/buyer.ts";
import { impatientConfigs } from "../support/impatient-configs.ts";
import type { Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { SETTINGS, stockProduct } from "../support/stock-shop.ts";

type OrdersEnv = { DB: D1Database; ORDER_EVENTS: Queue; ORDERS_PARTITIONS: DurableObjectNamespace };

let souk: Souk;
let env: OrdersEnv;
beforeAll(async () => {
  souk = await startSouk({ EVENTS_NUDGE_MS: "2500", PAYMENT_DEADLINE_MS: "1000" }, impatientConfigs());
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
  env = (await souk.harness.getWorker("souk-orders").getEnv()) as OrdersEnv;
});
afterAll(() => souk?.close());

const listed = (number: string) => souk.client.admin("GET", `/v1/admin/orders?number=${number}`);
const isThere = (answer: Json) => answer.body.data.length === 1;

async function placeOrder(): Promise<Json> {
  const tee = await stockProduct(souk.client, { units: 1 });
  const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
  const order = await complete(souk.client, basket);
  expect(order.status).toBe(201);
  return order.body;
}

/** An order that was cancelled for want of money, and placed when the money came: two events. */
async function placeLate(): Promise<Json> {
  const tee = await stockProduct(souk.client, { units: 1 });
  const basket = await readyCart(souk.client, [{ variant_id: tee.variantId, quantity: 1 }]);
  const pending = await complete(souk.client, basket, "tok_pending");
  const staff = () => souk.client.admin("GET", `/v1/admin/orders/${pending.body.id}`);
  const cancelled = await eventually(staff, (answer) => answer.body.status === "cancelled");
  const facts = cancelled.body.log.flatMap((line: Json) => line.facts.facts ?? []);
  const { paymentId } = facts.find((fact: Json) => fact.kind === "payment_created");
  await souk.client.open("POST", "/v1/webhooks/test", {
    id: freshKey(),
    type: "payment.succeeded",
    payment_id: paymentId,
  });
  await eventually(staff, (answer) => answer.body.status === "placed");
  return pending.body;
}

async function allEvents(): Promise<OrderEvent[]> {
  const partitions = ["orders:0:1:0", "orders:0:1:1"].map(
    (name) => env.ORDERS_PARTITIONS.getByName(name) as unknown as OrdersRpc,
  );
  const slices = await Promise.all(
    partitions.map((stub) => stub.events({ epoch: 1, afterPosition: 0, limit: 100 })),
  );
  return slices.flatMap((slice) => slice.events);
}

const snapshot = async () => ({
  orders: (await env.DB.prepare("SELECT * FROM orders ORDER BY id").all()).results,
  events: (await env.DB.prepare("SELECT * FROM order_event ORDER BY id").all()).results,
});

describe("events", () => {
  it("change nothing when they come twice, late or in the wrong order", async () => {
    const orders = [await placeOrder(), await placeLate(), await placeOrder()];
    for (const order of orders) await eventually(() => listed(order.number), isThere);
    const events = await allEvents();
    await eventually(snapshot, (now) => now.events.length === events.length);
    const before = await snapshot();
    expect(before.events).toHaveLength(4);
    expect(before.orders.map((row) => [row.status, row.sequence]).sort()).toEqual([
      ["placed", 1],
      ["placed", 1],
      ["placed", 2],
    ]);

    const again = [...events].reverse();
    await env.ORDER_EVENTS.sendBatch([...again, ...again].map((body) => ({ body })));
    for (const body of again) await env.ORDER_EVENTS.send(body);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await snapshot()).toEqual(before);
  });

  it("are pulled again by themselves when the queue lost them on the way", async () => {
    await env.DB.prepare("ALTER TABLE orders RENAME TO orders_away").run();
    const order = await placeOrder();
    const lost = await eventually(
      () => souk.client.admin("GET", "/v1/admin/dead-letters?limit=100"),
      (answer) => answer.body.data.some((letter: Json) => letter.body.order_id === order.id),
      20_000,
    );
    expect(lost.body.data.map((letter: Json) => letter.body.order_id)).toContain(order.id);

    await env.DB.prepare("ALTER TABLE orders_away RENAME TO orders").run();
    const found = await eventually(() => listed(order.number), isThere, 20_000);
    expect(found.body.data[0]).toMatchObject({ id: order.id, status: "placed" });
  });

  it("that can't be applied end where staff see them, and can be sent again", async () => {
    const lost = { kind: "sweep", partition: "orders:9:9:9" };
    await env.ORDER_EVENTS.send(lost);
    await env.ORDER_EVENTS.send({ kind: "nonsense", secret: "x" });
    const order = await placeOrder();

    const isOurs = ({ body }: Json) => body.kind === "nonsense" || body.partition === lost.partition;
    const letters = await eventually(
      () => souk.client.admin("GET", "/v1/admin/dead-letters?limit=100"),
      (answer) => answer.body.data.filter(isOurs).length === 2,
      20_000,
    );
    const ours = letters.body.data.filter(isOurs);
    expect(ours.map((letter: Json) => letter.body)).toEqual(
      expect.arrayContaining([lost, { kind: "nonsense", secret: "x" }]),
    );
    await eventually(() => listed(order.number), isThere);
    expect((await listed(order.number)).body.data).toHaveLength(1);

    const [letter] = ours.filter((row: Json) => row.body.kind === "sweep");
    const redriven = await souk.client.admin("POST", `/v1/admin/dead-letters/${letter.id}/redrive`);
    expect(redriven.body).toMatchObject({ id: letter.id, queue: "order-events" });
    expect(redriven.body.redriven_at).not.toBeNull();
    expect((await souk.client.admin("POST", "/v1/admin/dead-letters/dead_nope/redrive")).status).toBe(404);
  });
});
