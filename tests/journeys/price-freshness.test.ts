import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SEEN_WITHIN_MS } from "../../workers/catalog/reads/freshness.ts";
import { type Basket, beginCart, complete, giveDetails } from "../support/buyer.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { SETTINGS, type Stocked, stockProduct } from "../support/stock-shop.ts";

/** The shop as it is shipped: nothing waits shorter than in production. */
const AS_SHIPPED = { HEADS_KEEP_MS: "2000", ANSWERS_KEEP_MS: "2000" };
const READERS = 8;
const OLD = 2000;
const NEW = 1500;
const SHIPPING = 490;

let souk: Souk;
beforeAll(async () => {
  souk = await startSouk(AS_SHIPPED);
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

type Read = { sku: string; amount: number; fromMs: number; toMs: number };

async function listOf(handle: string, change: object, prices: object[]): Promise<void> {
  const { client } = souk;
  const body = { handle, title: handle, currency: "EUR", status: "active", ...change };
  expect((await client.admin("POST", "/v1/admin/price-lists", body)).status).toBe(201);
  expect((await client.admin("PUT", `/v1/admin/price-lists/${handle}/prices`, { prices })).status).toBe(200);
}

/** Reads details and lists until it is told to stop, and notes every price with when it was asked for. */
async function readOn(goods: readonly Stocked[], reads: Read[], isOver: () => boolean): Promise<void> {
  const { client } = souk;
  while (!isOver()) {
    for (const { sku, handle } of goods) {
      const fromMs = Date.now();
      const { body } = await client.store("GET", `/v1/store/products/${handle}`);
      reads.push({ sku, amount: body.variants[0].price.amount, fromMs, toMs: Date.now() });
    }
    const fromMs = Date.now();
    const { body } = await client.store("GET", "/v1/store/products?limit=50");
    for (const card of body.data) {
      const known = goods.find(({ handle }) => handle === card.handle);
      if (known) reads.push({ sku: known.sku, amount: card.price_from.amount, fromMs, toMs: Date.now() });
    }
    await wait(5);
  }
}

async function basketsOf({ variantId }: Stocked, count: number): Promise<Basket[]> {
  const { client } = souk;
  return Promise.all(
    Array.from({ length: count }, async () => {
      const basket = await beginCart(client, [{ variant_id: variantId, quantity: 1 }]);
      await giveDetails(client, basket);
      return basket;
    }),
  );
}

/** What a completion that begins now would charge: the total of the order, or the one it asks to be shown. */
async function chargedFor(basket: Basket): Promise<number> {
  const { body } = await complete(souk.client, basket);
  return (body.present ?? body.totals).total.amount;
}

it("a price edit is seen by every reader within 7 seconds, by its editor at once, and is what is charged from then on", async () => {
  const { client } = souk;
  const make = () => stockProduct(client, { units: 100, price: OLD });
  const [own, row, terms, begun] = [await make(), await make(), await make(), await make()];
  const goods = [own, row, terms, begun];
  await listOf("rows", {}, [{ sku: row.sku, amount: OLD }]);
  await listOf("terms", { status: "draft" }, [{ sku: terms.sku, amount: NEW }]);
  const beginsAtMs = Date.now() + 6_000;
  const starts_at = new Date(beginsAtMs).toISOString();
  await listOf("begun", { starts_at }, [{ sku: begun.sku, amount: NEW }]);
  const baskets = new Map<string, Basket[]>();
  for (const stocked of goods) baskets.set(stocked.sku, await basketsOf(stocked, 3));

  const reads: Read[] = [];
  let isOver = false;
  const readers = Array.from({ length: READERS }, () => readOn(goods, reads, () => isOver));
  await wait(1_000);

  const committedAtMs = new Map<string, number>();
  const edits: [Stocked, () => Promise<unknown>, () => Promise<number>][] = [
    [
      own,
      () => {
        const prices = [{ amount: NEW, currency: "EUR" }];
        const variants = [{ sku: own.sku, title: "One size", prices }];
        return client.admin("PATCH", `/v1/admin/products/${own.productId}`, { variants });
      },
      async () =>
        (await client.admin("GET", `/v1/admin/products/${own.productId}`)).body.variants[0].prices[0].amount,
    ],
    [
      row,
      () =>
        client.admin("PUT", "/v1/admin/price-lists/rows/prices", { prices: [{ sku: row.sku, amount: NEW }] }),
      async () => (await client.admin("GET", "/v1/admin/price-lists/rows/prices")).body.data[0].amount,
    ],
    [
      terms,
      () => client.admin("PATCH", "/v1/admin/price-lists/terms", { status: "active" }),
      async () => (await client.admin("GET", `/v1/admin/prices/explain?sku=${terms.sku}`)).body.price.amount,
    ],
  ];
  const charged: number[] = [];
  for (const [stocked, edit, look] of edits) {
    await edit();
    committedAtMs.set(stocked.sku, Date.now());
    const [basket, ...others] = baskets.get(stocked.sku) ?? [];
    const [editors, first] = await Promise.all([look(), basket ? chargedFor(basket) : 0]);
    expect(editors).toBe(NEW);
    charged.push(first, ...(await Promise.all(others.map(chargedFor))));
  }
  await wait(beginsAtMs - Date.now());
  committedAtMs.set(begun.sku, beginsAtMs);
  charged.push(...(await Promise.all((baskets.get(begun.sku) ?? []).map(chargedFor))));
  expect(charged).toEqual(Array(12).fill(NEW + SHIPPING));

  await wait(beginsAtMs + SEEN_WITHIN_MS + 500 - Date.now());
  isOver = true;
  await Promise.all(readers);

  for (const { sku } of goods) {
    const editedAtMs = committedAtMs.get(sku) ?? 0;
    const ofIt = reads.filter((read) => read.sku === sku);
    const staleFor = ofIt.filter(({ amount }) => amount === OLD).map(({ fromMs }) => fromMs - editedAtMs);
    expect(Math.max(...staleFor)).toBeLessThan(SEEN_WITHIN_MS);
    // Both prices were read, and nobody saw the new one before it was there.
    const early = ofIt.filter(({ amount, toMs }) => amount === NEW && toMs < editedAtMs - 1_000);
    expect(early).toEqual([]);
    expect(ofIt.filter(({ amount, fromMs }) => amount === NEW && fromMs > editedAtMs).length).toBeGreaterThan(
      50,
    );
    console.log(
      `${sku}: the old price was last read ${Math.max(...staleFor)} ms after the edit, of ${ofIt.length} reads`,
    );
  }
});
