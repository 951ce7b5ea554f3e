import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Product } from "../../contracts/http/store/product.ts";
import { problemOf, productOf, statusesOf } from "../support/catalog/answers.ts";
import { newTee, SETTINGS } from "../support/catalog/fixtures.ts";
import { type Catalog, HEADS_KEEP_MS, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const put = (path: string, body: object, headers: Record<string, string> = {}) =>
  catalog.ask(`/v1/admin/${path}`, { method: "PUT", body, headers });
const remove = (path: string) => catalog.ask(`/v1/admin/${path}`, { method: "DELETE" });
const headsMoved = () => wait(HEADS_KEEP_MS + 20);
const BOOK = {
  title: "Book",
  attributes: [
    { key: "pages", title: "Pages", kind: "number", is_required: true, is_filterable: true },
    { key: "binding", title: "Binding", kind: "choice", choices: ["hard", "soft"] },
  ],
};

describe("a product that says everything", () => {
  it("is kept, shown to staff, and to shoppers as far as it is theirs", async () => {
    await put("product-types/book", BOOK);
    await put("brands/loom", { title: "Loom & Co." });
    await put("categories/reading", { title: "Reading" });
    await put("categories/novels", { title: "Novels", parent: "reading" });
    const other = await catalog.create();
    const said = {
      type: "book",
      attributes: { binding: "hard", pages: 320 },
      brand: "loom",
      categories: ["novels"],
      external_id: "erp-1",
      metadata: { shelf: "B2", weight: 1.5, is_new: true },
      seo: { title: "Read it", description: null },
      channels: ["web"],
      related: [{ product_id: other.id, kind: "similar" }],
      translations: {
        de: {
          title: "Das Buch",
          description: null,
          seo: null,
          options: {},
          variants: { "BOOK-1": "Gebunden" },
        },
      },
    };
    const variant = {
      sku: "BOOK-1",
      title: "Hardcover",
      prices: [{ amount: 1999, currency: "EUR", compare_at: 2499 }],
      is_digital: false,
      dimensions: { length_mm: 200, width_mm: 130, height_mm: 30 },
      customs: { hs_code: "490199", origin_country: "DE" },
      external_id: "erp-1-h",
      metadata: { bin: "A4" },
    };
    const made = await catalog.create(newTee({ ...said, variants: [variant] }));
    expect(made).toMatchObject({ ...said, variants: [variant] });
    expect(await productOf(await catalog.ask(`/v1/admin/products/${made.id}`))).toEqual(made);

    const shown = await catalog.read(`/products/${made.handle}`);
    expect(Product.parse(await shown.json())).toMatchObject({
      type: { handle: "book", title: "Book" },
      attributes: [
        { key: "pages", title: "Pages", kind: "number", value: 320 },
        { key: "binding", title: "Binding", kind: "choice", value: "hard" },
      ],
      brand: { handle: "loom", title: "Loom & Co." },
      categories: [
        {
          handle: "novels",
          title: "Novels",
          path: [
            { handle: "reading", title: "Reading" },
            { handle: "novels", title: "Novels" },
          ],
        },
      ],
      seo: { title: "Read it", description: null },
      related: [{ product_id: other.id, kind: "similar" }],
      variants: [{ compare_at: { amount: 2499, currency: "EUR" } }],
    });
  });

  it("keeps an edit of nothing from making a version", async () => {
    const made = await catalog.create(newTee({ metadata: { b: 1, a: 2 }, categories: [] }));
    const again = await catalog.patch(made.id, { metadata: { a: 2, b: 1 }, seo: null, channels: null });
    expect(again.headers.get("etag")).toBe('"1"');
  });

  it("need not say that what is digital is not shipped", async () => {
    const made = await catalog.create(
      newTee({ variants: [{ sku: "EBOOK-1", title: "E-book", prices: [], is_digital: true }] }),
    );
    expect(made.variants[0]).toMatchObject({ is_digital: true, requires_shipping: false });
  });

  it.each<[string, object, string]>([
    ["a brand that does not exist", { brand: "nowhere" }, "/brand"],
    ["a type that does not exist", { type: "nowhere" }, "/type"],
    ["a category that does not exist", { categories: ["nowhere"] }, "/categories/0"],
    ["a channel that does not exist", { channels: ["moon"] }, "/channels/0"],
    [
      "a product that does not exist",
      { related: [{ product_id: "prod_x", kind: "upsell" }] },
      "/related/0/product_id",
    ],
    [
      "51 notes",
      { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 1])) },
      "/metadata",
    ],
    ["a locale that is none", { translations: { german: {} } }, "/translations/german"],
    [
      "an end before its beginning",
      { publish_at: "2030-01-02T00:00:00Z", unpublish_at: "2030-01-01T00:00:00Z" },
      "/unpublish_at",
    ],
  ])("can't name %s", async (_, change, pointer) => {
    expect(await problemOf(await catalog.post(newTee(change)))).toEqual({
      status: 400,
      code: "invalid_request",
      at: [pointer],
    });
  });

  it("takes no note under somebody's prototype", async () => {
    const made = await catalog.create(newTee(JSON.parse('{"metadata":{"__proto__":{"x":1},"mine":2}}')));
    expect(JSON.stringify(made.metadata)).toBe('{"mine":2}');
  });

  it("has an external id of its own among those that are not archived", async () => {
    const first = await catalog.create(newTee({ external_id: "same" }));
    const second = await catalog.post(newTee({ external_id: "same" }));
    expect(await problemOf(second)).toEqual({ status: 409, code: "already_exists", at: ["/external_id"] });
    await catalog.archive(first.id);
    await catalog.create(newTee({ external_id: "same" }));
    const back = await catalog.patch(first.id, { status: "active" });
    expect(await problemOf(back)).toMatchObject({ code: "already_exists", at: ["/external_id"] });
  });
});

describe("types, brands and categories", () => {
  it("are made, changed by whoever saw them last, and listed", async () => {
    const made = await put("brands/acme", { title: "Acme" });
    expect([made.status, made.headers.get("etag")]).toEqual([200, '"1"']);
    const same = await put("brands/acme", { title: "Acme" });
    expect(same.headers.get("etag")).toBe('"1"');
    expect((await put("brands/acme", { title: "ACME" }, { "if-match": '"1"' })).headers.get("etag")).toBe(
      '"2"',
    );
    expect((await put("brands/acme", { title: "Late" }, { "if-match": '"1"' })).status).toBe(412);

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        put("product-types/raced", { title: `T${index}` }, { "if-match": '"0"' }),
      ),
    );
    expect(statusesOf(answers)).toEqual(Array(6).fill(412));

    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await catalog.ask(`/v1/admin/brands?limit=1${cursor && `&cursor=${cursor}`}`);
      const { data, next_cursor } = (await page.json()) as {
        data: { handle: string }[];
        next_cursor: string | null;
      };
      seen.push(...data.map(({ handle }) => handle));
      cursor = next_cursor;
    }
    expect(seen).toEqual([...seen].sort());
    expect(seen).toContain("acme");
    expect((await catalog.ask("/v1/admin/brands?cursor=nonsense")).status).toBe(400);
  });

  it("stay while something refers to them, and go when nothing does", async () => {
    await put("brands/short", { title: "Short" });
    await put("categories/up", { title: "Up" });
    await put("categories/down", { title: "Down", parent: "up" });
    const { id } = await catalog.create(newTee({ brand: "short", categories: ["down"] }));
    for (const path of ["brands/short", "categories/down", "categories/up"])
      expect(await problemOf(await remove(path))).toMatchObject({ status: 409, code: "in_use" });

    await catalog.patch(id, { brand: null, categories: [] });
    for (const path of ["brands/short", "categories/down", "categories/up"])
      expect((await remove(path)).status).toBe(204);
    expect((await remove("brands/short")).status).toBe(404);
    expect((await put("categories/lost", { title: "Lost", parent: "up" })).status).toBe(400);
  });

  it.each([
    ["product-types/again", BOOK],
    ["brands/again", { title: "Again" }],
    ["categories/again", { title: "Again" }],
  ])("that are made anew go on behind the version that went: %s", async (path, body) => {
    const first = await put(path, body);
    const seen = String(first.headers.get("etag"));
    expect((await remove(path)).status).toBe(204);
    const second = await put(path, body);
    expect(second.status).toBe(200);
    const { version } = (await second.json()) as { version: number };
    expect(version).toBeGreaterThan(Number(JSON.parse(seen)));

    expect((await put(path, { ...body, title: "Old" }, { "if-match": seen })).status).toBe(412);
    await remove(path);
    const [third, fourth] = await Promise.all([put(path, body), put(path, { ...body, title: "Other" })]);
    expect([third.status, fourth.status]).toEqual([200, 200]);
    const entity = path
      .replace("product-types/", "type:")
      .replace("brands/", "brand:")
      .replace("categories/", "category:");
    const repeated = await catalog.count(
      "SELECT count(*) - count(DISTINCT version) AS n FROM catalog_change WHERE kind = 'taxonomy' AND entity_id = ?",
      entity,
    );
    expect(repeated).toBe(0);
    await remove(path);
  });

  it("are as good as gone for a product that is written while they go", async () => {
    for (let round = 0; round < 5; round++) {
      await put(`brands/race-${round}`, { title: "Race" });
      const [made, gone] = await Promise.all([
        catalog.post(newTee({ brand: `race-${round}` })),
        remove(`brands/race-${round}`),
      ]);
      expect([
        [201, 409],
        [400, 204],
      ]).toContainEqual([made.status, gone.status]);
    }
  });

  it("keep what products say of themselves when a type loses an attribute", async () => {
    await put("product-types/record", {
      title: "Record",
      attributes: [{ key: "rpm", title: "RPM", kind: "number" }],
    });
    const { id, handle } = await catalog.create(newTee({ type: "record", attributes: { rpm: 33 } }));
    await put("product-types/record", { title: "Record", attributes: [] });
    expect((await catalog.patch(id, { title: "LP" })).status).toBe(200);
    await headsMoved();
    expect(await (await catalog.read(`/products/${handle}`)).json()).toMatchObject({ attributes: [] });
    expect(await problemOf(await catalog.patch(id, { attributes: { rpm: 45 } }))).toMatchObject({
      at: ["/attributes/rpm"],
    });
    const renamed = await put("product-types/record", {
      title: "Record",
      attributes: [{ key: "rpm", title: "RPM", kind: "number" }],
    });
    expect(renamed.status).toBe(200);
    const turned = await put("product-types/record", {
      title: "Record",
      attributes: [{ key: "rpm", title: "RPM", kind: "text" }],
    });
    expect(await problemOf(turned)).toMatchObject({ at: ["/attributes/0/kind"] });
    await put("product-types/record", { title: "Record" });
    const again = await put("product-types/record", {
      title: "Record",
      attributes: [{ key: "rpm", title: "RPM", kind: "text" }],
    });
    expect(await problemOf(again)).toMatchObject({ at: ["/attributes/0/kind"] });
  });
});

describe("the tree", () => {
  const titles = async (query: string) => {
    const answer = await catalog.read(`/products?limit=100&category=${query}`);
    return answer.status === 200
      ? ((await answer.json()) as { data: { title: string }[] }).data.map(({ title }) => title)
      : answer.status;
  };

  it("shows what is in a category and in all below it, wherever it moves", async () => {
    await put("categories/одежда", { title: "Одежда" });
    await put("categories/рубашки", { title: "Рубашки", parent: "одежда" });
    await put("categories/sale", { title: "Sale" });
    await catalog.create(newTee({ title: "Shirt", categories: ["рубашки"] }));
    await catalog.create(newTee({ title: "Coat", categories: ["одежда"] }));
    await headsMoved();
    const clothes = encodeURIComponent("одежда");
    expect(await titles(clothes)).toEqual(["Coat", "Shirt"]);
    expect(await titles("sale")).toEqual([]);

    await put(`categories/${encodeURIComponent("рубашки")}`, { title: "Рубашки", parent: "sale" });
    await headsMoved();
    expect(await titles(clothes)).toEqual(["Coat"]);
    expect(await titles("sale")).toEqual(["Shirt"]);
    expect(await titles("nowhere")).toBe(404);

    const tree = (await (await catalog.read("/categories")).json()) as {
      data: { handle: string; depth: number }[];
    };
    const at = tree.data.findIndex(({ handle }) => handle === "sale");
    expect(tree.data.slice(at, at + 2)).toMatchObject([
      { handle: "sale", depth: 1 },
      { handle: "рубашки", depth: 2, parent: "sale" },
    ]);
  });

  it("moves 20,000 products at once, and no more", async () => {
    await put("categories/cellar", { title: "Cellar" });
    await put("categories/wine", { title: "Wine" });
    await put("categories/red", { title: "Red", parent: "wine" });
    const { id } = await catalog.create(newTee({ categories: ["red"] }));
    const fill = (from: number, to: number) =>
      catalog.env.DB.batch(
        [
          `INSERT INTO product (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
            WITH RECURSIVE n(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM n WHERE n < ${to})
            SELECT 'prod_bottle_' || n, 'bottle-' || n, 'Bottle', '', 'draft', '[]', '[]', 1, n, n FROM n`,
          `INSERT INTO category_product SELECT product.id, value, value = 'red', created_at_ms
            FROM product, json_each('["red","wine"]')
            WHERE created_at_ms BETWEEN ${from} AND ${to} AND product.id LIKE 'prod_bottle_%'`,
        ].map((statement) => catalog.env.DB.prepare(statement)),
      );
    await fill(2, 20_001);
    expect(await problemOf(await put("categories/wine", { title: "Wine", parent: "cellar" }))).toMatchObject({
      status: 422,
      code: "limit_exceeded",
    });
    expect((await put("categories/wine", { title: "Wines" })).status).toBe(200);

    await catalog.patch(id, { categories: [] });
    expect((await put("categories/wine", { title: "Wines", parent: "cellar" })).status).toBe(200);
    const inCellar = "SELECT count(*) AS n FROM category_product WHERE category = 'cellar'";
    expect(await catalog.count(inCellar)).toBe(20_000);
  });

  it("is one: no circle, no ninth level, whoever asks at once", async () => {
    await put("categories/one", { title: "One" });
    await put("categories/two", { title: "Two" });
    const moves = await Promise.all([
      put("categories/one", { title: "One", parent: "two" }),
      put("categories/two", { title: "Two", parent: "one" }),
    ]);
    expect(statusesOf(moves)).toEqual([200, 400]);
    expect(await problemOf(await put("categories/self", { title: "Self", parent: "self" }))).toMatchObject({
      code: "invalid_request",
      at: ["/parent"],
    });

    let parent: string | null = null;
    for (let level = 1; level <= 8; level++) {
      expect((await put(`categories/level-${level}`, { title: `${level}`, parent })).status).toBe(200);
      parent = `level-${level}`;
    }
    const ninth = await put("categories/level-9", { title: "9", parent });
    expect(await ninth.json()).toMatchObject({ code: "limit_exceeded", limit: "levels", allowed: 8 });
  });
});

describe("a reader", () => {
  it("sees what their channel shows, in their words", async () => {
    await catalog.putSettings({
      ...SETTINGS,
      channels: [
        { handle: "web", title: "Web" },
        { handle: "pos", title: "Till" },
      ],
      locales: ["en", "de"],
    });
    const tee = await catalog.create(
      newTee({
        title: "Shirt",
        channels: ["pos"],
        options: [{ name: "Size", values: ["S"] }],
        variants: [{ sku: "LOC-1", title: "Small", options: { Size: "S" }, prices: [] }],
      }),
    );
    const translated = await catalog.ask(`/v1/admin/products/${tee.id}/translations/de`, {
      method: "PUT",
      body: {
        title: "Hemd",
        options: { Size: { name: "Größe", values: { S: "K" } } },
        variants: { "LOC-1": "Klein" },
      },
    });
    expect(translated.headers.get("etag")).toBe('"2"');
    await headsMoved();

    const read = (channel: string, locale: string) =>
      catalog.read(`/products/${tee.handle}`, { channel, locale });
    expect((await read("web", "de")).status).toBe(404);
    expect(await (await read("pos", "de")).json()).toMatchObject({
      title: "Hemd",
      options: [{ name: "Größe", values: ["K"] }],
      variants: [{ title: "Klein", options: { Größe: "K" } }],
    });
    expect(await (await read("pos", "-")).json()).toMatchObject({ title: "Shirt" });

    const cards = async (channel: string) => {
      const page = await catalog.read("/products?limit=5", { channel, locale: "de" });
      return ((await page.json()) as { data: { title: string }[] }).data.map(({ title }) => title);
    };
    expect(await cards("pos")).toContain("Hemd");
    expect(await cards("web")).not.toContain("Hemd");

    const escaped = await catalog.ask(`/v1/admin/products/${tee.id}/translations/de`, {
      method: "PUT",
      body: { title: "Hemd", description_html: "<".repeat(20_000) },
    });
    expect(await problemOf(escaped)).toMatchObject({ status: 400, at: ["/description_html"] });

    const gone = await catalog.ask(`/v1/admin/products/${tee.id}/translations/de`, { method: "DELETE" });
    expect(gone.status).toBe(200);
    const again = await catalog.ask(`/v1/admin/products/${tee.id}/translations/de`, { method: "DELETE" });
    expect(again.status).toBe(404);
  });
});
