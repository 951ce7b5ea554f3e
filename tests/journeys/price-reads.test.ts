import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import * as routes from "../../contracts/http/store/product-routes.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { problemOf } from "../support/catalog/answers.ts";
import { newTee, SHOPPER } from "../support/catalog/fixtures.ts";
import { PRICE_SETTINGS } from "../support/catalog/price-settings.ts";
import { type Catalog, HEADS_KEEP_MS, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.putSettings(PRICE_SETTINGS);
});
afterAll(() => catalog.close());

const Page = routes.listProducts.responses[200].content["application/json"].schema;
const Product = routes.getProduct.responses[200].content["application/json"].schema;
type Reader = Parameters<Catalog["read"]>[1];
type Product = z.infer<typeof Product>;

const headsMoved = () => wait(HEADS_KEEP_MS + 20);
const detail = async (handle: string, reader: Reader = {}): Promise<Product> =>
  Product.parse(await (await catalog.read(`/products/${handle}`, reader)).json());
const priceOf = async (handle: string, reader: Reader = {}) =>
  (await detail(handle, reader)).variants[0]?.price?.amount ?? null;
const cardOf = async (id: string, reader: Reader = {}) => {
  const page = Page.parse(await (await catalog.read("/products?limit=100", reader)).json());
  const card = page.data.find((known) => known.id === id);
  return [card?.price_from?.amount ?? null, card?.price_to?.amount ?? null];
};

let made = 0;
async function makeList(change: object, prices: object[]): Promise<string> {
  made += 1;
  const body = { handle: `reads-${made}`, title: "List", currency: "EUR", status: "active", ...change };
  const answer = await catalog.ask("/v1/admin/price-lists", { method: "POST", body });
  if (answer.status !== 201) throw new Error(`no list: ${await answer.text()}`);
  await putPrices(body.handle, prices);
  return body.handle;
}
async function putPrices(handle: string, prices: object[]): Promise<void> {
  if (prices.length === 0) return;
  const answer = await catalog.ask(`/v1/admin/price-lists/${handle}/prices`, {
    method: "PUT",
    body: { prices },
  });
  if (answer.status !== 200) throw new Error(`no prices: ${await answer.text()}`);
}
const editList = (handle: string, body: object) =>
  catalog.ask(`/v1/admin/price-lists/${handle}`, { method: "PATCH", body });

describe("a shopper is shown", () => {
  it("prices of their market, channel and price group, and nobody else's", async () => {
    const { id, handle, variants } = await catalog.create();
    const sku = variants[0]?.sku;
    await makeList({ price_group: "dealer", priority: 3, prices_include_tax: false }, [
      { sku, amount: 1000 },
    ]);
    await makeList({ market: "dach", priority: 2 }, [{ sku, amount: 2100, compare_at: 2500 }]);
    await makeList({ channel: "pos", priority: 1 }, [{ sku, amount: 1950 }]);
    await makeList({ status: "draft", priority: 9 }, [{ sku, amount: 1 }]);
    await makeList({ currency: "USD" }, [{ sku, amount: 2200 }]);
    await headsMoved();

    const readers: [Reader, number | null][] = [
      [{}, 1999],
      [{ market: "dach" }, 2100],
      [{ channel: "pos" }, 1950],
      [{ channel: "pos", market: "dach" }, 2100],
      [{ priceGroup: "dealer" }, 1000],
      [{ priceGroup: "dealer", market: "dach", channel: "pos" }, 1000],
      [{ priceGroup: "friend" }, 1999],
      [{ currency: "USD" }, 2200],
      [{ market: "america" }, 2200],
    ];
    for (const [reader, amount] of readers) {
      expect(await priceOf(handle, reader)).toBe(amount);
      expect(await cardOf(id, reader)).toEqual([amount, amount]);
    }
    expect((await detail(handle, { priceGroup: "dealer" })).variants[0]).toMatchObject({
      prices_include_tax: false,
      compare_at: null,
      price_tiers: [],
    });
    expect((await detail(handle, { market: "dach" })).variants[0]).toMatchObject({
      prices_include_tax: true,
      compare_at: { amount: 2500, currency: "EUR" },
    });
  });

  it("what more units cost", async () => {
    const { id, handle, variants } = await catalog.create();
    const sku = variants[0]?.sku;
    const list = await makeList({}, [
      { sku, min_quantity: 10, amount: 1800, compare_at: 1999 },
      { sku, min_quantity: 50, amount: 1500 },
    ]);
    await headsMoved();
    const [variant] = (await detail(handle)).variants;
    expect(variant?.price).toEqual({ amount: 1999, currency: "EUR" });
    expect(
      variant?.price_tiers.map((tier) => [tier.min_quantity, tier.price.amount, tier.compare_at?.amount]),
    ).toEqual([
      [1, 1999, undefined],
      [10, 1800, 1999],
      [50, 1500, undefined],
    ]);
    expect(await cardOf(id)).toEqual([1999, 1999]);

    await catalog.ask(`/v1/admin/price-lists/${list}/prices/${sku}?min_quantity=10`, { method: "DELETE" });
    await headsMoved();
    expect((await detail(handle)).variants[0]?.price_tiers).toHaveLength(2);
  });

  it("no availability of what another channel alone sells", async () => {
    const here = await catalog.create();
    const there = await catalog.create(newTee({ channels: ["pos"] }));
    const ids = [here, there].map(({ variants }) => variants[0]?.id ?? "").sort();
    const shownTo = async (channel: string) => {
      const answer = await catalog.read(`/availability?variant_ids=${ids.join()}`, { channel });
      const { data } = (await answer.json()) as { data: { variant_id: string }[] };
      return data.map(({ variant_id }) => variant_id);
    };
    expect(await shownTo("pos")).toEqual(ids);
    expect(await shownTo("web")).toEqual([here.variants[0]?.id]);
  });

  it("no price for less than can be had, and one where only lists have any", async () => {
    const variants = [{ sku: "LISTED-ONLY", title: "One size", prices: [] }];
    const { id, handle } = await catalog.create(newTee({ variants }));
    await headsMoved();
    expect(await priceOf(handle)).toBeNull();
    const list = await makeList({}, [{ sku: "LISTED-ONLY", min_quantity: 6, amount: 700 }]);
    await headsMoved();
    expect(await priceOf(handle)).toBeNull();
    expect((await detail(handle)).variants[0]?.price_tiers).toHaveLength(1);
    await putPrices(list, [{ sku: "LISTED-ONLY", amount: 900 }]);
    await headsMoved();
    expect([await priceOf(handle), await cardOf(id)]).toEqual([900, [900, 900]]);
  });

  it("on cards what the details say, whatever lists there are", async () => {
    const options = [{ name: "Size", values: ["S", "M", "L"] }];
    const sizes = ["S", "M", "L"].map((Size, index) => ({
      sku: `AGREE-${Size}`,
      title: Size,
      options: { Size },
      prices: index === 2 ? [] : [{ amount: 1000 + index, currency: "EUR" }],
    }));
    const { id, handle } = await catalog.create(newTee({ options, variants: sizes }));
    const anyList = fc.record({
      price_group: fc.constantFrom(null, null, "dealer", "friend"),
      market: fc.constantFrom(null, null, "dach"),
      channel: fc.constantFrom(null, null, "pos"),
      priority: fc.integer({ min: 0, max: 2 }),
      status: fc.constantFrom("active", "active", "draft"),
      currency: fc.constantFrom("EUR", "EUR", "USD"),
    });
    const anyRow = fc.record({
      sku: fc.constantFrom("AGREE-S", "AGREE-M", "AGREE-L"),
      min_quantity: fc.constantFrom(1, 1, 5),
      amount: fc.nat(9),
    });
    const rows = fc.uniqueArray(anyRow, { selector: ({ sku, min_quantity }) => `${sku} ${min_quantity}` });
    for (const [change, prices] of fc.sample(fc.tuple(anyList, rows), 12)) await makeList(change, prices);
    await headsMoved();

    for (const priceGroup of ["-", "dealer", "friend"]) {
      for (const market of ["-", "dach", "america"]) {
        for (const channel of ["web", "pos"]) {
          const reader = { priceGroup, market, channel };
          const amounts = (await detail(handle, reader)).variants.flatMap(({ price }) => price?.amount ?? []);
          const range = amounts.length > 0 ? [Math.min(...amounts), Math.max(...amounts)] : [null, null];
          expect(await cardOf(id, reader)).toEqual(range);
        }
      }
    }
  });
});

describe("a shopper sees within the bound", () => {
  it("an edit of a price in a list, of its terms, and that it ends", async () => {
    const { id, handle, variants } = await catalog.create();
    const sku = variants[0]?.sku;
    const list = await makeList({}, [{ sku, amount: 1500 }]);
    const seen = async (amount: number) => {
      await headsMoved();
      expect([await priceOf(handle), await cardOf(id)]).toEqual([amount, [amount, amount]]);
    };
    await seen(1500);
    await putPrices(list, [{ sku, amount: 1400 }]);
    await seen(1400);
    await editList(list, { price_group: "dealer" });
    await seen(1999);
    await editList(list, { price_group: null });
    await seen(1400);
    await catalog.ask(`/v1/admin/price-lists/${list}`, { method: "DELETE" });
    await seen(1999);
    await editList(list, { status: "active" });
    await seen(1400);
    await catalog.ask(`/v1/admin/price-lists/${list}/prices/${sku}`, { method: "DELETE" });
    await seen(1999);
  });

  it("that a list begins and ends, without anybody touching it", async () => {
    const { id, handle, variants } = await catalog.create();
    const beginsAtMs = Date.now() + 1_500;
    const endsAtMs = beginsAtMs + 1_500;
    await makeList(
      { starts_at: new Date(beginsAtMs).toISOString(), ends_at: new Date(endsAtMs).toISOString() },
      [{ sku: variants[0]?.sku, amount: 1500 }],
    );
    await headsMoved();
    const reads: { fromMs: number; toMs: number; shown: unknown }[] = [];
    while (Date.now() < endsAtMs + 1_000) {
      const fromMs = Date.now();
      const shown = [await priceOf(handle), ...(await cardOf(id))];
      reads.push({ fromMs, toMs: Date.now(), shown });
      await wait(20);
    }
    const old = [1999, 1999, 1999];
    const during = [1500, 1500, 1500];
    const bound = HEADS_KEEP_MS + 100;
    for (const { fromMs, toMs, shown } of reads) {
      if (toMs < beginsAtMs) expect(shown).toEqual(old);
      if (fromMs > beginsAtMs + bound && toMs < endsAtMs) expect(shown).toEqual(during);
      if (fromMs > endsAtMs + bound) expect(shown).toEqual(old);
    }
    expect(
      reads.filter(({ shown }) => JSON.stringify(shown) === JSON.stringify(during)).length,
    ).toBeGreaterThan(3);
    expect(await catalog.count("SELECT count(*) AS n FROM turn WHERE kind = 'price_list'")).toBe(0);
  });

  it("and one product's price in a list makes no other product's answer old", async () => {
    const [one, other] = [await catalog.create(), await catalog.create()];
    const list = await makeList({}, [{ sku: one.variants[0]?.sku, amount: 1500 }]);
    await headsMoved();
    await detail(other.handle);
    await putPrices(list, [{ sku: one.variants[0]?.sku, amount: 1400 }]);
    await headsMoved();
    const again = await catalog.read(`/products/${other.handle}`);
    // The heads alone were asked for.
    expect(again.headers.get("server-timing")).toBe('d1;desc="1", kv;desc="0"');
  });

  it("also where another isolate has kept a copy: it names the state of prices that it was made in", async () => {
    const { handle, variants } = await catalog.create();
    const sku = variants[0]?.sku;
    const list = await makeList({}, [{ sku, amount: 1500 }]);
    const versions = new Set<string>();
    for (const amount of [1500, 1400, 1300]) {
      await putPrices(list, [{ sku, amount }]);
      await headsMoved();
      expect(await priceOf(handle)).toBe(amount);
      const kept = await keptVersion(handle, amount);
      versions.add(kept);
    }
    await editList(list, { priority: 7 });
    await headsMoved();
    await priceOf(handle);
    await expect.poll(() => keptVersion(handle, 1300).then((version) => versions.has(version))).toBe(false);
    expect(versions.size).toBe(3);
  });
});

/** The version that the copy in KV is of, once it shows this price. */
async function keptVersion(handle: string, amount: number): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { keys } = await catalog.env.COPIES.list<{ version: string }>();
    const key = keys.find(({ name }) => name.includes(handle));
    const body = key ? await catalog.env.COPIES.get(key.name) : null;
    if (key?.metadata && body?.includes(`"amount":${amount}`)) return key.metadata.version;
    await wait(50);
  }
  throw new Error(`no copy of ${handle} with ${amount}`);
}

describe("a reader is refused", () => {
  it.each([
    [{ market: "mars" }, "?market"],
    [{ currency: "GBP" }, "?currency"],
    [{ currency: "!" }, "?currency"],
    [{ locale: "fr" }, "?locale"],
    [{ locale: "!" }, "?locale"],
    [{ channel: "kiosk" }, "header x-publishable-key"],
    [{ priceGroup: "nobody" }, "header x-publishable-key"],
  ])("%j, which the shop does not have", async (reader, place) => {
    for (const path of ["/products", "/products/any"]) {
      const answer = await catalog.read(path, reader);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(await problemOf(answer)).toEqual({ status: 400, code: "invalid_request", at: [place] });
    }
  });

  it("nowhere that is not an address of the gateway's", async () => {
    for (const path of ["/", "/web", "/web/-/-/-", "/web/-/-/-/-"])
      expect((await catalog.read(`/media/..${path}`)).status).toBe(404);
  });
});

describe("PRC-6 an answer", () => {
  it("is found in every channel, whatever else in the catalog's addresses it is called after", async () => {
    const { handle } = await catalog.create();
    const channels = ["web", "pos", "media", "feeds", "products"].map((name) => ({
      handle: name,
      title: name,
    }));
    await catalog.putSettings({ ...PRICE_SETTINGS, channels });
    await headsMoved();
    for (const { handle: channel } of channels) {
      for (const path of [`/products/${handle}`, "/products", "/collections"])
        expect([channel, path, (await catalog.read(path, { channel })).status]).toEqual([channel, path, 200]);
    }
    await catalog.putSettings(PRICE_SETTINGS);
    await headsMoved();
  });

  it("says in which language it is", async () => {
    const { handle } = await catalog.create();
    const languageOf = async (reader: Reader) =>
      (await catalog.read(`/products/${handle}`, reader)).headers.get("content-language");
    expect(await languageOf({})).toBe("en");
    expect(await languageOf({ market: "dach" })).toBe("de");
    expect(await languageOf({ locale: "de-AT" })).toBe("de");
  });

  it("depends on its address alone, whoever asks and however", async () => {
    const { handle, variants } = await catalog.create();
    await makeList({ price_group: "dealer" }, [{ sku: variants[0]?.sku, amount: 1000 }]);
    await makeList({ channel: "pos" }, [{ sku: variants[0]?.sku, amount: 1500 }]);
    await headsMoved();

    const anyPlace = fc.record({
      channel: fc.constantFrom("web", "pos"),
      market: fc.constantFrom("-", "dach"),
      currency: fc.constantFrom("-", "EUR"),
      locale: fc.constantFrom("-", "de"),
      priceGroup: fc.constantFrom("-", "dealer"),
    });
    const anyPath = fc.constantFrom(`/products/${handle}`, "/products?limit=5", "/collections");
    const anyActor: fc.Arbitrary<Actor> = fc.record({
      id: fc.constantFrom("key_a", "key_b"),
      kind: fc.constantFrom("publishable"),
      mode: fc.constantFrom("test"),
      scopes: fc.constant(["store"]),
      channel: fc.constantFrom(undefined, "pos", "web"),
      priceGroup: fc.constantFrom(undefined, "dealer"),
    }) as never;
    const anyHeaders = fc.dictionary(
      fc.constantFrom(
        "accept-language",
        "cookie",
        "x-price-group",
        "if-none-match",
        "authorization",
        "range",
      ),
      fc.constantFrom("de", "dealer", '"x"', "bytes=0-1"),
    );
    const first = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(anyPlace, anyPath, anyActor, anyHeaders, async (place, path, actor, headers) => {
        const answer = await catalog.read(path, { ...place, actor, headers });
        const body = `${answer.status} ${answer.headers.get("etag")} ${await answer.text()}`;
        const address = JSON.stringify([place, path]);
        if (!first.has(address)) first.set(address, body);
        expect(body).toBe(first.get(address));

        // A condition that holds turns a 200 into a 304 of the same tag, and does nothing else.
        const etag = answer.headers.get("etag") ?? "";
        const held = await catalog.read(path, {
          ...place,
          actor: SHOPPER,
          headers: { "if-none-match": etag },
        });
        expect([held.status, held.headers.get("etag"), await held.text()]).toEqual([304, etag, ""]);
      }),
      { numRuns: 250 },
    );
    expect(new Set(first.values()).size).toBeGreaterThan(3);
  });
});
