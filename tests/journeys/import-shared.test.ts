import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printRow } from "../../domain/catalog/import/print-row.ts";
import { type DummyProduct, fromDummyJson } from "../../tools/large-shop/from-dummyjson.ts";
import { showCounts } from "../../tools/large-shop/show-counts.ts";
import { projectRoot } from "../../tools/project-root.ts";
import { SETTINGS } from "../support/catalog/fixtures.ts";
import { importFile, shopState } from "../support/catalog/import-file.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

const SHARED = join(projectRoot, "../shared/data/products");
const read = (name: string) => readFileSync(join(SHARED, name), "utf8");

let catalog: Catalog;
beforeAll(async () => {
  catalog = await startCatalog();
  const market = { handle: "test", title: "Test Region", countries: ["DE"], currency: "USD", locale: "en" };
  const currencies = [...SETTINGS.currencies, { code: "DKK", prices_include_tax: true }];
  await catalog.putSettings({ ...SETTINGS, currencies, markets: [market] });
});
afterAll(() => catalog?.close());

/** Imports a file and prints what came of it: how long it took, counts, and each problem once. */
async function tellImport(name: string, format: "souk-jsonl" | "medusa" | "shopify", file: string) {
  const beganAtMs = performance.now();
  const imported = await importFile(catalog, format, file);
  const { job, report } = imported;
  const problems = [
    ...new Set(report.map(({ level, column, problem }) => `${level}: ${column ?? ""} ${problem}`)),
  ];
  const took = `${Math.round(performance.now() - beganAtMs)} ms`;
  console.log([`${name}: ${job.status}, ${showCounts(job.counts)}, ${took}`, ...problems].join("\n    "));
  return imported;
}

const versions = () => catalog.count("SELECT count(*) AS n FROM catalog_change");
async function mine(handles: readonly string[]) {
  return (await shopState(catalog)).filter(({ handle }) => handles.includes(String(handle)));
}

// Needs ../shared, which is no part of the project.
describe.skipIf(!existsSync(SHARED))("files of other shops", () => {
  it("of DummyJSON: 194 products, none refused, none changed the second time", async () => {
    const { products } = JSON.parse(`{"products":${read("dummyjson-products.json")}}`) as {
      products: DummyProduct[] | { products: DummyProduct[] };
    };
    const list = Array.isArray(products) ? products : products.products;
    const file = list.map((product) => JSON.stringify(fromDummyJson(product, "without pictures"))).join("\n");
    const first = await tellImport("dummyjson-products.json", "souk-jsonl", file);
    expect(first.job.counts).toEqual({ created: 194 });
    expect(first.report).toEqual([]);
    const before = await versions();
    expect((await tellImport("dummyjson-products.json", "souk-jsonl", file)).job.counts).toEqual({
      unchanged: 194,
    });
    expect(await versions()).toBe(before);
    const [mascara] = await mine(["essence-mascara-lash-princess-1"]);
    expect(mascara).toMatchObject({ brand: "essence", type: "beauty", tags: '["beauty","mascara"]' });
    expect(String(mascara?.variants)).toContain('"USD",999,null');
  });

  it("of Medusa that are sound: every product, its prices in three currencies, and what is left out", async () => {
    for (const name of ["exported-products-comma.csv", "exported-products-semicolon.csv"]) {
      const { job, report } = await tellImport(name, "medusa", read(`medusa-csv/${name}`));
      const outcome = name.includes("comma") ? { created: 2 } : { unchanged: 2 };
      expect(job.counts, name).toEqual({ ...outcome, warnings: 4 });
      expect(report.filter(({ level }) => level === "note").map(({ column }) => column)).toEqual([
        ...[
          "Product Collection Id",
          "Product Type Id",
          "Variant Manage Inventory",
          "Variant Allow Backorder",
        ],
      ]);
      // "test-image.png" is no address.
      expect(
        report.filter(({ level }) => level === "warning").map(({ row, column }) => [row, column]),
      ).toEqual([
        [2, "Product Image 1"],
        [2, "Product Image 2"],
        [4, "Product Image 1"],
        [4, "Product Image 2"],
      ]);
    }
    const [base] = await mine(["base-product"]);
    expect(base).toMatchObject({
      status: "draft",
      description: "test-product-description\ntest line 2",
      options: '[{"name":"size","values":["large","small"]},{"name":"color","values":["green"]}]',
    });
    const [large] = JSON.parse(String(base?.variants)) as unknown[][];
    expect(large?.[6]).toEqual([
      ["DKK", 3000, null],
      ["EUR", 4500, null],
      ["USD", 10000, null],
    ]);
  });

  it.each<[string, Record<string, number>]>([
    ["prices-with-region.csv", { created: 1, warnings: 2 }],
    ["product-with-categories.csv", { changed: 1, warnings: 2 }],
    ["unrelated-column.csv", { changed: 1, warnings: 2 }],
    ["v1-template.csv", { created: 3, warnings: 6 }],
  ])("of Medusa that are sound: %s", async (name, counts) => {
    const { job } = await tellImport(name, "medusa", read(`medusa-csv/${name}`));
    expect(job).toMatchObject({ status: "done", counts });
    const {
      changed: _,
      created: __,
      ...rest
    } = (await tellImport(name, "medusa", read(`medusa-csv/${name}`))).job.counts;
    expect(rest.unchanged).toBe((counts.created ?? 0) + (counts.changed ?? 0));
  });

  it.each([
    ["invalid-column.csv", "Product field", "is no column that Medusa writes"],
    ["invalid-prices.csv", "Variant Price nonexistent [EUR]", 'the shop has no market "nonexistent"'],
  ])("of Medusa that are not are refused whole: %s", async (name, column, problem) => {
    const before = await versions();
    const { job, report } = await tellImport(name, "medusa", read(`medusa-csv/${name}`));
    expect(job).toMatchObject({ status: "failed", failure: { code: "invalid_file" }, counts: {} });
    expect(report.filter(({ level }) => level === "refused")).toMatchObject([{ row: 1, column, problem }]);
    expect(await versions()).toBe(before);
  });

  it("of Shopify, with every heading of both sets: the same product, and all the rest is named", async () => {
    const facts = JSON.parse(read("shopify-csv-columns.json")) as { legacy: string[]; current: string[] };
    const said: Record<string, string> = {
      ...{ handle: "shopify-tee", "url handle": "shopify-tee", title: "Tee", vendor: "Loom", tags: "a, b" },
      ...{
        "body (html)": "<p>Soft</p>",
        description: "<p>Soft</p>",
        "option1 name": "Size",
        "option1 value": "S",
      },
      ...{ "variant sku": "SHOPIFY-TEE", sku: "SHOPIFY-TEE", "variant price": "19.90", price: "19.90" },
      ...{ published: "TRUE", "published on online store": "TRUE", "google shopping / mpn": "M-1" },
      "google shopping / manufacturer part number (mpn)": "M-1",
    };
    const file = (headings: readonly string[]) =>
      printRow(headings) + printRow(headings.map((heading) => said[heading.toLowerCase()] ?? ""));
    const legacy = await tellImport("Shopify, before 2025", "shopify", file(facts.legacy));
    expect(legacy.job.counts).toEqual({ created: 1 });
    const current = await tellImport("Shopify, since 2025", "shopify", file(facts.current));
    expect(current.job.counts).toEqual({ unchanged: 1 });
    for (const { report } of [legacy, current]) {
      expect(report.map(({ problem }) => problem)).toEqual(report.map(() => "is not taken over"));
    }
    expect(legacy.report.map(({ column }) => column)).toEqual([
      "Variant Inventory Tracker",
      "Variant Inventory Qty",
      "Variant Inventory Policy",
      "Variant Fulfillment Service",
      "Variant Weight Unit",
      "Variant Tax Code",
      "Cost per item",
    ]);
    const [tee] = await mine(["shopify-tee"]);
    expect(tee).toMatchObject({ brand: "loom", status: "active", metadata: '{"google.mpn":"M-1"}' });
  });
});
