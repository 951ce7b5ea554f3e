import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../../contracts/http/store/product-routes.ts";
import { SEEN_WITHIN_MS } from "../../workers/catalog/reads/freshness.ts";
import { problemOf } from "../support/catalog/answers.ts";
import { catalogReader, headsMoved, type Page, Product } from "../support/catalog/catalog-reader.ts";
import { newTee, SETTINGS } from "../support/catalog/fixtures.ts";
import { type Catalog, HEADS_KEEP_MS, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const { pageOf, titleOf } = catalogReader(() => catalog);

describe("a published product", () => {
  it("is shown with prices in the asked currency, or the shop's first", async () => {
    const prices = [
      { amount: 1999, currency: "EUR" },
      { amount: 2499, currency: "USD" },
    ];
    const { handle } = await catalog.create(
      newTee({ variants: [{ sku: "CUR-1", title: "One size", prices }] }),
    );
    const priceIn = async (currency: string) =>
      Product.parse(await (await catalog.read(`/products/${handle}`, { currency })).json()).variants[0]
        ?.price;

    expect(await priceIn("-")).toEqual(prices[0]);
    expect(await priceIn("EUR")).toEqual(prices[0]);
    expect(await priceIn("USD")).toEqual(prices[1]);
    const answer = await catalog.read(`/products/${handle}`, { currency: "GBP" });
    expect(await problemOf(answer)).toEqual({ status: 400, code: "invalid_request", at: ["?currency"] });
  });

  it("is not sent again to those who hold it", async () => {
    const { handle } = await catalog.create();
    const first = await catalog.read(`/products/${handle}`);
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("public, max-age=5");

    const again = await catalog.read(`/products/${handle}`, {
      headers: { "if-none-match": `W/${etag}, "other"` },
    });
    expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
    const other = await catalog.read(`/products/${handle}`, { headers: { "if-none-match": '"other"' } });
    expect(other.status).toBe(200);
  });

  it("has another tag when another product takes its handle", async () => {
    const first = await catalog.create();
    const etag = (await catalog.read(`/products/${first.handle}`)).headers.get("etag");
    await catalog.archive(first.id);
    await catalog.create(newTee({ handle: first.handle, title: first.title }));
    await headsMoved();
    expect((await catalog.read(`/products/${first.handle}`)).headers.get("etag")).not.toBe(etag);
  });
});

describe("drafts and archived products", () => {
  it("never appear", async () => {
    const draft = await catalog.create(newTee({ status: "draft", collections: ["summer"] }));
    const archived = await catalog.create(newTee({ collections: ["summer"] }));
    await catalog.archive(archived.id);
    await headsMoved();

    for (const { id, handle } of [draft, archived]) {
      expect((await catalog.read(`/products/${handle}`)).status).toBe(404);
      for (const query of ["?limit=100", "?limit=100&collection=summer"]) {
        expect((await pageOf(query)).data.map((card) => card.id)).not.toContain(id);
      }
    }
  });
});

describe("an edit", () => {
  it("is seen within the bound that the contract states", () => {
    expect(SEEN_WITHIN_MS).toBe(7_000);
    expect(routes.listProducts.description).toContain("within 7 seconds");
  });

  it("is in no answer that was asked for after the heads moved, and is seen by many readers at once", async () => {
    const { id, handle } = await catalog.create();
    for (const title of ["First", "Second", "Third"]) {
      await titleOf(handle);
      await catalog.patch(id, { title });
      const committedAt = performance.now();

      const seen: { afterMs: number; title: string }[] = [];
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          while (performance.now() - committedAt < HEADS_KEEP_MS * 2) {
            const afterMs = performance.now() - committedAt;
            seen.push({ afterMs, title: await titleOf(handle) });
          }
        }),
      );
      const late = seen.filter(({ afterMs }) => afterMs > HEADS_KEEP_MS);
      expect(late.length).toBeGreaterThan(0);
      expect(late.filter((read) => read.title !== title)).toEqual([]);
    }
  });

  it("that publishes a handle ends its absence", async () => {
    const { id, handle } = await catalog.create(newTee({ status: "draft" }));
    expect((await catalog.read(`/products/${handle}`)).status).toBe(404);
    await catalog.patch(id, { status: "active" });
    await headsMoved();
    expect((await catalog.read(`/products/${handle}`)).status).toBe(200);
  });

  it("that renames a product moves it from its old handle to the new one", async () => {
    const { id, handle } = await catalog.create();
    await titleOf(handle);
    await catalog.patch(id, { handle: `${handle}-new` });
    await headsMoved();
    expect((await catalog.read(`/products/${handle}`)).status).toBe(404);
    expect((await catalog.read(`/products/${handle}-new`)).status).toBe(200);
  });

  it("of the shop's currencies changes the price that is shown first", async () => {
    const { handle } = await catalog.create();
    await titleOf(handle);
    await catalog.putSettings({ ...SETTINGS, currencies: SETTINGS.currencies.toReversed() });
    await headsMoved();
    const shown = Product.parse(await (await catalog.read(`/products/${handle}`)).json());
    expect(shown.variants[0]?.price).toBeNull();
    await catalog.putSettings(SETTINGS);
    await headsMoved();
  });
});

describe("a list", () => {
  it("is walked without gap or repeat while products are added", async () => {
    for (const walk of ["", "&collection=walk"]) {
      await catalog.putCollection("walk");
      const known: string[] = [];
      for (let index = 0; index < 12; index++)
        known.push((await catalog.create(newTee({ collections: ["walk"] }))).id);
      await headsMoved();

      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await pageOf(`?limit=5${walk}${cursor ? `&cursor=${cursor}` : ""}`);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.next_cursor;
        await catalog.create();
      } while (cursor && seen.length < 200);

      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(known));
    }
  });

  it("shows the newest first, and a collection in its own order", async () => {
    await catalog.putCollection("ordered");
    const first = await catalog.create(newTee({ collections: ["ordered"] }));
    const second = await catalog.create(newTee({ collections: ["ordered"] }));
    await headsMoved();
    expect((await pageOf("?limit=2")).data.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await pageOf("?collection=ordered")).data.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it("shows what prices begin at", async () => {
    const options = [{ name: "Size", values: ["S", "M", "L"] }];
    const variants = ["S", "M", "L"].map((Size, index) => ({
      sku: `RANGE-${Size}`,
      title: Size,
      options: { Size },
      prices: index === 2 ? [] : [{ amount: 1000 + index * 500, currency: "EUR" }],
    }));
    const { id } = await catalog.create(newTee({ options, variants }));
    await headsMoved();
    expect((await pageOf("?limit=1")).data).toEqual([
      expect.objectContaining({
        id,
        price_from: { amount: 1000, currency: "EUR" },
        price_to: { amount: 1500, currency: "EUR" },
        variant_count: 3,
        picture: null,
      }),
    ]);
  });

  it.each([
    ["?limit=0", "?limit"],
    ["?limit=101", "?limit"],
    ["?limit=ten", "?limit"],
    ["?cursor=bmV3ZXN0", "?cursor"],
    ["?collection=UPPER", "?collection"],
  ])("is refused for %s", async (query, place) => {
    const answer = await catalog.read(`/products${query}`);
    expect(await problemOf(answer)).toEqual({ status: 400, code: "invalid_request", at: [place] });
  });

  it("of an unknown collection is not found until it exists", async () => {
    expect((await catalog.read("/products?collection=later")).status).toBe(404);
    await catalog.putCollection("later");
    await headsMoved();
    expect((await pageOf("?collection=later")).data).toEqual([]);
  });

  it.each([
    "/",
    "/products/a/b",
    "/nothing",
    "/products/%ff",
    "/collections/summer",
  ])("is at no other address: %s", async (path) => {
    expect((await catalog.read(path)).status).toBe(404);
  });
});
