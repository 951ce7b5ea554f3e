import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Job } from "../../contracts/http/admin/job.ts";
import { endOf, importFile, readJob } from "../support/catalog/import-file.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n and then some", "latin1");

let catalog: Catalog;
let other: Catalog;
beforeAll(async () => {
  catalog = await startCatalog();
  other = await startCatalog();
  await fill();
});
afterAll(async () => {
  await catalog?.close();
  await other?.close();
});

/** One of everything that a product can say. */
async function fill(): Promise<void> {
  for (const shop of [catalog, other]) {
    await shop.ask("/v1/admin/brands/nord", { method: "PUT", body: { title: "Atelier “Nord”, Berlin" } });
    const attributes = [{ key: "fabric", title: "Fabric", kind: "text" }];
    await shop.ask("/v1/admin/product-types/tops", { method: "PUT", body: { title: "Tops", attributes } });
    await shop.ask("/v1/admin/categories/wear", { method: "PUT", body: { title: "Wear" } });
  }
  const upload = await catalog.ask("/v1/admin/media", {
    method: "POST",
    raw: PNG,
    headers: { "content-type": "image/png" },
  });
  const { id: media } = (await upload.json()) as { id: string };
  const price = (amount: number, more: object = {}) => ({ amount, currency: "EUR", ...more });
  const rich = await catalog.create({
    title: 'Shirt, "airy"',
    handle: "shirt",
    status: "active",
    description: "<p>Line one\nLine two; ü 👕</p>",
    options: [
      { name: "Size", values: ["S", "M", "L"] },
      { name: "Colour", values: ["sage"] },
    ],
    type: "tops",
    attributes: { fabric: "linen" },
    brand: "nord",
    categories: ["wear"],
    collections: ["summer"],
    tags: ["linen", "new in"],
    media: [{ id: media, alt: "A shirt, on a line" }],
    external_id: "erp-1",
    metadata: { "google.gender": "unisex", note: 7, flag: true, "shopify.category": "Apparel > Tops" },
    seo: { title: "Shirt of linen", description: null },
    publish_at: "2025-01-01T00:00:00.000Z",
    translations: { de: { title: "Hemd", options: { Size: { name: "Größe", values: {} } } } },
    variants: [
      {
        sku: "SHIRT-S",
        title: "Small",
        options: { Size: "S", Colour: "sage" },
        prices: [price(4990, { compare_at: 5990 }), { amount: 5500, currency: "USD" }],
        weight_grams: 210,
        barcode: "4006381333931",
        dimensions: { length_mm: 1, width_mm: 2, height_mm: 3 },
        customs: { hs_code: "620520", origin_country: "PT" },
        media_id: media,
        external_id: "erp-1-s",
        metadata: { bin: "A7" },
      },
      { sku: "SHIRT-M", title: "M / sage", options: { Size: "M", Colour: "sage" }, prices: [] },
    ],
  });
  await catalog.create({
    title: "Set",
    handle: "قميص-كتان",
    status: "draft",
    variants: [
      { sku: "SET", title: "Set", prices: [price(9000)], components: [{ sku: "SHIRT-S", quantity: 2 }] },
    ],
    related: [{ product_id: rich.id, kind: "similar" }],
  });
  const gone = await catalog.create({
    title: "Gone",
    handle: "gone",
    variants: [{ sku: "GONE", title: "x", prices: [] }],
  });
  await catalog.archive(gone.id);
  const rest = Array.from({ length: 95 }, (_, n) => ({
    title: `Plain ${n}`,
    handle: `plain-${n}`,
    status: n % 2 === 0 ? "active" : "draft",
    variants: [{ sku: `PLAIN-${n}`, title: "One size", prices: [price(n)] }],
  }));
  for (let from = 0; from < rest.length; from += 50) {
    const body = { products: rest.slice(from, from + 50) };
    await catalog.ask("/v1/admin/products/bulk", { method: "POST", body });
  }
}

async function exportFrom(
  shop: Catalog,
  body: object,
): Promise<{ job: Job; text: string; headers: Headers }> {
  const answer = await shop.ask("/v1/admin/exports", { method: "POST", body });
  expect(answer.status).toBe(202);
  const { job } = await endOf(shop, Job.parse(await answer.json()).id);
  const file = await shop.ask(`/v1/admin/jobs/${job.id}/file`);
  expect(file.status).toBe(200);
  return { job, text: await file.text(), headers: file.headers };
}
const versions = () => catalog.count("SELECT count(*) AS n FROM catalog_change");

/** Lines of an export without what is minted or timed by the shop that they are from. */
function essence(text: string): unknown[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines
    .map((line) => {
      const {
        version: _,
        created_at: _c,
        updated_at: _u,
        published_at: _p,
        related: _r,
        ...rest
      } = JSON.parse(line);
      return { ...rest, id: "", media: [], variants: rest.variants.map(essenceOfVariant) };
    })
    .sort((one, two) => (one.handle < two.handle ? -1 : 1));
}

function essenceOfVariant({ components, ...variant }: { components: { sku: string; quantity: number }[] }) {
  const parts = components.map(({ sku, quantity }) => [sku, quantity]);
  return { ...variant, id: "", inventory_item_id: "", media_id: null, components: parts };
}

describe("an export of JSON Lines", () => {
  it("holds every product that is not archived, and its import changes nothing", async () => {
    const { job, text } = await exportFrom(catalog, { format: "souk-jsonl" });
    expect(job).toMatchObject({
      status: "done",
      counts: { exported: 97 },
      progress: { done: 97, total: 97 },
    });
    expect(text.trim().split("\n")).toHaveLength(97);
    const before = await versions();
    const { job: imported, report } = await importFile(catalog, "souk-jsonl", text);
    expect(report).toEqual([]);
    expect(imported.counts).toEqual({ unchanged: 97 });
    expect(await versions()).toBe(before);
  });

  it("makes the same products in another shop, whose export is the same again", async () => {
    const { text } = await exportFrom(catalog, { format: "souk-jsonl" });
    const { job, report } = await importFile(other, "souk-jsonl", text);
    expect(job.counts).toMatchObject({ created: 97 });
    // What is of one shop alone: its pictures, and ids of related products.
    expect(report.map(({ level, column }) => [level, column])).toEqual([
      ["warning", "media"],
      ["warning", "related"],
    ]);
    const again = await exportFrom(other, { format: "souk-jsonl" });
    expect(essence(again.text)).toEqual(essence(text));
  });

  it("holds those of one status where that is asked", async () => {
    const { text } = await exportFrom(catalog, { format: "souk-jsonl", status: "archived" });
    expect(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).handle),
    ).toEqual(["gone"]);
    expect((await importFile(catalog, "souk-jsonl", text)).job.counts).toEqual({ unchanged: 1 });
  });
});

describe("an export for Shopify", () => {
  it("keeps what the format can hold: its import changes nothing", async () => {
    const { text, headers } = await exportFrom(catalog, { format: "shopify" });
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const before = await versions();
    const { job } = await importFile(catalog, "shopify", text);
    expect(job.counts).toEqual({ unchanged: 97 });
    expect(await versions()).toBe(before);
  });

  it("makes products of the same texts, options, prices and pictures elsewhere", async () => {
    const elsewhere = await startCatalog();
    try {
      const { text } = await exportFrom(catalog, { format: "shopify" });
      expect((await importFile(elsewhere, "shopify", text)).job.counts).toMatchObject({ created: 97 });
      const { text: again } = await exportFrom(elsewhere, { format: "shopify" });
      const rows = (csv: string) =>
        csv
          .split("\r\n")
          .filter((row) => !row.includes("/media/"))
          .sort();
      // A bundle and prices in other currencies have no place there; an unused option value neither.
      expect(rows(again)).toEqual(expect.arrayContaining(rows(text).filter((row) => row.includes("Plain"))));
      expect(again.includes("Atelier “Nord”, Berlin")).toBe(true);
    } finally {
      await elsewhere.close();
    }
  });
});

describe("the file of a job", () => {
  it("is there when the job is done, and of exports alone", async () => {
    const { job } = await importFile(catalog, "souk-jsonl", "{}");
    expect((await catalog.ask(`/v1/admin/jobs/${job.id}/file`)).status).toBe(404);
    const answer = await catalog.ask("/v1/admin/exports", { method: "POST", body: { format: "souk-jsonl" } });
    const begun = Job.parse(await answer.json());
    await catalog.env.DB.prepare("UPDATE job SET status = 'cancelled' WHERE id = ?").bind(begun.id).run();
    expect((await catalog.ask(`/v1/admin/jobs/${begun.id}/file`)).status).toBe(409);
  });

  it("is forgotten with its job after 30 days, claims and report with it", async () => {
    const { job } = await exportFrom(catalog, { format: "souk-jsonl" });
    const { job: imported } = await importFile(catalog, "souk-jsonl", '{"handle":"x"}');
    const longAgo = Date.now() - 31 * 24 * 60 * 60 * 1000;
    await catalog.env.DB.prepare("UPDATE job SET ended_at_ms = ? WHERE id IN (?, ?)")
      .bind(longAgo, job.id, imported.id)
      .run();
    for (let hour = 0; hour < 3; hour += 1) await catalog.scheduled({ cron: "17 * * * *" });
    for (const { id } of [job, imported]) {
      expect((await catalog.ask(`/v1/admin/jobs/${id}`)).status).toBe(404);
      expect((await catalog.env.FILES.list({ prefix: `jobs/${id}/` })).objects).toEqual([]);
    }
    expect(await catalog.count("SELECT count(*) AS n FROM job_claim WHERE job_id = ?", imported.id)).toBe(0);
  });

  it("whose upload broke off makes a failed job an hour later", async () => {
    const { id } = (await importFile(catalog, "souk-jsonl", "{}")).job;
    await catalog.env.DB.prepare(
      "UPDATE job SET status = 'receiving', ended_at_ms = NULL, updated_at_ms = ? WHERE id = ?",
    )
      .bind(Date.now() - 2 * 60 * 60 * 1000, id)
      .run();
    await catalog.scheduled({ cron: "17 * * * *" });
    expect(await readJob(catalog, id)).toMatchObject({
      status: "failed",
      failure: { code: "upload_broke_off" },
    });
  });
});
