import { expect, it } from "vitest";
import { parseSearch } from "../../workers/catalog/search/parse-search.ts";
import { searchProducts } from "../../workers/catalog/search/search-products.ts";
import type { Statement } from "../../workers/catalog/search/search-statements.ts";
import { suggest } from "../../workers/catalog/search/suggest.ts";
import { d1OnSqlite } from "../support/search/d1-on-sqlite.ts";
import { demoFacts, putDocuments, searchingIn } from "../support/search/demo-index.ts";

const database = d1OnSqlite("search");

/** Every statement of some searches, with how SQLite carries it out; plans are made without statistics, as D1 makes them. */
async function plansOf(query: string): Promise<string[]> {
  await putDocuments(database, demoFacts()).catch(() => {});
  const searching = { ...searchingIn(database), priceShelves: ["EUR all", "EUR"] };
  const asked: Statement[] = [];
  const session = {
    prepare: database.prepare,
    batch: (statements: D1PreparedStatement[]) => {
      asked.push(...(statements as unknown as Statement[]));
      return database.batch(statements);
    },
  };
  const parameters = new URLSearchParams(query);
  const spied = { ...searching, session: session as never };
  await searchProducts(spied, parseSearch(parameters));
  if (parameters.has("q")) await suggest(spied, parameters);
  return asked.flatMap(({ sql, values }) =>
    database.sqlite
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values)
      .map(({ detail }) => String(detail)),
  );
}

it.each([
  "q=linen&facets=tag,price,option.Size&option.Size=M&price_max=5000",
  "q=lnen",
  "q=linen+qqqq",
  "q=zzz+qqqq+xxx",
  "q=linen&sort=price&price_min=100",
  "q=linen&sort=-price",
  "q=linen&sort=newest&price_min=100",
  "q=linen&sort=title",
  "q=linen&sort=popular",
  "tag=linen",
  "facets=brand",
  "facets=brand&sort=price",
])("SRC-11 reads no table from end to end: %s", async (query) => {
  const plans = await plansOf(query);
  expect(plans.length).toBeGreaterThan(3);
  // The full-text table is only ever asked by what matches. Lists of parameters and rows gathered so far are no tables; and
  // where everything fits, an index is walked from its end until the page is full.
  const harmless = [
    /^SCAN (text_a|json_each) VIRTUAL TABLE INDEX/,
    /^SCAN (page|\(subquery-\d+\)|CONSTANT ROW)$/,
    /^SCAN source USING COVERING INDEX document_a_(newest|title)$/,
  ];
  const scans = plans.filter((detail) => detail.startsWith("SCAN"));
  expect(scans.filter((detail) => !harmless.some((form) => form.test(detail)))).toEqual([]);
});
