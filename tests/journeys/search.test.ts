import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogEnv } from "../../workers/catalog/env.ts";
import type { Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";

let souk: Souk;
let env: CatalogEnv;

beforeAll(async () => {
  souk = await startSouk();
  env = (await souk.harness.getWorker("souk-catalog").getEnv()) as CatalogEnv;
  const settings = {
    default_country: "DE",
    currencies: [
      { code: "EUR", prices_include_tax: true },
      { code: "USD", prices_include_tax: false },
    ],
    tax_rates: [],
    shipping_options: [],
    locations: [{ code: "berlin", name: "Berlin", country: "DE" }],
    locales: ["en", "de"],
  };
  expect((await souk.client.admin("PUT", "/v1/admin/settings", settings)).status).toBe(200);
  await eventually(async () => (await souk.client.store("GET", "/v1/store/products?q=any")).status === 200);
}, 60_000);
afterAll(() => souk.close());

let made = 0;
async function create(change: Record<string, unknown>): Promise<Json> {
  made += 1;
  const answer = await souk.client.admin("POST", "/v1/admin/products", {
    title: `Thing ${made}`,
    handle: `thing-${made}`,
    status: "active",
    variants: [{ sku: `SKU-${made}`, title: "One", prices: [{ amount: 1_000 * made, currency: "EUR" }] }],
    ...change,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Asks until it holds, as a shopper would who knows the bound: 12 seconds. */
async function eventually(look: () => Promise<boolean>): Promise<void> {
  const untilMs = Date.now() + 12_000;
  while (!(await look())) {
    if (Date.now() > untilMs) throw new Error("not within 12 seconds");
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

async function search(query: string): Promise<Json> {
  const answer = await souk.client.store("GET", `/v1/store/products?${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

const handles = (page: Json): string[] => page.data.map((card: Json) => card.handle);

describe("a search", () => {
  it("finds what was created, edited and archived, each within the bound", async () => {
    const product = await create({ title: "Quilted Teapot Warmer", handle: "teapot-warmer" });
    await eventually(async () => handles(await search("q=teapot")).includes("teapot-warmer"));

    await souk.client.admin("PATCH", `/v1/admin/products/${product.id}`, { title: "Knitted Kettle Cosy" });
    await eventually(async () => handles(await search("q=kettle+cosy")).includes("teapot-warmer"));

    await souk.client.admin("DELETE", `/v1/admin/products/${product.id}`);
    await eventually(async () => handles(await search("q=kettle+cosy")).length === 0);
  });

  it("shows the cards that lists show", async () => {
    await create({ title: "Zinc Watering Can", handle: "watering-can" });
    await eventually(async () => handles(await search("q=watering")).includes("watering-can"));
    const found = (await search("q=watering")).data[0];
    const listed = (await souk.client.store("GET", "/v1/store/products?limit=100")).body.data;
    expect(found).toEqual(listed.find(({ handle }: Json) => handle === "watering-can"));
  });

  it("never shows a draft", async () => {
    await create({ title: "Secret Prototype", handle: "secret-prototype", status: "draft" });
    await create({ title: "Public Prototype", handle: "public-prototype" });
    await eventually(async () => handles(await search("q=prototype")).length > 0);
    expect(handles(await search("q=prototype"))).toEqual(["public-prototype"]);
  });

  it("says that something sold out", async () => {
    await create({
      title: "Brass Sundial",
      handle: "sundial",
      variants: [{ sku: "SUNDIAL", title: "One", prices: [{ amount: 5_000, currency: "EUR" }] }],
    });
    await eventually(async () => handles(await search("q=sundial&availability=out_of_stock")).length === 1);
    const body = { location: "berlin", delta: 5, reason: "received" };
    const delivered = await souk.client.admin("POST", "/v1/admin/stock/SUNDIAL/adjustments", body, {
      "idempotency-key": "a-delivery-of-sundials",
    });
    expect(delivered.status).toBe(201);
    await eventually(async () => handles(await search("q=sundial&availability=in_stock")).length === 1);
    expect((await search("q=sundial")).data[0].availability).toEqual({ status: "in_stock" });
    expect(handles(await search("q=sundial&availability=out_of_stock"))).toEqual([]);
  });

  it("follows the title of a collection", async () => {
    await souk.client.admin("PUT", "/v1/admin/collections/garden", { title: "Garden" });
    await create({ title: "Stone Frog", handle: "stone-frog", collections: ["garden"] });
    await eventually(async () => handles(await search("q=frog&collection=garden")).length === 1);
    await souk.client.admin("PUT", "/v1/admin/collections/garden", { title: "Allotment" });
    await eventually(async () => handles(await search("q=allotment")).includes("stone-frog"));
  });

  it("finds another language's title, and shows it to whoever reads it", async () => {
    await create({
      title: "Garden Gnome",
      handle: "gnome",
      translations: { de: { title: "Gartenzwerg" } },
    });
    await eventually(async () => handles(await search("q=gartenzwerge&locale=de")).includes("gnome"));
    expect((await search("q=gnome&locale=de")).data[0].title).toBe("Gartenzwerg");
    expect((await search("q=gartenzwerg")).data[0].title).toBe("Garden Gnome");
  });

  it("counts facets, and of a facet that is filtered all its values", async () => {
    for (const [handle, tag, amount] of [
      ["lamp-a", "brass", 1_500],
      ["lamp-b", "brass", 2_500],
      ["lamp-c", "steel", 9_000],
    ] as const)
      await create({
        title: `Lantern ${handle}`,
        handle,
        tags: [tag],
        variants: [{ sku: `S-${handle}`, title: "One", prices: [{ amount, currency: "EUR" }] }],
      });
    await eventually(async () => handles(await search("q=lantern")).length === 3);

    const page = await search("q=lantern&tag=brass&facets=tag,price");
    expect(handles(page).sort()).toEqual(["lamp-a", "lamp-b"]);
    expect(page.matches).toEqual({ count: 2, is_more: false });
    expect(page.facets).toEqual([
      {
        facet: "tag",
        is_partial: false,
        values: [
          { value: "brass", title: "brass", count: 2 },
          { value: "steel", title: "steel", count: 1 },
        ],
      },
      {
        facet: "price",
        is_partial: false,
        values: [
          { value: "1000", title: "1000", count: 1, below: 2000 },
          { value: "2000", title: "2000", count: 1, below: 5000 },
        ],
      },
    ]);
    expect(handles(await search("q=lantern&price_min=2500&price_max=8999"))).toEqual(["lamp-b"]);
    expect(handles(await search("q=lantern&sort=-price"))).toEqual(["lamp-c", "lamp-b", "lamp-a"]);
  });

  it("walks all pages once, in every order", async () => {
    for (let index = 0; index < 7; index += 1)
      await create({ title: `Paperweight ${index}`, handle: `paperweight-${index}` });
    await eventually(async () => handles(await search("q=paperweight")).length === 7);
    for (const sort of ["relevance", "popular", "newest", "price", "-price", "title"]) {
      const seen: string[] = [];
      let cursor = "";
      do {
        const page = await search(`q=paperweight&limit=3&sort=${sort}${cursor}`);
        seen.push(...handles(page));
        cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
      } while (cursor);
      expect(new Set(seen).size, sort).toBe(7);
      expect(seen, sort).toHaveLength(7);
    }
  });

  it("suggests words and products", async () => {
    await create({ title: "Marmalade Spoon", handle: "marmalade-spoon" });
    await eventually(async () => handles(await search("q=marmalade")).length === 1);
    const answer = await souk.client.store("GET", "/v1/store/search/suggestions?q=marm");
    expect(answer.body.data).toEqual([
      { kind: "query", text: "marmalade" },
      { kind: "product", text: "Marmalade Spoon", handle: "marmalade-spoon" },
    ]);
  });

  it("asks the catalog's database nothing", async () => {
    const answer = await souk.client.store("GET", "/v1/store/products?q=teapot&limit=11");
    expect(answer.headers.get("server-timing")).not.toContain("d1;");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=5");
    expect(answer.headers.get("etag")).toMatch(/^"/);
  });
});

describe("synonyms", () => {
  it("lead to what the shop calls otherwise, within seconds", async () => {
    await create({ title: "Velvet Settee", handle: "settee" });
    await eventually(async () => handles(await search("q=settee")).length === 1);
    const before = await souk.client.admin("GET", "/v1/admin/search/synonyms");
    const body = { data: [{ words: ["chesterfield", "settee"] }] };
    const put = await souk.client.admin("PUT", "/v1/admin/search/synonyms", body, {
      "if-match": before.headers.get("etag") ?? "",
    });
    expect(put.status).toBe(200);
    await eventually(async () => handles(await search("q=chesterfield")).includes("settee"));

    const stale = await souk.client.admin(
      "PUT",
      "/v1/admin/search/synonyms",
      { data: [] },
      { "if-match": before.headers.get("etag") ?? "" },
    );
    expect(stale.status).toBe(412);
  });

  it("refuse what says nothing", async () => {
    const body = { data: [{ words: ["sofa"] }, { words: ["…", "a b c d e"] }] };
    const answer = await souk.client.admin("PUT", "/v1/admin/search/synonyms", body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer }: Json) => pointer)).toEqual([
      "/data/0/words",
      "/data/1/words/0",
      "/data/1/words/1",
    ]);
  });
});

describe("a search that makes no sense", () => {
  it.each([
    [`q=${"x".repeat(201)}`, "?q"],
    ["q=a&q=b", "?q"],
    ["q=a&sort=fancy", "?sort"],
    ["q=a&price_min=-1", "?price_min"],
    ["q=a&price_min=1e9", "?price_min"],
    ["q=a&price_min=5&price_max=4", "?price_min"],
    ["q=a&facets=brand,nonsense", "?facets"],
    ["q=a&availability=maybe", "?availability"],
    ["q=a&cursor=abc", "?cursor"],
    ["q=a&limit=101", "?limit"],
    ["q=a&option.=M", "?option."],
    ["q=a&currency=XXX", "?currency"],
  ])("is refused with its place: %s", async (query, pointer) => {
    const answer = await souk.client.store("GET", `/v1/store/products?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: Json) => error.pointer)).toContain(pointer);
  });

  it.each([
    '"',
    '" OR "x',
    "a* OR b*",
    "title : x",
    "{title mark} : everything",
    "NEAR(a b)",
    "a NOT b",
    "(((",
    "^a",
    "\ue000 x",
    "everything",
    "x'); DROP TABLE text_a; --",
    "-",
    "\\",
    "😀",
    "\u0000",
  ])("means no more than its words: %s", async (typed) => {
    const answer = await souk.client.store("GET", `/v1/store/products?${new URLSearchParams({ q: typed })}`);
    expect(answer.status).toBe(200);
    expect(answer.body.data.length).toBeLessThan(3);
  });
});

describe("the index", () => {
  it("is built anew while it serves, and knows the same afterwards", async () => {
    await create({ title: "Lasting Doorstop", handle: "doorstop" });
    await eventually(async () => handles(await search("q=doorstop")).length === 1);
    const before = (await souk.client.admin("GET", "/v1/admin/search")).body;

    const begun = await souk.client.admin("POST", "/v1/admin/search/rebuild");
    expect(begun.status).toBe(202);
    await eventually(async () => {
      expect(handles(await search("q=doorstop"))).toEqual(["doorstop"]);
      return (await souk.client.admin("GET", "/v1/admin/search")).body.generation === before.generation + 1;
    });
    const after = (await souk.client.admin("GET", "/v1/admin/search")).body;
    expect(after).toMatchObject({
      documents: before.documents,
      changes_behind: 0,
      products_pending: 0,
      rebuild: null,
    });
    await eventually(async () => handles(await search("q=doorstop")).length === 1);
  });

  it("makes good what a lost message left out, within a minute", async () => {
    // Committed without any message.
    await env.DB.batch([
      env.DB.prepare("UPDATE product SET title = 'Quiet Metronome' WHERE handle = 'doorstop'"),
      env.DB.prepare(`INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
        SELECT 'product', id, version + 1, '[]', 1, 'key_1' FROM product WHERE handle = 'doorstop'`),
    ]);
    await souk.harness.getWorker("souk-catalog").scheduled({ cron: "* * * * *" });
    await eventually(async () => handles(await search("q=metronome")).includes("doorstop"));
  });

  it("keeps a message that nobody can read where staff see it", async () => {
    const orders = (await souk.harness.getWorker("souk-orders").getEnv()) as { DB: D1Database };
    await orders.DB.prepare(
      "INSERT INTO dead_letter (id, queue, body, attempts, failed_at_ms) VALUES ('dead_1', 'catalog-events', ?, 11, 1)",
    )
      .bind(JSON.stringify({ kind: "nudge" }))
      .run();
    const redriven = await souk.client.admin("POST", "/v1/admin/dead-letters/dead_1/redrive");
    expect(redriven.body).toMatchObject({ queue: "catalog-events", body: { kind: "nudge" } });
  });

  it("ranks what sold well first", async () => {
    const made = [];
    for (const handle of ["inkwell-a", "inkwell-b", "inkwell-c"])
      made.push(await create({ title: "Glass Inkwell", handle }));
    await eventually(async () => handles(await search("q=inkwell")).length === 3);
    const best = made[2];
    const body = { data: [{ product_id: best.id, units_sold: 500 }] };
    expect((await souk.client.admin("PUT", "/v1/admin/search/popularity", body)).status).toBe(204);
    await eventually(async () => handles(await search("q=glass+inkwell"))[0] === "inkwell-c");
  });
});
