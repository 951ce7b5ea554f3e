import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADDRESS, eventually, freshKey } from "../support/buyer.ts";
import type { Answer, Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, SETTINGS, stockProduct } from "../support/stock-shop.ts";

const BUYERS = 200;
const UNITS = 50;
/** The machine may be busy with other tests, and 400 completions at once take their time on it. */
const PATIENT_MS = 60_000;

let souk: Souk;
beforeAll(async () => {
  // Nobody is slow here but the machine: a saga is reminded late enough not to be run twice.
  souk = await startSouk({ SAGA_REMIND_MS: "5000" });
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

type Send = (
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
) => Promise<Answer<Json>>;

/** As a patient client does: repeats the very same request while it is told to. */
async function patiently(ask: () => Promise<Answer<Json>>): Promise<Answer<Json>> {
  const patientUntilMs = Date.now() + PATIENT_MS;
  for (;;) {
    const answer = await ask();
    if (answer.body?.retry !== "same_request" || Date.now() > patientUntilMs) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Sends a request once, or twice at the same time under the same key; both answers must agree. */
function sender(copies: 1 | 2): Send {
  return async (method, path, body, headers) => {
    const keyed = { "idempotency-key": freshKey(), ...headers };
    const ask = () => patiently(() => souk.client.store(method, path, body, keyed));
    const answers = await Promise.all(Array.from({ length: copies }, ask));
    const told = answers.map(({ status, body: { id, code } }) => ({ status, id, code }));
    expect(told, `${method} ${path}`).toEqual(told.map(() => told[0]));
    return answers[0] as Answer<Json>;
  };
}

async function buy(send: Send, variantId: string): Promise<Answer<Json>> {
  const cart = await send("POST", "/v1/store/carts", { currency: "EUR" }, {});
  expect(cart.status).toBe(201);
  const token = { "x-cart-token": cart.body.cart_token };
  const path = `/v1/store/carts/${cart.body.id}`;
  await send("POST", `${path}/lines`, { variant_id: variantId, quantity: 1 }, token);
  const details = { email: "ada@example.com", shipping_address: ADDRESS, shipping_option_id: "standard" };
  await send("PATCH", path, details, token);
  return send("POST", `${path}/complete`, { payment: { provider: "test", token: "tok_ok" } }, token);
}

describe.each([
  { name: "each request sent once", copies: 1 as const },
  { name: "each request sent twice under the same key", copies: 2 as const },
])("200 buyers at once for 50 units, $name", ({ copies }) => {
  it("end in 50 orders and 150 clear refusals, with every unit accounted for", {
    timeout: 120_000,
  }, async () => {
    const { client } = souk;
    const tee = await stockProduct(client, { units: UNITS });
    const send = sender(copies);

    const answers = await Promise.all(Array.from({ length: BUYERS }, () => buy(send, tee.variantId)));

    const placed = answers.filter((answer) => answer.status === 201);
    const refused = answers.filter((answer) => answer.status === 409);
    expect([placed.length, refused.length]).toEqual([UNITS, BUYERS - UNITS]);
    expect(new Set(placed.map((answer) => answer.body.number)).size).toBe(UNITS);
    expect(refused.every((answer) => answer.body.code === "insufficient_stock")).toBe(true);

    const level = await eventually(
      () => audit(client, tee.sku),
      (answer) => answer.committed === UNITS,
    );
    expect(level).toMatchObject({ balanced: true, on_hand: UNITS, held: 0, committed: UNITS, available: 0 });

    const placedIds = new Set(placed.map((answer) => answer.body.id));
    const listed = await eventually(
      () => staffList(),
      (orders) => orders.filter((order) => placedIds.has(order.id)).length === UNITS,
    );
    const known = listed.filter((order) => placedIds.has(order.id));
    expect(known).toHaveLength(UNITS);
    expect(known.every((order) => order.status === "placed" && order.units === 1)).toBe(true);
  });
});

async function staffList(): Promise<Json[]> {
  const orders: Json[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `?limit=100&cursor=${cursor}` : "?limit=100";
    const page: Answer<Json> = await souk.client.admin("GET", `/v1/admin/orders${query}`);
    orders.push(...page.body.data);
    cursor = page.body.next_cursor;
  } while (cursor);
  return orders;
}
