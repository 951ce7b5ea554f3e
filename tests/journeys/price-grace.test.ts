import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Basket, beginCart, complete, eventually, giveDetails, onCart } from "../support/buyer.ts";
import type { Answer, Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

const GRACE_MS = 8_000;
const SHIPPING = 490;

let souk: Souk;
let database: D1Database;
beforeAll(async () => {
  souk = await startSouk({ PRICE_GRACE_MS: String(GRACE_MS) });
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
  ({ DB: database } = (await souk.harness.getWorker("souk-catalog").getEnv()) as { DB: D1Database });
});
afterAll(() => souk?.close());

/** What prices are read from, and what says whether anything changed. */
const PRICES = "variant";
const FEED = "catalog_change";

/** Takes tables away while `work` is done, as far as those who ask for them can tell a database that is down. */
async function without(tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string) => database.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
  for (const table of tables) await rename(table, `${table}_away`);
  try {
    await headsMoved();
    await work();
  } finally {
    for (const table of tables) await rename(`${table}_away`, table);
    // A database that did not answer is left in peace for a second.
    await wait(1_100);
  }
}
const withoutDatabase = (work: () => Promise<void>) => without([PRICES, FEED], work);
/** After this every isolate has heard of what was committed before. */
const headsMoved = () => wait(250);

async function basketOf(...goods: Stocked[]): Promise<Basket> {
  const lines = goods.map(({ variantId }) => ({ variant_id: variantId, quantity: 1 }));
  const basket = await beginCart(souk.client, lines);
  expect((await giveDetails(souk.client, basket)).status).toBe(200);
  return basket;
}
const product = (price = 2000) => stockProduct(souk.client, { units: 100, price });
const reprice = ({ productId, sku }: Stocked, amount: number) =>
  souk.client.admin("PATCH", `/v1/admin/products/${productId}`, {
    variants: [{ sku, title: "One size", prices: [{ amount, currency: "EUR" }] }],
  });
const archive = ({ productId }: Stocked) => souk.client.admin("DELETE", `/v1/admin/products/${productId}`);
const buy = (basket: Basket) => complete(souk.client, basket);
const said = ({ status, body }: Answer<Json>) => [status, body.code ?? body.totals.total.amount];
const REFUSED = [503, "service_unavailable"];

describe("PRC-10 with the catalog's database down", () => {
  it("a cart is bought at the last price that was read, and the order says so", async () => {
    const begunMs = Date.now();
    const basket = await basketOf(await product());
    await withoutDatabase(async () => {
      const bought = await buy(basket);
      expect(said(bought)).toEqual([201, 2000 + SHIPPING]);
      const order = await souk.client.admin("GET", `/v1/admin/orders/${bought.body.id}`);
      const [begun] = order.body.log;
      expect(begun).toMatchObject({ type: "checkout.securing", facts: { total: { amount: 2490 } } });
      const readMs = Date.parse(begun.facts.pricesLastRead);
      expect(readMs).toBeGreaterThan(begunMs - 1_000);
      expect(readMs).toBeLessThan(Date.parse(begun.at));
    });
  });

  it("an order by prices of now says nothing of the kind", async () => {
    const bought = await buy(await basketOf(await product()));
    const order = await souk.client.admin("GET", `/v1/admin/orders/${bought.body.id}`);
    expect(order.body.log[0].facts).not.toHaveProperty("pricesLastRead");
  });

  it("is refused after the grace, and bought once prices can be read again", async () => {
    const basket = await basketOf(await product());
    await withoutDatabase(async () => {
      await wait(GRACE_MS);
      const refused = await buy(basket);
      expect(said(refused)).toEqual(REFUSED);
      expect(refused.headers.get("retry-after")).toBe("2");
    });
    expect(said(await buy(basket))).toEqual([201, 2000 + SHIPPING]);
  });

  it("each line has a time of its own: one that is too old refuses the cart, and does not without it", async () => {
    const [early, late] = [await product(1000), await product(3000)];
    const basket = await basketOf(early);
    const cart = onCart(souk.client, basket);
    await wait(GRACE_MS - 1_500);
    const grown = await cart("POST", "/lines", { variant_id: late.variantId, quantity: 1 });
    await withoutDatabase(async () => {
      await wait(2_000);
      expect(said(await buy(basket))).toEqual(REFUSED);
      const lineOfEarly = grown.body.lines.find(({ sku }: Json) => sku === early.sku).id;
      expect((await cart("DELETE", `/lines/${lineOfEarly}`)).status).toBe(200);
      expect(said(await buy(basket))).toEqual([201, 3000 + SHIPPING]);
    });
  });

  it("a change of quantity makes no price younger", async () => {
    const basket = await basketOf(await product());
    const cart = onCart(souk.client, basket);
    await wait(GRACE_MS - 1_000);
    await withoutDatabase(async () => {
      const lineId = basket.cart.lines[0].id;
      expect((await cart("PATCH", `/lines/${lineId}`, { quantity: 2 })).status).toBe(200);
      await wait(1_500);
      expect(said(await buy(basket))).toEqual(REFUSED);
    });
  });

  it("what was found to be for sale no more is not sold by its last price", async () => {
    const tee = await product();
    const basket = await basketOf(tee);
    await archive(tee);
    expect(said(await buy(basket))).toEqual([409, "variant_unavailable"]);
    await withoutDatabase(async () => expect(said(await buy(basket))).toEqual(REFUSED));
  });

  it("nor is what was edited or archived, as far as anybody has heard of it", async () => {
    const [archived, edited] = [await product(), await product()];
    const baskets = [await basketOf(archived), await basketOf(edited)];
    await archive(archived);
    await reprice(edited, 1500);
    await headsMoved();
    // Of the one it is remembered that it is gone, of the other nothing but that it was edited.
    const lines = [{ variant_id: archived.variantId, quantity: 1 }];
    const gone = await souk.client.store("POST", "/v1/store/carts", { lines });
    expect(said(gone)).toEqual([409, "variant_unavailable"]);
    await withoutDatabase(async () => {
      for (const basket of baskets) expect(said(await buy(basket))).toEqual(REFUSED);
    });
  });

  it("a price that somebody remembers and is newer than the cart's is answered, and charged once it is expected", async () => {
    const tee = await product();
    const basket = await basketOf(tee);
    await reprice(tee, 1500);
    await headsMoved();
    await basketOf(tee);
    await withoutDatabase(async () => {
      const changed = await buy(basket);
      expect(changed.body).toMatchObject({
        code: "total_changed",
        present: { total: { amount: 1500 + SHIPPING } },
      });
      const shown = await onCart(souk.client, basket)("GET", "");
      expect(shown.body.totals.total.amount).toBe(1500 + SHIPPING);
      expect(said(await buy(basket))).toEqual([201, 1500 + SHIPPING]);
    });
  });

  it("a price that was put into a list before it began is not passed over once it has begun", async () => {
    const tee = await product();
    const list = { handle: "coming", title: "Coming", currency: "EUR", status: "active" };
    const startsAtMs = Date.now() + 4_000;
    const starts_at = new Date(startsAtMs).toISOString();
    expect((await souk.client.admin("POST", "/v1/admin/price-lists", { ...list, starts_at })).status).toBe(
      201,
    );
    await headsMoved();
    // It is remembered as it is while the list has no price of it.
    const first = await basketOf(tee);
    await souk.client.admin("PUT", "/v1/admin/price-lists/coming/prices", {
      prices: [{ sku: tee.sku, amount: 1200 }],
    });
    await headsMoved();
    const second = await basketOf(tee);
    await withoutDatabase(async () => {
      expect(said(await buy(first))).toEqual([201, 2000 + SHIPPING]);
      await wait(startsAtMs - Date.now());
      expect(said(await buy(second))).toEqual(REFUSED);
    });
    expect(said(await buy(second))).toEqual([409, "total_changed"]);
  });

  it("a price list ends when it was to end, also while nobody can look", async () => {
    const tee = await product();
    const list = { handle: "brief", title: "Brief", currency: "EUR", status: "active" };
    const endsAtMs = Date.now() + 6_000;
    const ends_at = new Date(endsAtMs).toISOString();
    expect((await souk.client.admin("POST", "/v1/admin/price-lists", { ...list, ends_at })).status).toBe(201);
    await souk.client.admin("PUT", "/v1/admin/price-lists/brief/prices", {
      prices: [{ sku: tee.sku, amount: 1200 }],
    });
    await headsMoved();
    const [first, second] = [await basketOf(tee), await basketOf(tee)];
    await withoutDatabase(async () => {
      expect(said(await buy(first))).toEqual([201, 1200 + SHIPPING]);
      await wait(endsAtMs - Date.now());
      expect(said(await buy(second))).toEqual(REFUSED);
    });
  });
});

it("PRC-10 one failure makes no outage: while the change feed can be read no old price is charged", async () => {
  const basket = await basketOf(await product());
  await without([PRICES], async () => {
    expect(said(await buy(basket))).toEqual(REFUSED);
  });
  expect(said(await buy(basket))).toEqual([201, 2000 + SHIPPING]);
});

it("with the database down what is remembered can be put into a cart, and what is not is refused until it is back", async () => {
  const [known, unknown] = [await product(), await product()];
  await basketOf(known);
  const begin = ({ variantId }: Stocked) =>
    souk.client.store("POST", "/v1/store/carts", { lines: [{ variant_id: variantId, quantity: 1 }] });
  await withoutDatabase(async () => {
    expect((await begin(known)).status).toBe(201);
    expect((await begin(unknown)).body.code).toBe("service_unavailable");
  });
  const back = await eventually(
    () => begin(unknown),
    ({ status }) => status === 201,
  );
  expect(back.status).toBe(201);
});
