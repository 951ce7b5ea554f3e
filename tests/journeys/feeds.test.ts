import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Job } from "../../contracts/http/admin/job.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { publishFeeds } from "../../workers/catalog/feeds/publish-feeds.ts";
import { newJob } from "../../workers/catalog/jobs/start-job.ts";
import { problemOf } from "../support/catalog/answers.ts";
import { newTee, SETTINGS } from "../support/catalog/fixtures.ts";
import { endOf } from "../support/catalog/import-file.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

const STOREFRONT = {
  url: "https://shop.example",
  title: "Tea & Tees",
  category_path: "/c/{handle}",
  media_url: "https://api.shop.example",
};

let catalog: Catalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog?.close());

const read = (file: string, headers: Record<string, string> = {}) =>
  catalog.read(`/feeds/${file}?origin=https://api.shop.example`, { headers, actor: ANYBODY });
const ANYBODY: Actor = { id: "anonymous", kind: "anonymous", mode: "test", scopes: [] };
const textOf = async (file: string) => (await read(file)).text();

async function publish(): Promise<Job> {
  const answer = await catalog.ask("/v1/admin/feeds/refresh", { method: "POST" });
  expect(answer.status).toBe(202);
  return (await endOf(catalog, Job.parse(await answer.json()).id)).job;
}

async function settingsNow(): Promise<{ body: object; version: number }> {
  const {
    version,
    updated_at: _,
    ...body
  } = (await (await catalog.ask("/v1/admin/settings")).json()) as { version: number; updated_at: string };
  return { body, version };
}

describe("before the settings name a storefront", () => {
  it("there are no feeds, and asking for some says why", async () => {
    expect((await read("sitemap.xml")).status).toBe(404);
    const refused = await catalog.ask("/v1/admin/feeds/refresh", { method: "POST" });
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: "storefront_missing" });
  });

  it.each([
    [{ ...STOREFRONT, url: "ftp://shop.example" }, "/storefront/url"],
    [{ ...STOREFRONT, url: "https://shop.example/" }, "/storefront/url"],
    [{ ...STOREFRONT, product_path: "/products" }, "/storefront/product_path"],
  ])("a storefront that makes no sense is refused: %o", async (storefront, at) => {
    expect(await problemOf(await catalog.putSettings({ ...SETTINGS, storefront }))).toMatchObject({
      code: "invalid_request",
      at: [at],
    });
  });
});

describe("what is published", () => {
  it("FED-1 names the pages that shoppers see, prices as each market sees them, and nothing that is hidden", async () => {
    const markets = [{ handle: "us", title: "US", countries: ["US"], currency: "USD", locale: "en" }];
    await catalog.putSettings({ ...SETTINGS, markets, storefront: STOREFRONT });
    await catalog.ask("/v1/admin/categories/tea", { method: "PUT", body: { title: "Tea" } });
    const upload = await catalog.ask("/v1/admin/media", {
      method: "POST",
      raw: Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      headers: { "content-type": "image/png" },
    });
    const { id: picture } = (await upload.json()) as { id: string };
    const prices = [
      { amount: 1999, currency: "EUR", compare_at: 2499 },
      { amount: 2450, currency: "USD" },
    ];
    const shown = await catalog.create({
      title: "Thé <vert> & Tee",
      handle: "thé-vert",
      status: "active",
      categories: ["tea"],
      media: [{ id: picture, alt: "Tea" }],
      variants: [{ sku: "FEED-1", title: "One size", prices }],
    });
    const draft = await catalog.create(newTee({ status: "draft" }));

    const done = await publish();
    expect(done).toMatchObject({ status: "done", failure: null });

    const index = await textOf("sitemap.xml");
    expect(index).toContain("<loc>https://api.shop.example/feeds/sitemap-0.xml</loc>");
    expect(index).toContain("<loc>https://api.shop.example/feeds/sitemap-1.xml</loc>");
    expect(await textOf("sitemap-0.xml")).toContain("<loc>https://shop.example/c/tea</loc>");
    const pages = await textOf("sitemap-1.xml");
    expect(pages).toContain("<loc>https://shop.example/products/th%C3%A9-vert</loc>");
    expect(pages).not.toContain(draft.handle);

    const here = await textOf("google-merchant.xml");
    expect(here).toContain("<title>Tea &amp; Tees</title>");
    expect(here).toContain("<g:id>FEED-1</g:id>");
    expect(here).toContain("<g:title>Thé &lt;vert&gt; &amp; Tee</g:title>");
    expect(here).toContain("<g:price>24.99 EUR</g:price><g:sale_price>19.99 EUR</g:sale_price>");
    expect(here).toContain(`<g:image_link>https://api.shop.example/media/${picture}</g:image_link>`);
    expect(here).toContain("<g:product_type>Tea</g:product_type>");
    expect(here.trimEnd().endsWith("</rss>")).toBe(true);
    expect(await textOf("google-merchant.us.xml")).toContain("<g:price>24.50 USD</g:price>");
    expect(shown.handle).toBe("thé-vert");
  });

  it("says when it is unchanged, and stays whole while it is published anew", async () => {
    const first = await read("google-merchant.xml");
    const etag = first.headers.get("etag") ?? "";
    await first.text();
    expect((await read("google-merchant.xml", { "if-none-match": etag })).status).toBe(304);
    expect(first.headers.get("content-type")).toBe("application/xml; charset=utf-8");

    const again = publish();
    for (let at = 0; at < 5; at += 1)
      expect((await textOf("google-merchant.xml")).trimEnd()).toMatch(/<\/rss>$/);
    await again;
    expect((await read("google-merchant.xml")).headers.get("etag")).not.toBe(etag);
  });

  it("ends, and leaves what there is, when the settings change while a market's file is written", async () => {
    const { body, version } = await settingsNow();
    let job = newJob({ kind: publishFeeds.kind, input: {}, actorId: "system" }, Date.now());
    for (const file of [1, 2, 3]) {
      const done = await publishFeeds.runSlice({ env: catalog.env, nowMs: Date.now() }, job);
      expect(done).toMatchObject({ kind: "went_on", cursor: { file } });
      job = { ...job, step: job.step + 1, cursor: "cursor" in done ? done.cursor : null };
    }
    await catalog.putSettings({ ...body, markets: [] });
    expect(await publishFeeds.runSlice({ env: catalog.env, nowMs: Date.now() }, job)).toMatchObject({
      kind: "failed",
      failure: { code: "settings_changed" },
    });
    await catalog.putSettings(body);
    expect((await settingsNow()).version).toBe(version + 2);
  });

  it("is of the web channel: a shop without one has no storefront", async () => {
    const { body } = await settingsNow();
    const refused = await catalog.putSettings({ ...body, channels: [{ handle: "pos", title: "Counter" }] });
    expect(await problemOf(refused)).toMatchObject({ code: "invalid_request", at: ["/storefront"] });
  });

  it.each([
    "nope.xml",
    "sitemap-99999.xml",
    "google-merchant.fr.xml",
    "google-merchant.US.xml",
  ])("is at no other address: %s", async (file) => {
    expect((await read(file)).status).toBe(404);
  });
});
