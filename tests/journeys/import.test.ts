import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Imported, importFile, type ReportRow, shopState } from "../support/catalog/import-file.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog?.close());

/** Each test has names of its own: `§` stands for them. */
let test = 0;
beforeEach(() => {
  test += 1;
});
const own = (text: string) => text.replaceAll("§", `t${test}`);
const run = (format: string, text: string, dryRun = false): Promise<Imported> =>
  importFile(catalog, format, own(text), { dryRun });
const mine = async () =>
  (await shopState(catalog)).filter(({ handle }) => String(handle).startsWith(own("§-")));
const versions = () => catalog.count("SELECT count(*) AS n FROM catalog_change");
const said = (report: readonly ReportRow[], level: ReportRow["level"] = "refused") =>
  report
    .filter((line) => line.level === level)
    .map(({ row, column, subject, problem }) => [row, column, subject, problem]);

const LEGACY = `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,SEO Title,Google Shopping / Gender
§-shirt,Linen shirt,"<p>Light, ""airy""
and cool</p>",Atelier Nord,Shirts,"linen, summer",TRUE,Size,S,§-S,210,4,49.90,59.90,4006381333931,Shirt of linen,unisex
§-shirt,,,,,,,,M,§-M,220,2,49.90,,,,
§-mug,Mug,A mug,Atelier Nord,Mugs,,FALSE,Title,Default Title,§-MUG,400,9,12.00,,,,
`;
const CURRENT = `Title,URL handle,Description,Vendor,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Price,Compare-at price,Inventory quantity,Weight value (grams),SEO title,Google Shopping / Gender
Linen shirt,§-shirt,"<p>Light, ""airy""
and cool</p>",Atelier Nord,Shirts,"linen, summer",TRUE,Active,§-S,4006381333931,Size,S,49.90,59.90,4,210,Shirt of linen,unisex
,§-shirt,,,,,,,§-M,,,M,49.90,,2,220,,
Mug,§-mug,A mug,Atelier Nord,Mugs,,FALSE,Draft,§-MUG,,Title,Default Title,12.00,,9,400,,
`;

describe("an import of Shopify's file", () => {
  it("makes its products, with brands and types, and says what it leaves out", async () => {
    const { job, report } = await run("shopify", LEGACY);
    expect(job).toMatchObject({ status: "done", failure: null, counts: { created: 2 }, report_lines: 1 });
    const bytes = Buffer.byteLength(own(LEGACY));
    expect(job.progress).toEqual({ done: bytes, total: bytes });
    expect(said(report, "note")).toEqual([[1, "Variant Inventory Qty", null, "is not taken over"]]);

    const [mug, shirt] = await mine();
    expect(shirt).toMatchObject({
      brand: "atelier-nord",
      type: "shirts",
      status: "active",
      description: '<p>Light, "airy"\nand cool</p>',
      metadata: '{"google.gender":"unisex"}',
      options: '[{"name":"Size","values":["S","M"]}]',
    });
    expect(String(shirt?.variants)).toContain("4990,5990");
    expect(mug).toMatchObject({ status: "draft", options: "[]", seo: null });
  });

  it("means the same with the headings of before and since 2025", async () => {
    await run("shopify", LEGACY);
    const before = await mine();
    const { job } = await run("shopify", CURRENT);
    expect(job.counts).toEqual({ unchanged: 2 });
    expect(await mine()).toEqual(before);
  });

  it("changes nothing the second time", async () => {
    await run("shopify", LEGACY);
    const before = await versions();
    expect((await run("shopify", LEGACY)).job.counts).toEqual({ unchanged: 2 });
    expect(await versions()).toBe(before);
  });

  it("CAT-5 makes a brand and a type anew behind the versions of those that were deleted", async () => {
    const paths = [own("/v1/admin/brands/loom-§"), own("/v1/admin/product-types/shawl-§")];
    for (const path of paths) {
      await catalog.ask(path, { method: "PUT", body: { title: "First" } });
      expect((await catalog.ask(path, { method: "DELETE" })).status).toBe(204);
    }
    const table =
      "Handle,Title,Vendor,Type,Variant SKU,Variant Price\n§-shawl,Shawl,Loom §,Shawl §,§-SH,9.90\n";
    expect((await run("shopify", table)).job.counts).toMatchObject({ created: 1 });
    for (const path of paths) expect((await catalog.ask(path)).headers.get("etag")).toBe('"3"');
  });

  it("CAT-12 means the same in another spelling of the same letters", async () => {
    const table = `Handle,Title,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price
§-robe,Robe,"été, café",Größe,Très grand,§-XL,49.90
§-robe,,,,Léger,,49.90
`;
    expect((await run("shopify", table)).job.counts).toMatchObject({ created: 1 });
    const again = await run("shopify", table.normalize("NFD"));
    expect(again.job.counts).toEqual({ unchanged: 1 });
    expect((await run("shopify", table.replace("café", "café, café".normalize("NFD")))).job.counts).toEqual({
      unchanged: 1,
    });
    const renamed = {
      sku: "§-NEW",
      title: "Robe",
      options: { Größe: "Léger" },
      prices: [{ amount: 4990, currency: "EUR" }],
    };
    const line = JSON.stringify({
      handle: "§-robe",
      options: [{ name: "Größe", values: ["Léger"] }],
      variants: [renamed],
    });
    expect((await run("souk-jsonl", line.normalize("NFD"))).job.counts).toEqual({ changed: 1 });
    const ever =
      "SELECT count(*) AS n FROM variant WHERE product_id IN (SELECT id FROM product WHERE handle = ?)";
    expect(await catalog.count(ever, own("§-robe"))).toBe(2);
  });

  it("says the same in a dry run, and writes nothing", async () => {
    const text = `${LEGACY}§-bad,Bad,,,,,,,,§-S,,,1,,,,\n§-worse,Worse,,,,,,,,§-W,,,one,,,,\n`;
    const dry = await run("shopify", text, true);
    expect(await mine()).toEqual([]);
    const wet = await run("shopify", text);
    expect(dry.report).toEqual(wet.report);
    expect(dry.job.counts).toEqual(wet.job.counts);
    expect(wet.job.counts).toEqual({ created: 2, refused: 2 });
    expect(said(wet.report)).toEqual([
      [5, "Variant SKU", own("§-bad"), own('"§-S" is taken')],
      [6, "Variant Price", own("§-worse"), '"one" is not a price in EUR'],
    ]);
    expect((await run("shopify", text, true)).job.counts).toEqual({ unchanged: 2, refused: 2 });
  });

  it("keeps what the file has no column for, and prices in other currencies", async () => {
    await run("shopify", LEGACY);
    const { results } = await catalog.env.DB.prepare("SELECT id FROM product WHERE handle = ?")
      .bind(own("§-mug"))
      .all<{ id: string }>();
    const id = results[0]?.id ?? "";
    const read = async () => (await catalog.ask(`/v1/admin/products/${id}`)).json();
    const made = (await read()) as { variants: { id: string; sku: string }[] };
    const prices = [
      { amount: 1200, currency: "EUR" },
      { amount: 1500, currency: "USD" },
    ];
    const [variant] = made.variants;
    await catalog.patch(id, {
      collections: ["summer"],
      variants: [
        { ...variant, inventory_item_id: undefined, prices, tax_category: "reduced", components: undefined },
      ],
    });

    const { job } = await run(
      "shopify",
      "Handle,Title,Option1 Value,Variant SKU,Variant Price\n§-mug,Big mug,,§-MUG,13\n",
    );
    expect(job.counts).toEqual({ changed: 1 });
    expect(await read()).toMatchObject({
      title: "Big mug",
      description: "A mug",
      collections: ["summer"],
      brand: "atelier-nord",
      variants: [
        {
          id: variant?.id,
          tax_category: "reduced",
          weight_grams: 400,
          prices: [
            { amount: 1300, currency: "EUR", compare_at: null },
            { amount: 1500, currency: "USD", compare_at: null },
          ],
        },
      ],
    });
  });

  it("keeps a variant's id when the file gives it another SKU, or none", async () => {
    await run("shopify", LEGACY);
    const ids = async () =>
      (
        await catalog.env.DB.prepare(
          "SELECT id, sku FROM variant WHERE removed_at_ms IS NULL AND id IN (SELECT id FROM variant WHERE product_id = (SELECT id FROM product WHERE handle = ?)) ORDER BY position",
        )
          .bind(own("§-shirt"))
          .all<{ id: string; sku: string }>()
      ).results;
    const before = await ids();
    const { job } = await run("shopify", LEGACY.replace(",§-S,", ",§-SMALL,").replace(",§-M,", ",,"));
    expect(job.counts).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await ids()).toEqual([
      { id: before[0]?.id, sku: own("§-SMALL") },
      { id: before[1]?.id, sku: own("§-M") },
    ]);
  });

  it("reads a product over many rows and a file over many slices and pieces", async () => {
    const products = Array.from({ length: 130 }, (_, n) => {
      const rows = Array.from({ length: 1 + (n % 7) }, (_unused, v) =>
        v === 0
          ? `§-p${n},Product ${n},"${"text, ".repeat(200)}\n${n}",Size,${v},§-${n}-${v},${n}.50`
          : `§-p${n},,,,${v},§-${n}-${v},${n}.50`,
      );
      return rows.join("\r\n");
    });
    const head = "\ufeffHandle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price";
    const { job, report } = await run("shopify", [head, ...products, ""].join("\r\n"));
    expect(report).toEqual([]);
    expect(job.counts).toEqual({ created: 130 });
    const state = await mine();
    expect(state).toHaveLength(130);
    const variants = state.reduce((sum, { variants: list }) => sum + JSON.parse(String(list)).length, 0);
    expect(variants).toBe(Array.from({ length: 130 }, (_, n) => 1 + (n % 7)).reduce((a, b) => a + b));
  });
});

describe("an import refuses", () => {
  it.each<[string, string, string, RegExp]>([
    ["a file without the headings", "shopify", "a,b\n1,2\n", /headings/],
    ["a spreadsheet", "shopify", "PK\u0003\u0004....", /spreadsheet/],
    ["what is not text", "shopify", "Handle\0,Title\n", /not text/],
    ["nothing but blank lines", "medusa", "\n\n", /no headings/],
  ])("%s as a whole", async (_, format, text, detail) => {
    const { job } = await run(format, text);
    expect(job).toMatchObject({ status: "failed", failure: { code: "invalid_file" }, counts: {} });
    expect(job.failure?.detail).toMatch(detail);
  });

  const HEAD = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n";
  it.each<[string, string, [number, string | null, string][], Record<string, number>]>([
    [
      "a row with more fields than headings",
      "§-a,A,,,§-A,1,2\n§-b,B,,,§-B,1\n",
      [[2, null, "has 1 more"]],
      { created: 1 },
    ],
    ["a product without a title", "§-a,,,,§-A,1\n", [[2, "Title", "Invalid input"]], {}],
    ["a product without a name", ",,,,§-A,1\n", [[2, "Handle", "names no product"]], {}],
    [
      "rows of one product that stand apart",
      "§-a,A,,,§-A,1\n§-b,B,,,§-B,1\n§-a,A,,,§-C,1\n",
      [[4, "Handle", "row 2 is about"]],
      { created: 2 },
    ],
    [
      "two products of one SKU",
      "§-a,A,,,§-A,1\n§-b,B,,,§-A,1\n",
      [[3, "Variant SKU", "is taken"]],
      { created: 1 },
    ],
    [
      "one combination of options twice",
      "§-a,A,Size,S,§-A,1\n§-a,,,S,§-B,1\n",
      [[3, "Option1 Value", "is the combination"]],
      {},
    ],
    [
      "what a quote swallowed to the end",
      '§-a,A,,,§-A,1\n§-b,"B,,,§-B,1\n§-c,C,,,§-C,1\n',
      [[3, null, "never closed"]],
      { created: 1 },
    ],
    [
      "a handle twice that differs in writing alone",
      "§-a,A,,,§-A,1\n§-A,A,,,§-A,1\n",
      [[3, "Option1 Value", "is the combination"]],
      {},
    ],
    ["a price below zero", "§-a,A,,,§-A,-1\n", [[2, "Variant Price", '"-1" is not a price']], {}],
    ["control characters", "§-a,A\u0007,,,§-A,1\n", [[2, "Title", "control characters"]], {}],
  ])("%s, and takes the rest", async (_, rows, lines, counts) => {
    const { job, report } = await run("shopify", HEAD + rows);
    expect(job.status).toBe("done");
    expect(job.counts).toMatchObject({ refused: lines.length, ...counts });
    for (const [index, [row, column, problem]] of lines.entries()) {
      expect(said(report)[index]).toEqual([row, column, expect.anything(), expect.stringContaining(problem)]);
    }
  });

  it("more variants than a product may have, by the limit", async () => {
    const rows = Array.from({ length: 251 }, (_, n) => `§-big,${n === 0 ? "Big" : ""},Size,${n},§-${n},1`);
    const { job, report } = await run("shopify", `${HEAD}${rows.join("\n")}\n§-ok,Ok,,,§-OK,1\n`);
    expect(job.counts).toMatchObject({ created: 1, refused: 1 });
    expect(said(report)).toContainEqual([2, null, own("§-big"), expect.stringMatching(/250/)]);
  });

  it("a row longer than any, and the products that it may belong to", async () => {
    const long = "x".repeat(2 * 1024 * 1024 + 10);
    const { job, report } = await run(
      "shopify",
      `${HEAD}§-a,A,,,§-A,1\n§-b,B,,,§-B,1\n§-c,"${long}",,,§-C,1\n§-d,D,,,§-D,1\n§-e,E,,,§-E,1\n`,
    );
    expect(job.counts).toEqual({ created: 2, refused: 2 });
    expect(said(report).map(([row, , subject]) => [row, subject])).toEqual([
      [4, own("§-b")],
      [4, own("§-d")],
    ]);
  });

  it("text that is not UTF-8", async () => {
    const bytes = Uint8Array.from(Buffer.from(own(`${HEAD}§-a,Caf\u00e9,,,§-A,1\n`), "latin1"));
    const { report } = await importFile(catalog, "shopify", bytes);
    expect(said(report)).toEqual([[2, null, own("§-a"), "is not UTF-8"]]);
  });
});

describe("an import of JSON Lines", () => {
  const tee = (name: string, more: object = {}) =>
    JSON.stringify({
      handle: `§-${name}`,
      title: name,
      variants: [{ sku: `§-${name}`, title: "One", prices: [{ amount: 100, currency: "EUR" }] }],
      ...more,
    });

  it("takes lines one by one, and says which are none", async () => {
    const lines = [
      tee("a"),
      "{",
      "[1]",
      tee("b", { nonsense: 1 }),
      "",
      tee("c", { collections: ["summer", "nowhere"] }),
    ];
    const { job, report } = await run("souk-jsonl", lines.join("\n"));
    expect(job.counts).toEqual({ created: 2, refused: 3, warnings: 1 });
    expect(said(report)).toEqual([
      [2, null, "row 2", "is not JSON"],
      [3, null, "row 3", "is not an object"],
      [4, "nonsense", own("§-b"), "is not a known field"],
    ]);
    expect(said(report, "warning")).toEqual([
      [6, "collections", own("§-c"), '"nowhere" does not exist and is left out'],
    ]);
  });

  it("changes, by id or name, only what a line says", async () => {
    await run("souk-jsonl", tee("a", { external_id: "§-erp", tags: ["x"] }));
    expect((await run("souk-jsonl", '{"external_id":"§-erp","title":"New"}')).job.counts).toEqual({
      changed: 1,
    });
    expect((await run("souk-jsonl", '{"handle":"§-a","tags":["y"]}')).job.counts).toEqual({ changed: 1 });
    const [product] = await mine();
    expect(product).toMatchObject({ title: "New", tags: '["y"]', external_id: own("§-erp"), version: 3 });
  });

  it("archives what a line archives, once, and makes no archived product", async () => {
    await run("souk-jsonl", tee("a"));
    const lines = `${tee("a", { status: "archived" })}\n${tee("b", { status: "archived" })}`;
    expect((await run("souk-jsonl", lines)).job.counts).toEqual({ changed: 1, skipped: 1 });
    const before = await versions();
    expect((await run("souk-jsonl", lines)).job.counts).toEqual({ skipped: 2 });
    expect(await versions()).toBe(before);
  });
});

describe("the answer to a file", () => {
  it("is refused for another type, format, length or scope", async () => {
    const post = (path: string, headers: Record<string, string>, raw = "Handle,Title\n") =>
      catalog.ask(path, { method: "POST", raw, headers: { "content-type": "text/csv", ...headers } });
    const length = { "content-length": "13" };
    expect((await post("/v1/admin/imports?format=xml", length)).status).toBe(400);
    expect((await post("/v1/admin/imports?format=shopify&dry_run=maybe", length)).status).toBe(400);
    expect((await post("/v1/admin/imports?format=shopify", {})).status).toBe(411);
  });

  it("is the job of the first for the same Idempotency-Key, and a problem for another file", async () => {
    const headers = { "idempotency-key": own("import-key-of-§-test") };
    const first = await importFile(catalog, "shopify", own(LEGACY), { headers });
    const again = await importFile(catalog, "shopify", own(LEGACY), { headers });
    expect(again.job.id).toBe(first.job.id);
    await expect(importFile(catalog, "shopify", own(CURRENT), { headers })).rejects.toThrow(/422/);
  });
});
