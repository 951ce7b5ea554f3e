import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginCart, complete, freshKey, giveDetails, onCart } from "../support/buyer.ts";
import { PRICE_SETTINGS } from "../support/catalog/price-settings.ts";
import { type ShopClient, shopClient } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { SETTINGS, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
let web: ShopClient;
let dealer: ShopClient;
let pos: ShopClient;

beforeAll(async () => {
  souk = await startSouk();
  web = souk.client;
  const { channels, locales, markets, price_groups } = PRICE_SETTINGS;
  const settings = { ...SETTINGS, channels, locales, markets, price_groups };
  expect((await web.admin("PUT", "/v1/admin/settings", settings)).status).toBe(200);
  dealer = await clientOf({ price_group: "dealer" });
  pos = await clientOf({ channel: "pos" });
});
afterAll(() => souk?.close());

async function clientOf(place: object): Promise<ShopClient> {
  const body = { kind: "publishable", name: "A key of its own", ...place };
  const made = await web.admin("POST", "/v1/admin/api-keys", body);
  expect(made.body).toMatchObject({ channel: "web", price_group: null, ...place });
  return shopClient(web.url, made.body.key, souk.secretKey);
}

let made = 0;
async function makeList(change: object, prices: object[]): Promise<string> {
  made += 1;
  const body = { handle: `carts-${made}`, title: "List", currency: "EUR", status: "active", ...change };
  expect((await web.admin("POST", "/v1/admin/price-lists", body)).status).toBe(201);
  expect((await putPrices(body.handle, prices)).status).toBe(200);
  return body.handle;
}
async function settingsNow() {
  const { version: _, updated_at: __, ...settings } = (await web.admin("GET", "/v1/admin/settings")).body;
  return settings;
}
/** Checkout believes what it knows of the settings for two seconds. */
const settingsKnown = () => wait(2_300);
const putPrices = (list: string, prices: object[]) =>
  web.admin("PUT", `/v1/admin/price-lists/${list}/prices`, { prices });
/** After this every isolate has heard of what was committed before. */
const headsMoved = () => wait(250);
const lineOf = async (client: ShopClient, variantId: string, quantity: number, cart: object = {}) => {
  const answer = await client.store("POST", "/v1/store/carts", {
    lines: [{ variant_id: variantId, quantity }],
    ...cart,
  });
  return answer.status === 201 ? answer.body.lines[0].unit_price.amount : answer.body.code;
};

describe("a line has the price of its quantity", () => {
  it("when it is begun, grows and shrinks, and says which tier it got", async () => {
    const { sku, variantId } = await stockProduct(web, { units: 100, price: 2000 });
    await makeList({}, [
      { sku, min_quantity: 10, amount: 1800, compare_at: 2000 },
      { sku, min_quantity: 50, amount: 1500 },
    ]);
    await headsMoved();
    const basket = await beginCart(web, [{ variant_id: variantId, quantity: 9 }]);
    const cart = onCart(web, basket);
    const shown = (body: { lines: Record<string, { amount: number }>[] }) =>
      body.lines.map((line) => [line.unit_price?.amount, line.min_quantity, line.compare_at?.amount ?? null]);
    expect(shown(basket.cart)).toEqual([[2000, 1, null]]);

    const ten = await cart("POST", "/lines", { variant_id: variantId, quantity: 1 });
    expect(shown(ten.body)).toEqual([[1800, 10, 2000]]);
    expect(ten.body.totals.total.amount).toBe(18_000);
    const lineId = ten.body.lines[0].id;
    expect(shown((await cart("PATCH", `/lines/${lineId}`, { quantity: 50 })).body)).toEqual([
      [1500, 50, null],
    ]);
    expect(shown((await cart("PATCH", `/lines/${lineId}`, { quantity: 2 })).body)).toEqual([[2000, 1, null]]);

    await cart("PATCH", `/lines/${lineId}`, { quantity: 12 });
    await giveDetails(web, basket);
    const bought = await complete(web, basket);
    expect([bought.status, bought.body.totals.subtotal.amount]).toEqual([201, 21_600]);
    expect(shown(bought.body)).toEqual([[1800, 10, 2000]]);
  });

  it("and is refused where so few have none", async () => {
    const { sku, variantId, productId } = await stockProduct(web, { units: 100 });
    const variants = [{ sku, title: "One size", prices: [] }];
    await web.admin("PATCH", `/v1/admin/products/${productId}`, { variants });
    await headsMoved();
    expect(await lineOf(web, variantId, 6)).toBe("variant_unavailable");
    await makeList({}, [{ sku, min_quantity: 6, amount: 700 }]);
    await headsMoved();
    expect(await lineOf(web, variantId, 6)).toBe(700);
    const lines = [{ variant_id: variantId, quantity: 5 }];
    const refused = await web.store("POST", "/v1/store/carts", { lines });
    expect(refused.body).toMatchObject({ code: "limit_exceeded", limit: "too_few_units", allowed: 6 });
    const basket = await beginCart(web, [{ variant_id: variantId, quantity: 6 }]);
    const fewer = await onCart(web, basket)("PATCH", `/lines/${basket.cart.lines[0].id}`, { quantity: 5 });
    expect(fewer.body).toMatchObject({ code: "limit_exceeded", limit: "too_few_units", allowed: 6 });
  });
});

it("a new line shows an edit of a list, of its terms and of its prices, within the bound", async () => {
  const { sku, variantId } = await stockProduct(web, { units: 100, price: 2000 });
  const list = await makeList({ status: "draft" }, [{ sku, amount: 1500 }]);
  const edit = (body: object) => web.admin("PATCH", `/v1/admin/price-lists/${list}`, body);
  const seen = async (amount: number) => {
    await headsMoved();
    expect(await lineOf(web, variantId, 1)).toBe(amount);
  };
  await seen(2000);
  await edit({ status: "active" });
  await seen(1500);
  await putPrices(list, [{ sku, amount: 1400 }]);
  await seen(1400);
  await edit({ price_group: "dealer" });
  await seen(2000);
  await edit({ price_group: null, ends_at: new Date(Date.now() + 1_500).toISOString() });
  await seen(1400);
  await wait(1_500);
  await seen(2000);
});

describe("a cart has the prices of whom it was begun for", () => {
  it("for its whole life, and keys of others do not open it", async () => {
    const { sku, variantId } = await stockProduct(web, { units: 100, price: 2000 });
    await makeList({ price_group: "dealer", priority: 2, prices_include_tax: false }, [
      { sku, amount: 1000 },
    ]);
    await makeList({ channel: "pos" }, [{ sku, amount: 1900 }]);
    await makeList({ market: "dach" }, [{ sku, amount: 2100 }]);
    await headsMoved();
    expect(await lineOf(web, variantId, 1)).toBe(2000);
    expect(await lineOf(pos, variantId, 1)).toBe(1900);
    expect(await lineOf(web, variantId, 1, { market: "dach" })).toBe(2100);
    expect(await lineOf(dealer, variantId, 1, { market: "dach" })).toBe(1000);

    const basket = await beginCart(dealer, [{ variant_id: variantId, quantity: 2 }]);
    expect(basket.cart).toMatchObject({ channel: "web", market: null });
    expect(basket.cart.lines[0]).toMatchObject({ price_includes_tax: false, total: { amount: 2380 } });
    for (const other of [web, pos]) {
      expect((await onCart(other, basket)("GET", "")).status).toBe(404);
      expect(
        (await onCart(other, basket)("POST", "/lines", { variant_id: variantId, quantity: 1 })).status,
      ).toBe(404);
      expect((await complete(other, basket)).status).toBe(404);
    }
    const open = await beginCart(web);
    expect((await onCart(dealer, open)("GET", "")).status).toBe(404);

    const ready = await giveDetails(dealer, basket);
    expect(ready.body.totals.total.amount).toBe(2380 + 490);
    const bought = await complete(dealer, basket, "tok_ok", { expectedTotal: ready.body.totals.total });
    expect([bought.status, bought.body.totals.total.amount]).toEqual([201, 2870]);
    // The order is the buyer's, whatever key the page has that shows it.
    const headers = { "x-cart-token": basket.token };
    expect((await web.store("GET", `/v1/store/orders/${bought.body.id}`, undefined, headers)).status).toBe(
      200,
    );
  });

  it("PRC-11 and none once the shop has no such market or price group any more", async () => {
    const { sku, variantId } = await stockProduct(web, { units: 100, price: 2000 });
    await makeList({ price_group: "dealer", market: "dach", priority: 9 }, [{ sku, amount: 500 }]);
    await headsMoved();
    const lines = [{ variant_id: variantId, quantity: 1 }];
    const { body: begun } = await dealer.store("POST", "/v1/store/carts", { market: "dach", lines });
    const basket = { id: begun.id, token: begun.cart_token, cart: begun };
    const cart = onCart(dealer, basket);
    expect((await giveDetails(dealer, basket)).body.totals.total.amount).toBe(500 + 490);

    const before = await settingsNow();
    const answersWith = async (change: object) => {
      expect((await web.admin("PUT", "/v1/admin/settings", { ...before, ...change })).status).toBe(200);
      await settingsKnown();
      const answers = [
        await complete(dealer, basket),
        await cart("POST", "/lines", lines[0]),
        await cart("PATCH", `/lines/${begun.lines[0].id}`, { quantity: 2 }),
      ];
      return answers.map(({ status, body }) => [status, body.code, body.choice, body.asked, body.known]);
    };
    const markets = before.markets.filter(({ handle }: { handle: string }) => handle !== "dach");
    const noMarket = [409, "cart_outdated", "market", "dach", ["america"]];
    expect(await answersWith({ markets })).toEqual(Array(3).fill(noMarket));
    const noGroup = [409, "cart_outdated", "price_group", "dealer", []];
    expect(await answersWith({ price_groups: [] })).toEqual(Array(3).fill(noGroup));
    const read = await cart("GET", "");
    expect([read.status, read.body.lines.length]).toEqual([200, 1]);

    await web.admin("PUT", "/v1/admin/settings", before);
    await settingsKnown();
    const bought = await complete(dealer, basket);
    expect([bought.status, bought.body.totals.total.amount]).toEqual([201, 990]);
  });

  it("PRC-11 and none in a channel that the shop has closed, whether or not the cart names it", async () => {
    const { variantId } = await stockProduct(web, { units: 100, price: 2000 });
    const basket = await beginCart(web, [{ variant_id: variantId, quantity: 1 }]);
    await giveDetails(web, basket);
    const before = await settingsNow();
    const channels = before.channels.filter(({ handle }: { handle: string }) => handle !== "web");
    await web.admin("PUT", "/v1/admin/settings", { ...before, channels });
    await settingsKnown();
    expect((await complete(web, basket)).body).toMatchObject({
      ...{ status: 409, code: "cart_outdated", choice: "channel", asked: "web", known: ["pos"] },
    });
    await web.admin("PUT", "/v1/admin/settings", before);
    await settingsKnown();
    expect((await complete(web, basket)).status).toBe(201);
  });

  it("in the market's currency, if none is said; what the shop does not have is refused", async () => {
    const begin = (body: object, client = web) => client.store("POST", "/v1/store/carts", body);
    expect((await begin({ market: "america" })).body).toMatchObject({ currency: "USD", market: "america" });
    expect((await begin({ market: "america", currency: "EUR" })).body.currency).toBe("EUR");
    expect((await begin({ market: "mars" })).body).toMatchObject({
      code: "invalid_request",
      errors: [{ pointer: "/market" }],
    });
    expect((await begin({ currency: "GBP" })).body.code).toBe("currency_not_sold");
    const kiosk = await clientOf({ channel: "kiosk" });
    expect((await begin({}, kiosk)).body).toMatchObject({
      code: "invalid_request",
      errors: [{ pointer: "header x-publishable-key" }],
    });
    expect((await kiosk.store("GET", "/v1/store/products")).body.code).toBe("invalid_request");
  });

  it("once, however often it is begun under one key", async () => {
    const { sku, variantId } = await stockProduct(web, { units: 1, price: 2000 });
    await makeList({ price_group: "dealer" }, [{ sku, amount: 1000 }]);
    await headsMoved();
    const headers = { "idempotency-key": freshKey() };
    const body = { lines: [{ variant_id: variantId, quantity: 1 }] };
    const [first, again] = [
      await dealer.store("POST", "/v1/store/carts", body, headers),
      await dealer.store("POST", "/v1/store/carts", body, headers),
    ];
    expect([again.body.id, again.body.cart_token]).toEqual([first.body.id, first.body.cart_token]);
    const read = await onCart(dealer, { id: again.body.id, token: again.body.cart_token, cart: {} })(
      "GET",
      "",
    );
    expect(read.body.lines[0].unit_price.amount).toBe(1000);
  });
});

describe("what is charged", () => {
  it("is the price of now, by whatever list has changed it meanwhile", async () => {
    const { sku, variantId } = await stockProduct(web, { units: 100, price: 2000 });
    const list = await makeList({}, [{ sku, amount: 1500 }]);
    await headsMoved();
    const basket = await beginCart(web, [{ variant_id: variantId, quantity: 1 }]);
    await giveDetails(web, basket);

    await putPrices(list, [{ sku, amount: 1600 }]);
    const changed = await complete(web, basket);
    expect(changed.body).toMatchObject({
      code: "total_changed",
      shown: { total: { amount: 1990 } },
      present: { total: { amount: 2090 } },
    });
    await web.admin("DELETE", `/v1/admin/price-lists/${list}`);
    const again = await complete(web, basket, "tok_ok", { expectedTotal: changed.body.present.total });
    expect(again.body).toMatchObject({ code: "total_changed", present: { total: { amount: 2490 } } });
    const bought = await complete(web, basket, "tok_ok", { expectedTotal: again.body.present.total });
    expect([bought.status, bought.body.totals.total.amount]).toEqual([201, 2490]);
  });

  it("follows a list from its first moment until just before its end, whether anybody has noticed or not", async () => {
    const { sku, variantId } = await stockProduct(web, { units: 100, price: 2000 });
    const beginsAtMs = Date.now() + 2_500;
    const endsAtMs = beginsAtMs + 2_000;
    await makeList(
      { starts_at: new Date(beginsAtMs).toISOString(), ends_at: new Date(endsAtMs).toISOString() },
      [{ sku, amount: 1500 }],
    );
    const baskets = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const basket = await beginCart(web, [{ variant_id: variantId, quantity: 1 }]);
        await giveDetails(web, basket);
        return basket;
      }),
    );
    const [before, during, after] = baskets;
    if (!before || !during || !after) throw new Error("three baskets");
    expect((await complete(web, before)).body.totals.total.amount).toBe(2490);
    expect(Date.now()).toBeLessThan(beginsAtMs);
    await wait(beginsAtMs - Date.now());
    expect((await complete(web, during)).body.present.total.amount).toBe(1990);
    expect((await complete(web, during)).body.totals.total.amount).toBe(1990);
    await wait(endsAtMs - Date.now());
    expect((await complete(web, after)).body.totals.total.amount).toBe(2490);
  });
});
