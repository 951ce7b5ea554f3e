import type { Answer, Json, ShopClient } from "./shop-client.ts";

export const ADDRESS = {
  name: "Ada Lovelace",
  line1: "Unter den Linden 1",
  city: "Berlin",
  postal_code: "10117",
  country: "DE",
};

/** A cart with its token, as a buyer's browser keeps it. */
export type Basket = { id: string; token: string; cart: Json };

export function freshKey(): string {
  return crypto.randomUUID();
}

export async function beginCart(
  client: ShopClient,
  lines: { variant_id: string; quantity: number }[] = [],
): Promise<Basket> {
  const created = await client.store("POST", "/v1/store/carts", { currency: "EUR", lines });
  if (created.status !== 201) throw new Error(`no cart: ${created.status} ${JSON.stringify(created.body)}`);
  return { id: created.body.id, token: created.body.cart_token, cart: created.body };
}

export function onCart(client: ShopClient, basket: Basket) {
  return (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Json>> =>
    client.store(method, `/v1/store/carts/${basket.id}${path}`, body, {
      "x-cart-token": basket.token,
      ...headers,
    });
}

/** Fills in who buys and where it goes. */
export async function giveDetails(client: ShopClient, basket: Basket): Promise<Answer<Json>> {
  return onCart(client, basket)("PATCH", "", {
    email: "ada@example.com",
    shipping_address: ADDRESS,
    shipping_option_id: "standard",
  });
}

export async function readyCart(
  client: ShopClient,
  lines: { variant_id: string; quantity: number }[],
): Promise<Basket> {
  const basket = await beginCart(client, lines);
  const details = await giveDetails(client, basket);
  if (details.status !== 200) throw new Error(`no details: ${JSON.stringify(details.body)}`);
  return { ...basket, cart: details.body };
}

export function complete(
  client: ShopClient,
  basket: Basket,
  token = "tok_ok",
  { key = freshKey(), expectedTotal }: { key?: string; expectedTotal?: Json } = {},
): Promise<Answer<Json>> {
  return onCart(client, basket)(
    "POST",
    "/complete",
    {
      payment: { provider: "test", token },
      ...(expectedTotal === undefined ? {} : { expected_total: expectedTotal }),
    },
    { "idempotency-key": key },
  );
}

/** Asks until `isThere` or the time is over; answers with the last answer. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  isThere: (value: Value) => boolean,
  withinMs = 10_000,
): Promise<Value> {
  const endMs = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (isThere(value) || Date.now() > endMs) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
