import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newTee } from "../support/catalog/fixtures.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog?.close());

type Result = {
  index: number;
  outcome: string;
  id: string | null;
  handle: string | null;
  version: number | null;
  errors: { pointer: string; detail: string }[];
};

async function bulk(products: readonly object[]): Promise<Result[]> {
  const answer = await catalog.ask("/v1/admin/products/bulk", { method: "POST", body: { products } });
  if (answer.status !== 200) throw new Error(`bulk answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { data: Result[] }).data;
}
const outcomes = async (products: readonly object[]) => (await bulk(products)).map(({ outcome }) => outcome);
const changes = () => catalog.count("SELECT count(*) AS n FROM catalog_change");

describe("a bulk upsert", () => {
  it("makes what is not there, changes what is, and does nothing the second time", async () => {
    const known = await catalog.create();
    const [sku] = known.variants.map((variant) => variant.sku);
    const products = [
      newTee({ external_id: "erp-1" }),
      { handle: known.handle, title: "Another title" },
      newTee({ tags: ["new"] }),
    ];
    expect(await outcomes(products)).toEqual(["created", "changed", "created"]);

    const before = await changes();
    expect(await outcomes(products)).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(await changes()).toBe(before);
    const read = await (await catalog.ask(`/v1/admin/products/${known.id}`)).json();
    expect(read).toMatchObject({ title: "Another title", version: 2, variants: [{ sku }] });
  });

  it("finds a product by the other system's id, also when its handle changes", async () => {
    const tee = newTee({ external_id: "erp-2" });
    const [made] = await bulk([tee]);
    const [renamed] = await bulk([{ external_id: "erp-2", handle: "renamed-tee" }]);
    expect(renamed).toMatchObject({ outcome: "changed", id: made?.id, handle: "renamed-tee", version: 2 });
  });

  it("finds a product by its SKUs where nothing else is said, and keeps its variants' ids", async () => {
    const known = await catalog.create();
    const [variant] = known.variants;
    const prices = [{ amount: 777, currency: "EUR" }];
    const [changed] = await bulk([{ variants: [{ sku: variant?.sku, title: "New", prices }] }]);
    expect(changed).toMatchObject({ outcome: "changed", id: known.id });
    const read = await (await catalog.ask(`/v1/admin/products/${known.id}`)).json();
    expect(read).toMatchObject({
      variants: [{ id: variant?.id, inventory_item_id: variant?.inventory_item_id, title: "New" }],
    });
  });

  it("stores the others when one is refused, and says what is wrong with that one", async () => {
    const known = await catalog.create();
    const [sku] = known.variants.map((variant) => variant.sku);
    const taken = newTee({ variants: [{ sku, title: "x", prices: [] }] });
    const results = await bulk([
      newTee(),
      { title: "No handle" },
      taken,
      { ...newTee(), nonsense: 1 },
      newTee(),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      "created",
      "refused",
      "refused",
      "refused",
      "created",
    ]);
    expect(results[1]?.errors.map(({ pointer }) => pointer)).toEqual(["/handle", "/variants"]);
    expect(results[2]?.errors).toEqual([{ pointer: "/variants/0/sku", detail: `"${sku}" is taken` }]);
    expect(results[3]?.errors).toEqual([{ pointer: "/nonsense", detail: "is not a known field" }]);
  });

  it("takes a bundle together with what it is made of", async () => {
    const parts = newTee();
    const [part] = parts.variants;
    const set = newTee({
      variants: [
        {
          sku: `SET-OF-${part?.sku}`,
          title: "Set",
          prices: [],
          components: [{ sku: part?.sku, quantity: 2 }],
        },
      ],
    });
    expect(await outcomes([parts, set])).toEqual(["created", "created"]);
    expect(await outcomes([parts, set])).toEqual(["unchanged", "unchanged"]);
  });

  it("takes what staff are shown back unchanged", async () => {
    const tee = await catalog.create(
      newTee({ metadata: { a: 1 }, seo: { title: "x" }, external_id: "erp-3", tags: ["a", "b"] }),
    );
    expect(await outcomes([tee])).toEqual(["unchanged"]);
  });

  it("of one product by many at once makes one product, and each later one a version", async () => {
    const tee = newTee({ external_id: "erp-4" });
    const all = await Promise.all(["a", "b", "c", "d"].map((tag) => bulk([{ ...tee, tags: [tag] }])));
    const ids = new Set(all.flat().map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect(
      all
        .flat()
        .map(({ version }) => version)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
  });

  it("refuses more than 50, none, and what is no list", async () => {
    const status = async (body: object) =>
      (await catalog.ask("/v1/admin/products/bulk", { method: "POST", body })).status;
    expect(await status({ products: Array.from({ length: 51 }, () => ({})) })).toBe(400);
    expect(await status({ products: [] })).toBe(400);
    expect(await status({ products: [7] })).toBe(400);
  });
});
