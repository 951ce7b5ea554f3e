import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminProduct } from "../../contracts/http/admin/product.ts";
import { eventually } from "../support/buyer.ts";
import { productOf, statusesOf } from "../support/catalog/answers.ts";
import { newTee } from "../support/catalog/fixtures.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog?.close());

const variantOf = ({ variants: [variant] }: AdminProduct) => {
  if (!variant) throw new Error("a product has a variant");
  return variant;
};

async function bundleOf(part: AdminProduct, quantity = 2): Promise<AdminProduct> {
  const [variant] = newTee().variants;
  const components = [{ sku: variantOf(part).sku, quantity }];
  return catalog.create(newTee({ variants: [{ ...variant, sku: `SET-${part.handle}`, components }] }));
}

const factsOf = async (product: AdminProduct, freshness: "recent" | "exact" = "recent") => {
  const variantIds = [variantOf(product).id];
  return (await catalog.rpc.describeVariants({ variantIds, currency: "EUR", freshness }))[0];
};

describe("what carts are told of a bundle", () => {
  it("is what it takes from stock; of anything else nothing of the kind", async () => {
    const tee = await catalog.create();
    const set = await bundleOf(tee, 3);
    const components = [{ itemId: variantOf(tee).inventory_item_id, units: 3 }];
    expect(await factsOf(set)).toMatchObject({ sku: variantOf(set).sku, components });
    expect(await factsOf(set, "exact")).toMatchObject({ components });
    expect(await factsOf(tee)).not.toHaveProperty("components");
  });

  it("follows its component into the archive and back, though nobody touches the bundle", async () => {
    const tee = await catalog.create();
    const set = await bundleOf(tee);
    expect(await factsOf(set)).toBeDefined();

    await catalog.archive(tee.id);
    expect(await factsOf(set, "exact")).toBeUndefined();
    expect(
      await eventually(
        () => factsOf(set),
        (facts) => facts === undefined,
        5_000,
      ),
    ).toBeUndefined();

    // A draft is not sold by itself, but within bundles.
    await catalog.patch(tee.id, { status: "draft" });
    expect(await factsOf(set, "exact")).toBeDefined();
    expect(
      await eventually(
        () => factsOf(set),
        (facts) => facts !== undefined,
        5_000,
      ),
    ).toBeDefined();

    await catalog.archive(tee.id);
    expect(
      await eventually(
        () => factsOf(set),
        (facts) => facts === undefined,
        5_000,
      ),
    ).toBeUndefined();
  });

  it("follows a component that was only removed from its product", async () => {
    const options = [{ name: "Size", values: ["S", "M"] }];
    const variants = ["S", "M"].map((size) => ({
      ...newTee().variants[0],
      options: { Size: size },
    }));
    const tee = await catalog.create(newTee({ options, variants }));
    const set = await bundleOf(tee);
    expect(await factsOf(set)).toBeDefined();
    const { id, sku, title, prices } = tee.variants[1] ?? variantOf(tee);
    const removed = await catalog.patch(tee.id, { variants: [{ id, sku, title, prices }] });
    expect(removed.status).toBe(200);
    expect(
      await eventually(
        () => factsOf(set),
        (facts) => facts === undefined,
        5_000,
      ),
    ).toBeUndefined();
  });
});

describe("a product with a bundle", () => {
  it("is another version once a component is renamed, archived or back, and none that is not", async () => {
    const tee = await catalog.create();
    const set = await bundleOf(tee);
    const versionOf = async () =>
      (await productOf(await catalog.ask(`/v1/admin/products/${set.id}`))).version;
    const { id, title, prices } = variantOf(tee);

    expect(await versionOf()).toBe(1);
    await catalog.patch(tee.id, { title: "Shirt", tags: ["linen"] });
    expect(await versionOf()).toBe(1);
    await catalog.patch(tee.id, { variants: [{ id, sku: `SHIRT-${tee.handle}`, title, prices }] });
    expect(await versionOf()).toBe(2);
    await catalog.archive(tee.id);
    await catalog.archive(tee.id);
    expect(await versionOf()).toBe(3);
    await catalog.patch(tee.id, { status: "active" });
    expect(await versionOf()).toBe(4);

    const again = {
      variants: [{ id: variantOf(set).id, sku: variantOf(set).sku, title: "One size", prices }],
    };
    expect((await productOf(await catalog.patch(set.id, again))).version).toBe(4);
  });

  it("is edited while its component is archived, and neither is lost", async () => {
    const tee = await catalog.create();
    const set = await bundleOf(tee);
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, (_, n) => catalog.patch(set.id, { tags: [`tag-${n}`] })),
      catalog.archive(tee.id),
    ]);
    expect(statusesOf(answers)).toEqual(Array(7).fill(200));
    const after = await productOf(await catalog.ask(`/v1/admin/products/${set.id}`));
    expect(after.version).toBe(8);
    expect(after.tags).toHaveLength(1);
    expect(variantOf(after).components).toMatchObject([{ is_archived: true, quantity: 2 }]);
  });

  it("holds its siblings, made in the same request, in the order in which staff said so", async () => {
    const options = [{ name: "Kind", values: ["Single", "Pair", "Box"] }];
    const [plain] = newTee().variants;
    const kind = (name: string, components: { sku: string; quantity: number }[] = []) => ({
      ...plain,
      sku: `${name}-${plain?.sku}`,
      options: { Kind: name },
      components,
    });
    const single = kind("Single");
    const mug = await catalog.create();
    const box = kind("Box", [
      { sku: variantOf(mug).sku, quantity: 1 },
      { sku: single.sku, quantity: 3 },
    ]);
    const made = await catalog.create(
      newTee({ options, variants: [kind("Pair", [{ sku: single.sku, quantity: 2 }]), single, box] }),
    );
    const read = await productOf(await catalog.ask(`/v1/admin/products/${made.id}`));
    expect(read).toEqual(made);
    expect(read.variants.map(({ components }) => components.map(({ sku }) => sku))).toEqual([
      [single.sku],
      [],
      [variantOf(mug).sku, single.sku],
    ]);
    const without = read.variants.flatMap(({ id, sku, title, prices, options: chosen }) =>
      sku === single.sku ? [] : [{ id, sku, title, prices, options: chosen }],
    );
    const refused = await catalog.patch(made.id, { variants: without });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      errors: [
        { pointer: "/variants/0/components", detail: `holds "${single.sku}", which this edit removes` },
        { pointer: "/variants/1/components" },
      ],
    });
  });
});
