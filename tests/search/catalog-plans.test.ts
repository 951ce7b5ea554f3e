import type { SQLInputValue } from "node:sqlite";
import { drizzle } from "drizzle-orm/d1";
import { expect, it } from "vitest";
import type { Shelf } from "../../domain/catalog/resolve-shelf.ts";
import { composeProductPages } from "../../workers/catalog/feeds/sitemap-part.ts";
import {
  categoryPageQuery,
  chosenQuery,
  collectionPageQuery,
  newestPageQuery,
} from "../../workers/catalog/reads/card-queries.ts";
import { shownIn } from "../../workers/catalog/reads/shown-in.ts";
import { variantFactsQuery } from "../../workers/catalog/rpc/variant-facts.ts";
import { loadFacts } from "../../workers/catalog/search/load-facts.ts";
import { d1OnSqlite } from "../support/search/d1-on-sqlite.ts";

const shelf: Shelf = {
  channel: "web",
  market: null,
  currency: "EUR",
  locale: "en",
  priceGroup: null,
  pricesIncludeTax: true,
};
const { channel, market, currency, priceGroup } = shelf;
const page = { shelf, after: null, rows: 25 };

type Step = { text: string; isOutermost: boolean };
type Statement = { sql: string; values: SQLInputValue[] };

/** Every statement of some work, each with how SQLite carries it out, planned without statistics as D1 plans it. */
async function plansOf(work: (database: D1Database) => PromiseLike<unknown>): Promise<Step[][]> {
  const database = d1OnSqlite("catalog");
  const asked: Statement[] = [];
  const recorded = (statement: Statement & D1PreparedStatement): unknown => ({
    ...statement,
    bind: (...values: SQLInputValue[]) => recorded(statement.bind(...values) as never),
    ...Object.fromEntries(
      (["all", "run", "raw", "first"] as const).map((name) => [
        name,
        () => {
          asked.push(statement);
          return (statement[name] as () => unknown)();
        },
      ]),
    ),
  });
  const spied = {
    prepare: (sql: string) => recorded(database.prepare(sql) as never),
    batch: (statements: Statement[]) => {
      asked.push(...statements);
      return database.batch(statements as never);
    },
  };
  await work(spied as unknown as D1Database);
  return asked.map(({ sql, values }) =>
    database.sqlite
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values)
      .map(({ detail, parent }) => ({ text: String(detail), isOutermost: parent === 0 })),
  );
}

/** Tables that a shop of any size keeps small, by limits of ours. */
const SMALL = /^SCAN (price_list|brand|category|collection|settings|job)\b/;
/** Lists of parameters, and rows gathered so far, are no tables. */
const NO_TABLE =
  /^SCAN (json_each|named|CONSTANT ROW|\(subquery-\d+\)|list|crowd|up|above|below)\b|VIRTUAL TABLE/;
/** Nearly every product is shown: whoever finds products by that alone has found the shop. */
const ALL_SHOWN = /product_shown_newest \(is_shown=\?\)$/;

it.each<[string, (database: D1Database) => PromiseLike<unknown>]>([
  [
    "prices of variants for a cart",
    (database) =>
      variantFactsQuery(drizzle(database), {
        variantIds: ["var_1"],
        reader: { channel, market, currency, priceGroup },
        shown: shownIn(channel),
        nowMs: null,
      }),
  ],
  ["what search is told of products", (database) => loadFacts(database, ["prod_1"], "en", new Map(), [])],
  [
    "a page of a collection",
    (database) => collectionPageQuery(drizzle(database), { ...page, collection: "c" }),
  ],
  ["a page of a category", (database) => categoryPageQuery(drizzle(database), { ...page, category: "c" })],
  [
    "pages of the sitemap",
    (database) =>
      composeProductPages({
        database,
        storefront: { origin: "https://shop.example", productPath: "/products/" } as never,
        after: "",
        number: 1,
      }),
  ],
  ["products by id", (database) => chosenQuery(drizzle(database), { ids: ["prod_1"], shelf })],
])("EDG-4 %s are read without a look at the whole shop", async (_, work) => {
  const plans = await plansOf(work);
  expect(plans.length).toBeGreaterThan(0);
  const long = plans
    .flat()
    .map(({ text }) => text)
    .filter(
      (step) => ALL_SHOWN.test(step) || (/^SCAN/.test(step) && !SMALL.test(step) && !NO_TABLE.test(step)),
    );
  expect(long).toEqual([]);
});

it("EDG-4 the newest are read along their index, and no further than the page", async () => {
  const [plan = []] = await plansOf((database) => newestPageQuery(drizzle(database), page));
  const outermost = plan.filter(({ isOutermost }) => isOutermost).map(({ text }) => text);
  expect(outermost[0]).toMatch(ALL_SHOWN);
  expect(outermost.filter((step) => step.includes("ORDER BY"))).toEqual([]);
});
