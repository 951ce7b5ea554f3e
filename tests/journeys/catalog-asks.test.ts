import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemOf } from "../support/catalog/answers.ts";
import { catalogReader, headsMoved, type Page, Product } from "../support/catalog/catalog-reader.ts";
import { newTee, SETTINGS } from "../support/catalog/fixtures.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const { pageOf } = catalogReader(() => catalog);

describe("what a reader asks for", () => {
  it("may be some fields only", async () => {
    const { id, handle, title, variants } = await catalog.create();
    await headsMoved();
    const cut = await catalog.read(`/products/${handle}?fields=title,variants.sku`);
    expect(await cut.json()).toEqual({ title, variants: [{ sku: variants[0]?.sku }] });
    const whole = await catalog.read(`/products/${handle}`);
    expect(cut.headers.get("etag")).not.toBe(whole.headers.get("etag"));

    const page = (await (await catalog.read("/products?limit=1&fields=id")).json()) as Page;
    expect(page.data).toEqual([{ id }]);
    expect(page).toHaveProperty("next_cursor");
    expect(await problemOf(await catalog.read(`/products/${handle}?fields=title,nope`))).toEqual({
      status: 400,
      code: "invalid_request",
      at: ["?fields"],
    });
  });

  it("may be named by its id, also when its handle changes", async () => {
    const { id, handle } = await catalog.create();
    await headsMoved();
    const byId = await catalog.read(`/products/${id}`);
    expect(await byId.text()).toBe(await (await catalog.read(`/products/${handle}`)).text());

    await catalog.patch(id, { handle: `${handle}-moved`, status: "draft" });
    await headsMoved();
    expect((await catalog.read(`/products/${id}`)).status).toBe(404);
    await catalog.patch(id, { status: "active" });
    await headsMoved();
    expect(Product.parse(await (await catalog.read(`/products/${id}`)).json()).handle).toBe(
      `${handle}-moved`,
    );
    expect((await catalog.read("/products/prod_00000000000000000000")).status).toBe(404);
  });

  it("may be many products by their ids, of which those are given that are shown", async () => {
    const shown = await Promise.all([catalog.create(), catalog.create()]);
    const hidden = await catalog.create(newTee({ status: "draft" }));
    await headsMoved();
    const ids = [...shown.map(({ id }) => id), hidden.id, "prod_none"];
    const page = await pageOf(`?ids=${ids.join()}`);
    expect(page.data.map(({ id }) => id)).toEqual(shown.map(({ id }) => id).sort());
    expect(page.next_cursor).toBeNull();

    await catalog.patch(hidden.id, { status: "active" });
    await headsMoved();
    expect((await pageOf(`?ids=${ids.join()}`)).data.map(({ id }) => id)).toContain(hidden.id);
    expect(await problemOf(await catalog.read(`/products?ids=${ids[0]}&limit=3`))).toMatchObject({
      code: "invalid_request",
      at: ["?limit"],
    });
    expect(await problemOf(await catalog.read("/products?ids=tee"))).toMatchObject({ at: ["?ids"] });
  });

  it("may bring the cards of what a product is related to", async () => {
    const [accessory, gone] = await Promise.all([catalog.create(), catalog.create()]);
    const related = [accessory, gone].map((product) => ({ product_id: product?.id, kind: "accessory" }));
    const { handle } = await catalog.create(newTee({ related }));
    await catalog.patch(gone?.id ?? "", { status: "draft" });
    await headsMoved();

    const shown = Product.parse(await (await catalog.read(`/products/${handle}?expand=related`)).json());
    expect(shown.related).toEqual([
      { ...related[0], product: expect.objectContaining({ handle: accessory?.handle }) },
      { ...related[1], product: null },
    ]);
    expect(await problemOf(await catalog.read(`/products/${handle}?expand=everything`))).toMatchObject({
      at: ["?expand"],
    });
  });
});

describe("what checkout asks", () => {
  it("is answered exactly at once, and recently within the bound", async () => {
    const { id, handle, title, variants } = await catalog.create();
    const [variant] = variants;
    const ask = (freshness: "exact" | "recent", currency = "EUR") =>
      catalog.rpc.describeVariants({ variantIds: [variant?.id ?? "", "var_unknown"], currency, freshness });
    const facts = {
      variantId: variant?.id,
      productId: id,
      productHandle: handle,
      productTitle: title,
      variantTitle: "One size",
      sku: variant?.sku,
      itemId: variant?.inventory_item_id,
      unitPrice: { amount: 1999, currency: "EUR" },
      taxCategory: "standard",
      requiresShipping: true,
      asOf: { atMs: expect.any(Number), seq: expect.any(Number) },
    };
    expect(await ask("exact")).toEqual([facts]);
    expect(await ask("recent")).toEqual([facts]);
    expect(await ask("exact", "USD")).toEqual([]);

    const prices = [{ amount: 2999, currency: "EUR" }];
    await catalog.patch(id, { variants: [{ sku: variant?.sku, title: "One size", prices }] });
    expect(await ask("exact")).toMatchObject([{ unitPrice: prices[0] }]);
    await headsMoved();
    expect(await ask("recent")).toMatchObject([{ unitPrice: prices[0] }]);

    await catalog.archive(id);
    expect(await ask("exact")).toEqual([]);
    await headsMoved();
    expect(await ask("recent")).toEqual([]);
    await catalog.patch(id, { status: "active" });
    await headsMoved();
    expect(await ask("recent")).toHaveLength(1);
  });

  it("takes 300 variants in one question", async () => {
    const variantIds = Array.from({ length: 300 }, (_, index) => `var_${index}`);
    expect(await catalog.rpc.describeVariants({ variantIds, currency: "EUR", freshness: "exact" })).toEqual(
      [],
    );
  });

  it("includes the settings, by version", async () => {
    expect(await catalog.rpc.pricingSettings()).toEqual({
      version: expect.any(Number),
      settings: SETTINGS,
      asOfMs: expect.any(Number),
    });
  });

  it("knows no SKU that never was", async () => {
    expect(await catalog.rpc.findSku({ sku: "NEVER" })).toBeNull();
  });

  it("says that all is well", async () => {
    expect(await catalog.rpc.health()).toEqual({ d1: "ok", kv: "ok", r2: "ok" });
  });
});
