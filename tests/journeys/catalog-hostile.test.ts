import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemOf } from "../support/catalog/answers.ts";
import { newTee } from "../support/catalog/fixtures.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

describe("hostile input", () => {
  it.each([
    "UPPER",
    "a b",
    "../../etc",
    "-a",
    "a--b",
    "<script>",
    "a'or'1",
    "a/b",
    "a%00",
    "",
    "x".repeat(129),
    // Each of these composes to two.
    "\u0958".repeat(65),
    "\u0301a",
    "a\u200db",
    "a\u202eb",
    "a\u00a0b",
    "\ufeffa",
  ])("as handle is refused: %j", async (handle) => {
    const answer = await catalog.post(newTee({ handle }));
    expect(await problemOf(answer)).toEqual({ status: 400, code: "invalid_request", at: ["/handle"] });
  });

  it.each([
    "قميص-كتان",
    "лён-рубашка",
    "亜麻-シャツ".normalize("NFC"),
    "leinen-hemd-größe-ß",
    "सूती-कमीज़".normalize("NFC"),
    "เสื้อ-ลินิน",
    "áo-sơ-mi".normalize("NFC"),
    "t恤-２號",
  ])("as handle in another script is taken: %s", async (handle) => {
    await catalog.create(newTee({ handle }));
    const read = await catalog.read(`/products/${encodeURIComponent(handle)}`);
    expect(await read.json()).toMatchObject({ handle });
  });

  it("spelled in two ways of Unicode is one handle", async () => {
    const decomposed = "한글".normalize("NFD");
    const { handle } = await catalog.create(newTee({ handle: decomposed }));
    expect(handle).toBe("한글");
    expect((await catalog.post(newTee({ handle: decomposed }))).status).toBe(409);
  });

  it("as text is stored as it is and means nothing", async () => {
    const texts = [
      "<script>alert(1)</script>",
      "'; DROP TABLE product; --",
      "\u202Eevil\u202C قميص 👕",
      '{"$ne":null}',
      "%s%n $1 ?1",
    ];
    for (const text of texts) {
      const { handle } = await catalog.create(newTee({ title: text, description: text, tags: [text] }));
      const read = await catalog.read(`/products/${handle}`);
      expect(read.headers.get("content-type")).toBe("application/json");
      expect(await read.json()).toMatchObject({ title: text, description: text, tags: [text] });
    }
  });

  it("as rich text is kept as what can do no harm, and sending that back is no edit", async () => {
    const { id, handle, description_html } = await catalog.create(
      newTee({
        description_html:
          "<h1>Tee</h1><script>alert(1)</script><p onclick=x>Soft <a href='javascript:x'>linen</a>",
        translations: { de: { description_html: "<p>Weich<img src=x onerror=alert(1)>" } },
      }),
    );
    expect(description_html).toBe("<h2>Tee</h2><p>Soft <a>linen</a></p>");
    const again = await catalog.patch(id, { description_html });
    expect(again.headers.get("etag")).toBe('"1"');
    expect(await again.json()).toMatchObject({ translations: { de: { description_html: "<p>Weich</p>" } } });
    expect(await (await catalog.read(`/products/${handle}`)).json()).toMatchObject({ description_html });
    const empty = await catalog.create(newTee({ description_html: "<script>alert(1)</script>" }));
    expect(empty.description_html).toBe(null);
  });

  it.each<[string, object, string]>([
    ["an unknown field", { nonsense: 1 }, "/nonsense"],
    ["a version of its own", { version: 9 }, "/version"],
    [
      "a fractional price",
      { variants: [{ sku: "H-1", title: "x", prices: [{ amount: 0.5, currency: "EUR" }] }] },
      "/variants/0/prices/0/amount",
    ],
    [
      "a negative price",
      { variants: [{ sku: "H-1", title: "x", prices: [{ amount: -1, currency: "EUR" }] }] },
      "/variants/0/prices/0/amount",
    ],
    [
      "a price past exact numbers",
      { variants: [{ sku: "H-1", title: "x", prices: [{ amount: 1e300, currency: "EUR" }] }] },
      "/variants/0/prices/0/amount",
    ],
    ["no variant", { variants: [] }, "/variants"],
    ["control characters", { title: "a\u0000b" }, "/title"],
    ["a direction of writing that never ends", { title: "a\u202Eb" }, "/title"],
    ["one that ends and never began", { tags: ["a\u2069b"] }, "/tags/0"],
    ["half a character", { title: "a\ud800b" }, "/title"],
    ["an unknown collection", { collections: ["nowhere"] }, "/collections/0"],
    [
      "somebody's prototype",
      JSON.parse(
        '{"variants":[{"sku":"H-1","title":"x","prices":[],"options":{"__proto__":"x"}}],"options":[{"name":"__proto__","values":["x"]}]}',
      ),
      "/variants/0/options",
    ],
  ])("%s is refused with its place", async (_, change, pointer) => {
    const before = await catalog.count("SELECT count(*) AS n FROM product");
    const answer = await catalog.post(newTee(change));
    expect(await problemOf(answer)).toEqual({ status: 400, code: "invalid_request", at: [pointer] });
    expect(await catalog.count("SELECT count(*) AS n FROM product")).toBe(before);
  });
});

describe("more than a product may have", () => {
  const variant = (at: number) => ({ sku: `MANY-${at}`, title: `${at}`, prices: [] });
  const many = <Made>(count: number, make: (at: number) => Made) =>
    Array.from({ length: count }, (_, at) => make(at));

  it.each<[string, object, string, string]>([
    ["variants", { variants: many(251, variant) }, "/variants", "250"],
    ["options", { options: many(4, (at) => ({ name: `${at}`, values: ["x"] })) }, "/options", "3"],
    [
      "values of an option",
      { options: [{ name: "Size", values: many(101, String) }] },
      "/options/0/values",
      "100",
    ],
    ["categories", { categories: many(21, (at) => `c${at}`) }, "/categories", "20"],
    [
      "locales",
      { translations: Object.fromEntries(many(21, (at) => [`a${String.fromCharCode(97 + at)}`, {}])) },
      "/translations",
      "20",
    ],
    ["characters of rich text", { description_html: "x".repeat(50_001) }, "/description_html", "50000"],
  ])("%s are refused, and the limit is named", async (_, change, pointer, limit) => {
    const answer = await catalog.post(newTee(change));
    const { errors } = (await answer.json()) as { errors: { pointer: string; detail: string }[] };
    expect(answer.status).toBe(400);
    expect(errors).toEqual([{ pointer, detail: expect.stringContaining(limit) }]);
  });

  it("bytes are refused as a whole, whatever they are made of", async () => {
    const texts = many(19, (at) => [`a${String.fromCharCode(97 + at)}`, { description: "x".repeat(10_000) }]);
    const metadata = Object.fromEntries(many(50, (at) => [`k${at}`, "亜".repeat(450)]));
    const variants = many(10, (at) => ({ ...variant(at), options: { N: `${at}` }, metadata }));
    const body = newTee({
      variants,
      options: [{ name: "N", values: many(10, String) }],
      translations: Object.fromEntries(texts),
    });
    const made = await catalog.create(body);
    const more = many(20, (at) => ({ ...variant(at), options: { N: `${at}` }, metadata }));
    const answer = await catalog.patch(made.id, {
      variants: more,
      options: [{ name: "N", values: many(20, String) }],
    });
    const { errors } = (await answer.json()) as { errors: { pointer: string; detail: string }[] };
    expect(errors).toEqual([{ pointer: "", detail: expect.stringContaining("1000000") }]);
  });
});

describe("a picture", () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>';
  const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
  const upload = (type: string, raw: BodyInit) =>
    catalog.ask("/v1/admin/media", { method: "POST", raw, headers: { "content-type": type } });
  const store = async (type: string, raw: BodyInit) => {
    const answer = await upload(type, raw);
    expect(answer.status).toBe(201);
    return (await answer.json()) as { id: string; url: string };
  };

  it("is stored once however often it is sent, and shown with its product", async () => {
    const first = await store("image/svg+xml", SVG);
    expect(await store("image/svg+xml; charset=utf-8", SVG)).toEqual(first);
    expect(first.url).toBe(`/media/${first.id}`);

    const { handle } = await catalog.create(newTee({ media: [{ id: first.id, alt: "A triangle" }] }));
    const shown = await (await catalog.read(`/products/${handle}`)).json();
    expect(shown).toMatchObject({ media: [{ ...first, alt: "A triangle" }] });
  });

  it("is served so that nothing in it can run, and for ever", async () => {
    const { id, url } = await store("image/svg+xml", SVG);
    const answer = await catalog.read(url);

    expect(await answer.text()).toBe(SVG);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/svg+xml",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
      etag: `"${id}"`,
    });
    expect((await catalog.read(url, { headers: { "if-none-match": `"${id}"` } })).status).toBe(304);
  });

  it("is served byte by byte as it came", async () => {
    const { url } = await store("image/png", PNG);
    const answer = await catalog.read(url);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG);
  });

  it.each([
    ["a script", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["an event handler", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ["an entity bomb", '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'],
    ["bytes that are no text", Uint8Array.from([0xff, 0xfe, 0x3c])],
    ["HTML", "<html></html>"],
    ["nothing", ""],
  ])("as SVG with %s is refused", async (_, raw) => {
    expect(await problemOf(await upload("image/svg+xml", raw))).toMatchObject({
      code: "invalid_request",
      at: [""],
    });
  });

  it("that is not what it says is refused", async () => {
    expect((await upload("image/jpeg", PNG)).status).toBe(400);
    expect((await upload("image/png", SVG)).status).toBe(400);
    expect((await upload("image/gif", "GIF89a")).status).toBe(415);
    expect((await upload("application/json", "{}")).status).toBe(415);
  });

  it("of more than 5 MB is refused", async () => {
    const huge = new Uint8Array(5 * 1024 * 1024 + 1);
    huge.set(PNG);
    const answer = await upload("image/png", huge);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "body_too_large", limit_bytes: 5 * 1024 * 1024 });
  });

  it.each([
    "media_1",
    `media_${"0".repeat(32)}`,
    "..%2F..%2Fetc",
    "%ff",
    "a/b",
  ])("that does not exist is not found: %s", async (id) => {
    expect((await catalog.read(`/media/${id}`)).status).toBe(404);
  });
});

describe("CAT-12 a tag", () => {
  it("is kept composed, and is no longer than a tag may be by that", async () => {
    const { tags } = await catalog.create(newTee({ tags: ["cafe\u0301"] }));
    expect(tags).toEqual(["caf\u00e9"]);
    expect(await problemOf(await catalog.post(newTee({ tags: ["caf\u00e9", "cafe\u0301"] })))).toMatchObject({
      status: 400,
      at: ["/tags/1"],
    });
    // Each of these composes to two.
    expect(await problemOf(await catalog.post(newTee({ tags: ["\u0958".repeat(33)] })))).toMatchObject({
      status: 400,
      at: ["/tags/0"],
    });
  });

  it("may be of signs that take two units each, as long as any other", async () => {
    const tag = "🎄".repeat(64);
    expect((await catalog.create(newTee({ tags: [tag] }))).tags).toEqual([tag]);
  });

  it("is so in what attributes hold, too", async () => {
    const long = { type: "books", attributes: { blurb: "\u0958".repeat(251) } };
    expect(await problemOf(await catalog.post(newTee(long)))).toMatchObject({
      status: 400,
      at: ["/attributes/blurb"],
    });
  });
});

describe("a page of what is large", () => {
  const walk = async (path: string) => {
    const pages: string[][] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const answer = await catalog.ask(`${path}${cursor && `&cursor=${cursor}`}`);
      const { data, next_cursor } = (await answer.json()) as {
        data: { handle: string }[];
        next_cursor: string | null;
      };
      pages.push(data.map(({ handle }) => handle));
      cursor = next_cursor;
    }
    return pages;
  };

  it("ends early, and the list is whole all the same: products", async () => {
    const made = [];
    for (let n = 0; n < 5; n++) made.push(await catalog.create());
    await catalog.env.DB.prepare("UPDATE product_version SET length = 1900000").run();
    const pages = await walk("/v1/admin/products?limit=25");
    expect(Math.max(...pages.map(({ length }) => length))).toBe(2);
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
    expect(pages.flat().slice(0, 5)).toEqual(made.map(({ handle }) => handle).reverse());
  });

  it("ends early, and the list is whole all the same: product types", async () => {
    const handles = ["large-1", "large-2", "large-3", "large-4", "large-5"];
    for (const handle of handles)
      await catalog.ask(`/v1/admin/product-types/${handle}`, { method: "PUT", body: { title: handle } });
    await catalog.env.DB.prepare(
      "UPDATE product_type SET attributes = '[' || replace(hex(zeroblob(950000)), '00', '  ') || ']' WHERE handle LIKE 'large-%'",
    ).run();
    const pages = await walk("/v1/admin/product-types?limit=100");
    expect(Math.max(...pages.map(({ length }) => length))).toBe(2);
    expect(pages.flat()).toEqual(expect.arrayContaining(handles));
    await catalog.env.DB.prepare(
      "UPDATE product_type SET attributes = '[]' WHERE handle LIKE 'large-%'",
    ).run();
  });
});
