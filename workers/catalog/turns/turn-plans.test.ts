import { expect, it } from "vitest";
import { product } from "../../../domain/catalog/product.fixture.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { decideVersion } from "../storage/decide-version.ts";
import { productWrites } from "../storage/product-writes.ts";
import { storedCatalog } from "../storage/stored-catalog.fixture.ts";
import { applyTurns } from "./apply-turns.ts";

const OPENS_MS = 1_800_000_000_000;
/** Tables that grow with the shop, read by less than what identifies a row. */
const WHOLE = [
  /^SCAN (product|variant|collection_product|category_product|product_version|turn|catalog_change)\b/,
  /product_(newest|newest_by_status|shown_newest) \((status|is_shown)=\?\)/,
  /turn_1 \(kind=\?\)/,
];

/** The catalog, and how SQLite carries out each statement that it is given; without statistics, as in D1. */
async function watchedCatalog() {
  const catalog = storedCatalog();
  const queries = new Set<string>();
  const prepare = catalog.database.prepare.bind(catalog.database);
  catalog.database.prepare = (query: string) => {
    queries.add(query);
    return prepare(query);
  };
  const plans = () =>
    [...queries]
      // Price lists are few.
      .filter((query) => !query.includes("'price_list'"))
      .flatMap((query) => catalog.rows(`EXPLAIN QUERY PLAN ${query}`).map(({ detail }) => String(detail)));
  return { ...catalog, plans, forget: () => queries.clear() };
}

const wholes = (plans: readonly string[]) =>
  plans.filter((detail) => WHOLE.some((form) => form.test(detail)));

it("CAT-10 a turn reads the products that turn, not the shop", async () => {
  const catalog = await watchedCatalog();
  await catalog.makeCollection("apparel");
  await catalog.commit(null, product({ version: 1, publishAtMs: OPENS_MS }));
  catalog.forget();
  await applyTurns(catalog.database, OPENS_MS);
  expect(catalog.plans().length).toBeGreaterThan(20);
  expect(wholes(catalog.plans())).toEqual([]);
});

it("CAT-7 an edit of a component reads the bundles that hold it, not the shop", async () => {
  const catalog = await watchedCatalog();
  await catalog.makeCollection("apparel");
  const made = product({ version: 1 });
  await catalog.commit(null, made);
  catalog.forget();
  const [small, ...others] = made.variants;
  if (!small) throw new Error("the fixture has variants");
  const renamed: Product = { ...made, version: 2, variants: [{ ...small, sku: "NEW" }, ...others] };
  const decided = await decideVersion(catalog.database, made, renamed, {
    cause: "edit",
    actorId: "key_staff",
  });
  expect(await catalog.commitWrites(productWrites(decided))).toBe("committed");
  expect(catalog.plans().length).toBeGreaterThan(40);
  expect(wholes(catalog.plans())).toEqual([]);
});
