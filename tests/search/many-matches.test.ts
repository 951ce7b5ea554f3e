import { beforeAll, expect, it } from "vitest";
import type { ProductFacts } from "../../domain/search/document.ts";
import { matchExpression } from "../../domain/search/match-expression.ts";
import { planQuery, tiersApart } from "../../domain/search/plan-query.ts";
import { byRank, scoreOf } from "../../domain/search/rank.ts";
import { readQuery } from "../../domain/search/read-query.ts";
import { seededRandom } from "../../tools/seeded-random.ts";
import { parseSearch } from "../../workers/catalog/search/parse-search.ts";
import { showPlace } from "../../workers/catalog/search/search-cursor.ts";
import { searchProducts } from "../../workers/catalog/search/search-products.ts";
import { d1OnSqlite } from "../support/search/d1-on-sqlite.ts";
import { putDocuments, searchingIn } from "../support/search/demo-index.ts";

const DOCUMENTS = 3_000;
const database = d1OnSqlite("search");

/** Some fit very well and some barely, whatever their popularity; most sell nothing, as in any shop. */
function factsOf(index: number): ProductFacts {
  const random = seededRandom(index + 1);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const title = pick([
    "Kettle",
    "Copper Kettle",
    "Kettle of Copper",
    "Kettles for Two",
    "Teapot",
    "Coppersmith",
  ]);
  return {
    productId: `prod_${index}`,
    handle: `product-${index}`,
    newestMs: index,
    texts: [
      {
        locale: "en",
        title,
        description: pick(["", "A copper kettle"]),
        names: [pick(["Kettle", "Tea", "Copper"])],
      },
    ],
    codes: [pick([`KET${index}`, "KETTLE", `K-${index}`])],
    facets: [],
    variants: [{ options: {}, signal: "in_stock" }],
    signal: "in_stock",
    prices: [{ shelf: "EUR", low: 100 + Math.floor(random() * 1_000), high: 2_000 }],
    channels: null,
    picture: null,
    popularity: random() < 0.7 ? 0 : Math.floor(random() * 256),
  };
}

beforeAll(async () => {
  for (let from = 0; from < DOCUMENTS; from += 500)
    await putDocuments(
      database,
      Array.from({ length: 500 }, (_, index) => factsOf(from + index)),
      from + 1,
    );
});

/** All that fit, in their order, by asking the index for each tier as a whole. */
function everything(typed: string): number[] {
  const plan = planQuery(readQuery(typed, ["en"], new Map()));
  return tiersApart(plan)
    .flatMap(({ relevance, match }) =>
      database.sqlite
        .prepare("SELECT rowid AS doc FROM text_a WHERE text_a MATCH ?")
        .all(matchExpression(match))
        .map(({ doc }) => ({ doc: Number(doc), score: scoreOf(relevance, Number(doc)) })),
    )
    .sort(byRank)
    .map(({ doc }) => doc);
}

it.each([
  "kettle",
  "copper",
  "copper kettle",
  "kett",
  "ket",
])("SRC-5 pages through more than a thousand matches of %j in the order of their rank", async (typed) => {
  const expected = everything(typed);
  expect(expected.length).toBeGreaterThan(1_000);

  const found: number[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ q: typed, limit: "97", ...(cursor ? { cursor } : {}) });
    const asked = parseSearch(query);
    const { cards, next } = await searchProducts(searchingIn(database), asked);
    found.push(...cards.map((card) => docOf(JSON.parse(card).id)));
    cursor = next ? showPlace(asked.sort, next) : null;
  } while (cursor !== null);
  expect(found).toEqual(expected);
});

it("asks no tier for what can't come onto the page any more", async () => {
  const asked: string[] = [];
  const session = {
    prepare: database.prepare,
    batch: (statements: D1PreparedStatement[]) => {
      asked.push(...statements.map((statement) => (statement as unknown as { sql: string }).sql));
      return database.batch(statements);
    },
  };
  await searchProducts(
    { ...searchingIn(database), session: session as never },
    parseSearch(new URLSearchParams({ q: "kettle", limit: "10" })),
  );
  const pages = asked.filter((sql) => sql.includes("text_a.rowid > ?"));
  expect(pages.length).toBeLessThan(2);
});

it("SRC-5 goes on behind a page of which a product went while it was read", async () => {
  const few = d1OnSqlite("search");
  await putDocuments(
    few,
    Array.from({ length: 100 }, (_, index) => factsOf(index)),
  );
  const query = { q: "kettle", limit: "10" };
  const first = await searchProducts(searchingIn(few), parseSearch(new URLSearchParams(query)));
  const [gone = "", ...others] = first.cards;

  let questions = 0;
  const session = {
    prepare: few.prepare,
    batch: (statements: D1PreparedStatement[]) => {
      questions += 1;
      if (questions === 2) few.sqlite.prepare("DELETE FROM document_card_a WHERE card = ?").run(gone);
      return few.batch(statements);
    },
  };
  const page = await searchProducts(
    { ...searchingIn(few), session: session as never },
    parseSearch(new URLSearchParams(query)),
  );
  expect(gone).not.toBe("");
  expect(page).toEqual({ ...first, cards: others });
});

function docOf(productId: string): number {
  return Number(
    database.sqlite.prepare("SELECT doc FROM document_a WHERE product_id = ?").get(productId)?.doc,
  );
}
