import type { DatabaseSync } from "node:sqlite";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, describe, expect, it } from "vitest";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { sqliteD1 } from "../storage/sqlite-d1.fixture.ts";
import { categoryPageQuery, collectionPageQuery, newestPageQuery } from "./card-queries.ts";

const SHELF: Shelf = {
  channel: "web",
  market: null,
  currency: "EUR",
  locale: "de-AT",
  priceGroup: null,
  pricesIncludeTax: true,
};
let database: D1Database;
let sqlite: DatabaseSync;

beforeAll(() => {
  ({ database, sqlite } = sqliteD1());
});

const after = { place: 1_000, id: "prod_1" };
const ask = { shelf: SHELF, after, rows: 25 };
const planOf = (query: { toSQL(): { sql: string; params: unknown[] } }) => {
  const { sql, params } = query.toSQL();
  return (
    sqlite
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(params as string[]))
      // Of the walk itself: what is asked for each card stands below it.
      .filter(({ parent }) => parent === 0)
      .map(({ detail }) => String(detail))
  );
};

describe("a page of products, however many there are", () => {
  it.each([
    [
      "newest first",
      () => newestPageQuery(drizzle(database), ask),
      "product_shown_newest (is_shown=? AND (created_at_ms,id)<(?,?))",
    ],
    [
      "of a collection",
      () => collectionPageQuery(drizzle(database), { ...ask, collection: "summer" }),
      "collection_product_order",
    ],
    [
      "of a category",
      () => categoryPageQuery(drizzle(database), { ...ask, category: "wear" }),
      "category_product_newest",
    ],
  ])("is one walk along an index, %s, and never sorted", (_, query, index) => {
    const plan = planOf(query());
    expect(plan.join("\n")).toContain(index);
    expect(plan.filter((step) => /SCAN product|USE TEMP B-TREE FOR ORDER BY/.test(step))).toEqual([]);
  });
});
