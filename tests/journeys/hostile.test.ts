import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Basket, complete, freshKey, readyCart } from "../support/buyer.ts";
import { checkContract } from "../support/check-contract.ts";
import type { Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { audit, SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

/** What every row may use: a shop with one product, a cart of mine, one of somebody else, an order, a revoked key. */
type Shop = { tee: Stocked; mine: Basket; yours: Basket; orderId: string; revoked: string; readOnly: string };
type Sent = {
  path: string;
  method?: string;
  as?: "store" | "admin" | "nobody";
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};
type Row = [name: string, expected: string, send: (shop: Shop) => Sent];

const cart = (shop: Shop, path: string, sent: Partial<Sent>): Sent => ({
  path: `/v1/store/carts/${shop.mine.id}${path}`,
  ...sent,
  headers: { "x-cart-token": shop.mine.token, ...sent.headers },
});
const addLine = (body: unknown) => (shop: Shop) => cart(shop, "/lines", { method: "POST", body });
const withVariant = (fields: Json) => (shop: Shop) =>
  cart(shop, "/lines", { method: "POST", body: { variant_id: shop.tee.variantId, quantity: 1, ...fields } });
const details = (body: unknown) => (shop: Shop) => cart(shop, "", { method: "PATCH", body });
const newCart =
  (body: unknown, headers: Record<string, string> = {}) =>
  (): Sent => ({
    path: "/v1/store/carts",
    method: "POST",
    body,
    headers,
  });
const buy =
  (body: unknown, headers: Record<string, string> = {}) =>
  (shop: Shop) =>
    cart(shop, "/complete", { method: "POST", body, headers: { "idempotency-key": freshKey(), ...headers } });
const product = (fields: Json) => (): Sent => ({
  path: "/v1/admin/products",
  method: "POST",
  as: "admin",
  body: { title: "X", handle: "x", variants: [{ sku: "X-1", title: "X", prices: [] }], ...fields },
});
const adjust =
  (body: Json, sku?: string) =>
  (shop: Shop): Sent => ({
    path: `/v1/admin/stock/${sku ?? shop.tee.sku}/adjustments`,
    method: "POST",
    as: "admin",
    body,
  });
const raw =
  (text: string, headers: Record<string, string> = {}) =>
  (shop: Shop) =>
    cart(shop, "/lines", {
      method: "POST",
      raw: text,
      headers: { "content-type": "application/json", ...headers },
    });
const get =
  (path: string, as: Sent["as"] = "store") =>
  (): Sent => ({ path, as });

const PAYMENT = { payment: { provider: "test", token: "tok_ok" } };
const ADDRESS = { name: "A", line1: "1", city: "B", country: "DE" };
const SQL = "'; DROP TABLE record; --";
const HTML = "<script>alert(1)</script>";
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

const ROWS: Row[] = [
  // types, ranges, unknown fields
  ["a quantity of zero", "invalid_request", withVariant({ quantity: 0 })],
  ["a negative quantity", "invalid_request", withVariant({ quantity: -1 })],
  ["a fractional quantity", "invalid_request", withVariant({ quantity: 1.5 })],
  ["a quantity beyond exact integers", "invalid_request", withVariant({ quantity: 2 ** 53 })],
  ["a quantity of 1e309", "invalid_request", raw('{"variant_id":"var_x","quantity":1e309}')],
  ["a quantity as text", "invalid_request", withVariant({ quantity: "1" })],
  ["a quantity of null", "invalid_request", withVariant({ quantity: null })],
  ["a quantity as a list", "invalid_request", withVariant({ quantity: [1] })],
  ["an unknown field", "invalid_request", withVariant({ price: 1 })],
  [
    "a price of the buyer's own",
    "invalid_request",
    withVariant({ unit_price: { amount: 1, currency: "EUR" } }),
  ],
  ["__proto__ as a field", "invalid_request", raw('{"variant_id":"var_x","quantity":1,"__proto__":{"x":1}}')],
  ["an empty object", "invalid_request", addLine({})],
  ["a list as the body", "invalid_request", addLine([])],
  ["a string as the body", "invalid_request", addLine("hello")],
  ["null as the body", "invalid_request", addLine(null)],
  ["more units than a line may have", "limit_exceeded", withVariant({ quantity: 9_999 })],
  ["a variant id of 10,000 characters", "invalid_request", withVariant({ variant_id: "v".repeat(10_000) })],
  ["SQL as a variant id", "variant_unavailable", withVariant({ variant_id: SQL })],
  ["a variant nobody has", "variant_unavailable", withVariant({ variant_id: "var_00000000000000000000" })],
  [
    "301 lines at once",
    "invalid_request",
    newCart({ lines: Array.from({ length: 301 }, () => ({ variant_id: "var_x", quantity: 1 })) }),
  ],
  ["a currency in lower case", "invalid_request", newCart({ currency: "eur" })],
  ["a currency that the shop does not sell", "currency_not_sold", newCart({ currency: "KWD" })],
  ["a currency that does not exist", "currency_not_sold", newCart({ currency: "ZZZ" })],

  // bodies
  ["a truncated body", "malformed_json", raw('{"variant_id": "var')],
  ["JavaScript instead of JSON", "malformed_json", raw("{variant_id: 1}")],
  ["an empty body", "invalid_request", raw("")],
  [
    "bytes that are not UTF-8",
    "malformed_json",
    (shop) =>
      cart(shop, "/lines", {
        method: "POST",
        raw: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
        headers: { "content-type": "application/json" },
      }),
  ],
  ["50,000 nested lists", "invalid_request", raw(deep(50_000))],
  [
    "a 10 MB body",
    "body_too_large",
    raw(JSON.stringify({ variant_id: "v".repeat(10_000_000), quantity: 1 })),
  ],
  [
    "a form instead of JSON",
    "unsupported_media_type",
    raw("a=1", { "content-type": "application/x-www-form-urlencoded" }),
  ],
  ["XML", "unsupported_media_type", raw("<a/>", { "content-type": "application/xml" })],
  ["JSON without a content type", "unsupported_media_type", raw("{}", { "content-type": "" })],

  ["JSON named as text", "unsupported_media_type", raw("{}", { "content-type": "text/json" })],

  // details
  ["an e-mail that is none", "invalid_request", details({ email: "ada" })],
  [
    "an e-mail with a line break",
    "invalid_request",
    details({ email: "ada@example.com\r\nBcc: eve@example.com" }),
  ],
  [
    "an e-mail of 10,000 characters",
    "invalid_request",
    details({ email: `${"a".repeat(10_000)}@example.com` }),
  ],
  [
    "an address without a country",
    "invalid_request",
    details({ shipping_address: { name: "A", line1: "1", city: "B" } }),
  ],
  [
    "a country of three letters",
    "invalid_request",
    details({ shipping_address: { ...ADDRESS, country: "DEU" } }),
  ],
  [
    "control characters in a name",
    "invalid_request",
    details({ shipping_address: { ...ADDRESS, name: "A\u0000B" } }),
  ],
  ["a lone surrogate in a name", "invalid_request", raw('{"shipping_address":{"name":"\\ud800"}}')],
  ["a name of blanks", "invalid_request", details({ shipping_address: { ...ADDRESS, name: "   " } })],
  [
    "a shipping option that does not exist",
    "shipping_option_unavailable",
    details({ shipping_option_id: SQL }),
  ],
  ["an empty change", "invalid_request", details({})],
  ["a status of the buyer's own", "invalid_request", details({ status: "completed" })],

  // other people's and forged ids
  [
    "somebody else's cart",
    "not_found",
    (shop) => ({ path: `/v1/store/carts/${shop.yours.id}`, headers: { "x-cart-token": shop.mine.token } }),
  ],
  [
    "somebody else's order",
    "not_found",
    (shop) => ({ path: `/v1/store/orders/${shop.orderId}`, headers: { "x-cart-token": shop.mine.token } }),
  ],
  [
    "a cart token of the wrong form",
    "not_found",
    (shop) => ({ path: `/v1/store/carts/${shop.mine.id}`, headers: { "x-cart-token": "1.EUR.x" } }),
  ],
  [
    "a cart token with another currency",
    "not_found",
    (shop) => ({
      path: `/v1/store/carts/${shop.mine.id}`,
      headers: { "x-cart-token": shop.mine.token.replace("EUR", "USD") },
    }),
  ],
  [
    "a cart of a partition that does not exist",
    "not_found",
    (shop) => ({
      path: `/v1/store/carts/cart_0010z${shop.mine.id.slice(10)}`,
      headers: { "x-cart-token": shop.mine.token },
    }),
  ],
  [
    "a cart id that is a path",
    "not_found",
    (shop) => ({ path: "/v1/store/carts/..%2f..%2fadmin", headers: { "x-cart-token": shop.mine.token } }),
  ],
  [
    "an order id where a cart id belongs",
    "not_found",
    (shop) => ({ path: "/v1/store/carts/order_x", headers: { "x-cart-token": shop.mine.token } }),
  ],
  [
    "a line of another cart",
    "not_found",
    (shop) => cart(shop, `/lines/${shop.yours.cart.lines[0].id}`, { method: "PATCH", body: { quantity: 5 } }),
  ],
  [
    "a line that is SQL",
    "not_found",
    (shop) => cart(shop, `/lines/${encodeURIComponent(SQL)}`, { method: "DELETE" }),
  ],
  [
    "a staff order that is none",
    "not_found",
    get("/v1/admin/orders/order_00100000000000000000000000", "admin"),
  ],

  // buying
  [
    "a purchase without a key",
    "idempotency_key_required",
    (shop) => cart(shop, "/complete", { method: "POST", body: PAYMENT }),
  ],
  ["a short key", "invalid_request", buy(PAYMENT, { "idempotency-key": "1" })],
  ["a key with blanks", "invalid_request", buy(PAYMENT, { "idempotency-key": "a b c d e f g h i j" })],
  [
    "a provider that does not exist",
    "payment_provider_unavailable",
    buy({ payment: { provider: "paypal" } }),
  ],
  [
    "a provider named constructor",
    "payment_provider_unavailable",
    buy({ payment: { provider: "constructor" } }),
  ],
  [
    "a payment method that does not exist",
    "payment_declined",
    buy({ payment: { provider: "test", token: "tok_free" } }),
  ],
  [
    "a negative expected total",
    "invalid_request",
    buy({ ...PAYMENT, expected_total: { amount: -1, currency: "EUR" } }),
  ],
  [
    "an expected total of one cent",
    "total_changed",
    buy({ ...PAYMENT, expected_total: { amount: 1, currency: "EUR" } }),
  ],
  [
    "an expected total in another currency",
    "total_changed",
    buy({ ...PAYMENT, expected_total: { amount: 2489, currency: "USD" } }),
  ],
  [
    "a forged webhook",
    "not_found",
    () => ({
      path: "/v1/webhooks/test",
      method: "POST",
      as: "nobody",
      body: { id: "e", type: "payment.succeeded", payment_id: "testpay.ok.1.EUR.x-1.AAAA" },
    }),
  ],

  // keys and scopes
  ["no key at all", "unauthenticated", () => ({ path: "/v1/store/products", as: "nobody" })],
  [
    "a key that nobody has",
    "unauthenticated",
    () => ({
      path: "/v1/store/products",
      as: "nobody",
      headers: { "x-publishable-key": `pk_test_${"0".repeat(32)}` },
    }),
  ],
  [
    "a publishable key on an admin path",
    "unauthenticated",
    () => ({ path: "/v1/admin/products", as: "store" }),
  ],
  ["a secret key on a store path", "unauthenticated", () => ({ path: "/v1/store/products", as: "admin" })],
  [
    "a revoked key",
    "unauthenticated",
    (shop) => ({
      path: "/v1/admin/products",
      as: "nobody",
      headers: { authorization: `Bearer ${shop.revoked}` },
    }),
  ],
  [
    "a key without the scope",
    "scope_missing",
    (shop) => ({
      ...adjust({ delta: 5, reason: "found" })(shop),
      as: "nobody",
      headers: { authorization: `Bearer ${shop.readOnly}` },
    }),
  ],
  [
    "an actor token of one's own",
    "unauthenticated",
    () => ({ path: "/v1/admin/products", as: "nobody", headers: { "x-souk-actor": "e30.AAAA" } }),
  ],

  // paths and methods
  ["a path that does not exist", "not_found", get("/v1/store/nothing")],
  [
    "a method that does not exist there",
    "method_not_allowed",
    (shop) => cart(shop, "/complete", { method: "DELETE" }),
  ],
  ["a product handle that is SQL", "not_found", get(`/v1/store/products/${encodeURIComponent(SQL)}`)],
  ["a limit of zero", "invalid_request", get("/v1/store/products?limit=0")],
  ["a limit of 101", "invalid_request", get("/v1/store/products?limit=101")],
  ["a forged cursor", "invalid_request", get("/v1/store/products?cursor=AAAA")],
  ["a forged cursor of orders", "invalid_request", get("/v1/admin/orders?cursor=%27%3B--", "admin")],
  ["a collection that does not exist", "not_found", get("/v1/store/products?collection=nope")],

  // staff
  ["a product without variants", "invalid_request", product({ variants: [] })],
  [
    "251 variants",
    "invalid_request",
    product({ variants: Array.from({ length: 251 }, (_, n) => ({ sku: `X-${n}`, title: "X", prices: [] })) }),
  ],
  [
    "two variants of one SKU",
    "invalid_request",
    product({
      variants: [
        { sku: "X", title: "A", prices: [] },
        { sku: "X", title: "B", prices: [] },
      ],
    }),
  ],
  [
    "a fractional price",
    "invalid_request",
    product({ variants: [{ sku: "X", title: "A", prices: [{ amount: 9.99, currency: "EUR" }] }] }),
  ],
  ["a handle with a slash", "invalid_request", product({ handle: "a/b" })],
  ["a handle that is HTML", "invalid_request", product({ handle: HTML })],
  ["a SKU that is SQL", "invalid_request", product({ variants: [{ sku: SQL, title: "A", prices: [] }] })],
  ["an adjustment of nothing", "invalid_request", adjust({ delta: 0, reason: "found" })],
  ["an adjustment by half a unit", "invalid_request", adjust({ delta: 0.5, reason: "found" })],
  ["an adjustment of a billion units", "invalid_request", adjust({ delta: 1e9, reason: "found" })],
  ["an adjustment below zero", "stock_would_be_negative", adjust({ delta: -1_000, reason: "lost" })],
  ["an adjustment without a reason", "invalid_request", adjust({ delta: 1 })],
  [
    "an adjustment at a place that does not exist",
    "invalid_request",
    adjust({ delta: 1, reason: "found", location: "atlantis" }),
  ],
  ["an adjustment of an unknown SKU", "not_found", adjust({ delta: 1, reason: "found" }, "NOPE")],
];

let souk: Souk;
let shop: Shop;
beforeAll(async () => {
  souk = await startSouk();
  const { client } = souk;
  await client.admin("PUT", "/v1/admin/settings", SETTINGS);
  const tee = await stockProduct(client, { units: 10 });
  const line = { variant_id: tee.variantId, quantity: 1 };
  const mine = await readyCart(client, [line]);
  const yours = await readyCart(client, [line]);
  const bought = await readyCart(client, [line]);
  const order = await complete(client, bought);
  const revoked = await client.admin("POST", "/v1/admin/api-keys", {
    kind: "secret",
    name: "gone",
    scopes: ["catalog:read"],
  });
  await client.admin("DELETE", `/v1/admin/api-keys/${revoked.body.id}`);
  const readOnly = await client.admin("POST", "/v1/admin/api-keys", {
    kind: "secret",
    name: "reader",
    scopes: ["stock:read"],
  });
  shop = { tee, mine, yours, orderId: order.body.id, revoked: revoked.body.key, readOnly: readOnly.body.key };
});
afterAll(() => souk?.close());

async function send({ path, method = "GET", as = "store", body, raw: bytes, headers = {} }: Sent) {
  const credential: Record<string, string> =
    as === "store"
      ? { "x-publishable-key": souk.publishableKey }
      : as === "admin"
        ? { authorization: `Bearer ${souk.secretKey}` }
        : {};
  const payload = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  const type: Record<string, string> = payload === undefined ? {} : { "content-type": "application/json" };
  const response = await fetch(new URL(path, souk.client.url), {
    method,
    headers: { ...credential, ...type, ...headers },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const answer = (await response.json()) as Json;
  checkContract({
    method,
    path,
    status: response.status,
    contentType: response.headers.get("content-type"),
    body: answer,
  });
  return { status: response.status, contentType: response.headers.get("content-type"), answer };
}

/** Everything that a hostile request might have changed. */
async function worldNow(): Promise<unknown> {
  const { client } = souk;
  const read = async (basket: Basket) =>
    (await client.store("GET", `/v1/store/carts/${basket.id}`, undefined, { "x-cart-token": basket.token }))
      .body;
  const { audited_at: _at, ...level } = await audit(client, shop.tee.sku);
  return {
    level,
    mine: await read(shop.mine),
    yours: await read(shop.yours),
    products: (await client.admin("GET", "/v1/admin/products")).body,
    settings: (await client.admin("GET", "/v1/admin/settings")).body,
    movements: (await client.admin("GET", `/v1/admin/stock/${shop.tee.sku}/movements`)).body,
    keys: (await client.admin("GET", "/v1/admin/api-keys")).body,
  };
}

/** Refused attempts to pay are kept on the cart: they are the ones that may leave a trace. */
const LEAVES_A_TRACE = new Set([
  "a payment method that does not exist",
  "an expected total of one cent",
  "an expected total in another currency",
]);

describe("a hostile request", () => {
  it("has many faces", () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ROWS.map(([name]) => name)).size).toBe(ROWS.length);
  });

  it.each(ROWS)("%s: %s", async (_name, expected, make) => {
    const { status, contentType, answer } = await send(make(shop));
    expect(answer.code, JSON.stringify(answer)).toBe(expected);
    expect(contentType).toBe("application/problem+json");
    expect(status).toBe(answer.status);
    expect(answer.request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(answer)).not.toMatch(/stack|node_modules|sqlite|D1_ERROR/i);
  });

  it("changes nothing, whichever it is", async () => {
    const before = await worldNow();
    for (const [name, , make] of ROWS) {
      if (!LEAVES_A_TRACE.has(name)) await send(make(shop));
    }
    expect(await worldNow()).toEqual(before);
  });

  it.each([
    "application/json ; charset=utf-8",
    "application/json;",
    "Application/JSON; charset=utf-8;",
  ])("is none when it only spells JSON as %s", async (type) => {
    const body = JSON.stringify({ email: "ada@example.com" });
    const { status } = await send(
      cart(shop, "", { method: "PATCH", raw: body, headers: { "content-type": type } }),
    );
    expect(status).toBe(200);
  });

  it("is none when a POST without a body names the type of text", async () => {
    const sent = cart(shop, "/hold", { method: "POST", headers: { "content-type": "text/plain" } });
    expect((await send(sent)).status).toBe(201);
  });

  it("is inert where it is allowed: HTML and SQL come back as the text they are", async () => {
    const name = `${HTML} ${SQL}`;
    const sent = cart(shop, "", { method: "PATCH", body: { shipping_address: { ...ADDRESS, name } } });
    const { answer } = await send(sent);
    expect(answer.shipping_address.name).toBe(name);
  });
});
