import { describe, expect, it } from "vitest";
import { NewProduct } from "../../contracts/http/admin/product.ts";
import { MADE_UP_CATEGORIES, readCategories } from "./categories.ts";
import { generateProducts } from "./generate-products.ts";

const COUNT = 3_000;
const products = [...generateProducts(COUNT, 7)];

describe("the generator", () => {
  it("makes the same products for the same seed, others for another, and a longer list begins like a shorter one", () => {
    expect([...generateProducts(100, 7)]).toEqual(products.slice(0, 100));
    expect([...generateProducts(100, 8)]).not.toEqual(products.slice(0, 100));
    expect([...generateProducts(100, 7, MADE_UP_CATEGORIES, 90)]).toEqual(products.slice(90, 100));
  });

  it("makes products that the API takes", () => {
    for (const { brand_title: _, ...product } of products.slice(0, 300)) NewProduct.parse(product);
  });

  it("gives no two the same handle, title or SKU", () => {
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    expect(new Set(skus).size).toBe(skus.length);
    expect(new Set(products.map(({ handle }) => handle)).size).toBe(COUNT);
    expect(new Set(products.map(({ title }) => title)).size).toBe(COUNT);
  });

  it("gives none the handle, SKU or barcode of one of another seed", () => {
    const namesOf = (seed: number) =>
      [...generateProducts(COUNT, seed)].flatMap(({ handle, variants }) => [
        handle,
        ...variants.flatMap(({ sku, barcode }) => [sku, barcode]),
      ]);
    const names = [7, 8, 17].flatMap(namesOf);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => /^\d+$/.test(name) && !/^2\d{12}$/.test(name))).toEqual([]);
  });

  it("makes some of every kind", () => {
    const options = Map.groupBy(products, (product) => product.options.length);
    expect([...options.keys()].sort()).toEqual([0, 1, 2]);
    for (const some of options.values()) expect(some.length).toBeGreaterThan(COUNT / 10);
    expect(new Set(products.map((product) => product.brand_title)).size).toBe(400);
    expect(new Set(products.map(({ status }) => status))).toEqual(new Set(["active", "draft"]));
  });
});

describe("its categories", () => {
  it.each([
    ["made up", MADE_UP_CATEGORIES],
    ["read, where there is something to read", readCategories()],
    ["made up, where there is nothing to read", readCategories("/nowhere")],
  ])("%s are a tree with parents first", (_, categories) => {
    const seen = new Set<string | null>([null]);
    for (const { handle, parent } of categories) {
      expect(seen.has(parent)).toBe(true);
      expect(seen.has(handle)).toBe(false);
      seen.add(handle);
    }
  });
});
