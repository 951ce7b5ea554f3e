import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VERSIONS_MAX } from "../../workers/catalog/storage/history-writes.ts";
import { problemOf, productOf, statusesOf } from "../support/catalog/answers.ts";
import { newTee } from "../support/catalog/fixtures.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

type Entry = {
  version: number;
  cause: string;
  actor_id: string;
  restored_from: number | null;
  title: string;
};
const versionsOf = async (id: string, query = "?limit=100") =>
  (await (await catalog.ask(`/v1/admin/products/${id}/versions${query}`)).json()) as {
    data: Entry[];
    next_cursor: string | null;
  };
const restore = (id: string, version: number, headers: Record<string, string> = {}) =>
  catalog.ask(`/v1/admin/products/${id}/versions/${version}/restore`, { method: "POST", headers });
const price = [{ amount: 1999, currency: "EUR" }];
const sizes = (...names: string[]) => ({
  options: [{ name: "Size", values: ["S", "M", "L", "XL"] }],
  variants: names.map((size) => ({
    sku: `HIS-${size}`,
    title: size,
    options: { Size: size },
    prices: price,
  })),
});

describe("HIS-1 the history of a product", () => {
  it("says who made each version, and what it said", async () => {
    const made = await catalog.create(newTee({ tags: ["first"] }));
    await catalog.patch(made.id, { title: "Second", tags: [] });
    await catalog.patch(made.id, { title: "Second" });
    await catalog.archive(made.id);

    const { data, next_cursor } = await versionsOf(made.id);
    expect(data.map(({ version, cause, actor_id, title }) => [version, cause, actor_id, title])).toEqual([
      [3, "edit", "key_staff", "Second"],
      [2, "edit", "key_staff", "Second"],
      [1, "edit", "key_staff", made.title],
    ]);
    expect(next_cursor).toBe(null);

    const first = await catalog.ask(`/v1/admin/products/${made.id}/versions/1`);
    expect(await first.json()).toMatchObject({ version: 1, actor_id: "key_staff", product: made });
    expect((await catalog.ask(`/v1/admin/products/${made.id}/versions/9`)).status).toBe(404);
    expect((await catalog.ask("/v1/admin/products/prod_nobody/versions")).status).toBe(404);
  });

  it("is paged, and the pages are whole", async () => {
    const { id } = await catalog.create();
    for (let version = 2; version <= 5; version++) await catalog.patch(id, { title: `V${version}` });
    const first = await versionsOf(id, "?limit=3");
    const second = await versionsOf(id, `?limit=3&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data].map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
    expect(second.next_cursor).toBe(null);
    expect((await catalog.ask(`/v1/admin/products/${id}/versions?cursor=YQ`)).status).toBe(400);
  });

  it("keeps the last ones, and the oldest go", async () => {
    const { id } = await catalog.create();
    await catalog.env.DB.prepare("UPDATE product SET version = ? WHERE id = ?")
      .bind(VERSIONS_MAX + 50, id)
      .run();
    await catalog.patch(id, { title: "Late" });
    expect((await versionsOf(id)).data.map(({ version }) => version)).toEqual([VERSIONS_MAX + 51]);
  });

  it("begins with the first edit of a product from before there was one", async () => {
    const made = await catalog.create();
    await catalog.env.DB.prepare("DELETE FROM product_version WHERE product_id = ?").bind(made.id).run();
    await catalog.patch(made.id, { title: "After" });
    const { data } = await versionsOf(made.id);
    expect(data.map(({ version, actor_id, title }) => [version, actor_id, title])).toEqual([
      [2, "key_staff", "After"],
      [1, "key_staff", made.title],
    ]);
  });
});

describe("HIS-1 a version that is restored", () => {
  it("says again all that it said, with the variants and items that it had", async () => {
    const made = await catalog.create(
      newTee({ ...sizes("S", "M"), translations: { de: { title: "Hemd" } }, metadata: { a: 1 } }),
    );
    await catalog.patch(made.id, { ...sizes("M", "L"), title: "Other", translations: {}, metadata: {} });
    const restored = await restore(made.id, 1, { "if-match": '"2"' });

    expect(restored.headers.get("etag")).toBe('"3"');
    expect(await productOf(restored)).toEqual({ ...made, version: 3, updated_at: expect.any(String) });
    expect((await versionsOf(made.id)).data[0]).toMatchObject({ cause: "restore", restored_from: 1 });
    const [small] = made.variants;
    expect(await catalog.rpc.findSku({ sku: "HIS-S" })).toMatchObject({ itemId: small?.inventory_item_id });
  });

  it("that is so already makes no version", async () => {
    const made = await catalog.create();
    expect((await restore(made.id, 1)).headers.get("etag")).toBe('"1"');
  });

  it("takes an archived product back, if its names are still free", async () => {
    const made = await catalog.create();
    await catalog.archive(made.id);
    const squatter = await catalog.create(newTee({ handle: made.handle }));
    expect(await problemOf(await restore(made.id, 1))).toEqual({
      status: 409,
      code: "already_exists",
      at: ["/handle"],
    });
    await catalog.archive(squatter.id);
    expect(await productOf(await restore(made.id, 1))).toMatchObject({ status: "active", version: 3 });
  });

  it("is refused where it names what no longer exists, by its place", async () => {
    await catalog.ask("/v1/admin/brands/gone", { method: "PUT", body: { title: "Gone" } });
    await catalog.ask("/v1/admin/categories/gone", { method: "PUT", body: { title: "Gone" } });
    const made = await catalog.create(newTee({ brand: "gone", categories: ["gone"] }));
    await catalog.patch(made.id, { brand: null, categories: [] });
    for (const path of ["brands", "categories"])
      expect((await catalog.ask(`/v1/admin/${path}/gone`, { method: "DELETE" })).status).toBe(204);

    expect(await problemOf(await restore(made.id, 1))).toEqual({
      status: 400,
      code: "invalid_request",
      at: ["/categories/0", "/brand"],
    });
  });

  it("by several at once makes one version, and none behind anybody's back", async () => {
    const made = await catalog.create();
    await catalog.patch(made.id, { title: "Other" });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => restore(made.id, 1, { "if-match": '"2"' })),
    );
    expect(statusesOf(answers)).toEqual([200, ...Array(5).fill(412)]);
    expect((await versionsOf(made.id)).data).toHaveLength(3);
  });

  it("brings a bundle back as one, with components under the SKUs of today", async () => {
    const cup = await catalog.create(newTee({ variants: [{ sku: "CUP", title: "Cup", prices: price }] }));
    const made = await catalog.create(
      newTee({
        variants: [
          { sku: "SET-CUP", title: "Set", prices: price, components: [{ sku: "CUP", quantity: 4 }] },
        ],
      }),
    );
    await catalog.patch(made.id, { title: "Other" });
    await catalog.patch(cup.id, {
      variants: [{ id: cup.variants[0]?.id, sku: "CUP-2", title: "Cup", prices: price }],
    });
    const shown = async (version: number) =>
      (
        (await (await catalog.ask(`/v1/admin/products/${made.id}/versions/${version}`)).json()) as {
          product: { variants: unknown };
        }
      ).product.variants;
    for (const version of [1, 2, 3])
      expect(await shown(version)).toMatchObject([{ components: [{ sku: "CUP-2", is_archived: false }] }]);

    const restored = await productOf(await restore(made.id, 1));
    expect(restored).toMatchObject({
      title: made.title,
      variants: [{ components: [{ sku: "CUP-2", quantity: 4 }] }],
    });
    expect((await restore(made.id, 1)).headers.get("etag")).toBe('"4"');
    expect((await versionsOf(made.id)).data.map(({ cause }) => cause)).toEqual([
      "restore",
      "component",
      "edit",
      "edit",
    ]);
  });

  it("brings back what bundles of others are made of, and they hear of it", async () => {
    const parts = await catalog.create(newTee(sizes("L", "XL")));
    const set = await catalog.create(
      newTee({
        variants: [
          { sku: "SET-HIS", title: "Set", prices: price, components: [{ sku: "HIS-L", quantity: 2 }] },
        ],
      }),
    );
    await catalog.patch(parts.id, sizes("XL"));
    const present = async () => productOf(await catalog.ask(`/v1/admin/products/${set.id}`));
    expect(await present()).toMatchObject({
      version: 2,
      variants: [{ components: [{ is_archived: true }] }],
    });
    await restore(parts.id, 1);
    expect(await present()).toMatchObject({
      version: 3,
      variants: [{ components: [{ is_archived: false }] }],
    });
  });
});
