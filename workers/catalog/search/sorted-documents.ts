import type { Match } from "../../../domain/search/match.ts";
import { matchExpression } from "../../../domain/search/match-expression.ts";
import type { Sort } from "./parse-search.ts";
import type { SortPlace } from "./search-cursor.ts";
import { type PriceBounds, priceJoin, type Statement } from "./search-statements.ts";
import type { Tables } from "./slots.ts";

const ORDERS = {
  newest: { column: "newest_ms", direction: "DESC", index: "newest" },
  title: { column: "title_key", direction: "ASC", index: "title" },
  price: { column: "low", direction: "ASC", index: "low" },
  "-price": { column: "low", direction: "DESC", index: "low" },
} as const satisfies Partial<Record<Sort, unknown>>;
export type SortedBy = keyof typeof ORDERS;

type Page = {
  sort: SortedBy;
  /** Of the reader's prices. */
  shelves: readonly string[];
  prices: PriceBounds;
  after: SortPlace | null;
  rows: number;
  /** More match than are worth looking up one by one. */
  isMany: boolean;
  /** `match` is what is left out. */
  isRest?: boolean;
};

/**
 * A page in another order than that of numbers. Few matches are all looked up and sorted. Of many, the order of the whole
 * shop is walked until the page is full: sooner done, since every hundredth product or more is one of them.
 */
export function sortedDocuments(tables: Tables, match: Match, page: Page): Statement {
  const { direction, column } = ORDERS[page.sort];
  const [narrow = "", own] = page.shelves;
  const sources =
    column !== "low"
      ? [walk(tables, match, page, null)]
      : own === undefined
        ? [walk(tables, match, page, { shelf: narrow, unless: null })]
        : [
            walk(tables, match, page, { shelf: narrow, unless: null }),
            walk(tables, match, page, { shelf: own, unless: narrow }),
          ];
  return {
    sql: `SELECT page.doc AS doc, page.place AS place, card FROM (
        SELECT doc, place FROM (${sources.map(({ sql }) => `SELECT * FROM (${sql})`).join(" UNION ALL ")})
        ORDER BY place ${direction}, doc ${direction} LIMIT ?) AS page
      CROSS JOIN ${tables.card} AS shown ON shown.doc = page.doc
      ORDER BY page.place ${direction}, page.doc ${direction}`,
    values: [...sources.flatMap(({ values }) => values), page.rows],
  };
}

/** Numbers and places from one index. `on` is a shelf of prices, for documents which have none on a narrower one. */
function walk(
  tables: Tables,
  match: Match,
  { sort, prices, after, rows, isMany, isRest = false }: Page,
  on: { shelf: string; unless: string | null } | null,
): Statement {
  const { text, document, price } = tables;
  const { column, direction, index } = ORDERS[sort];
  const source = on ? price : document;
  const joined = on ? { sql: "", values: [] } : priceJoin(tables, prices, "source.doc");
  const comes = direction === "ASC" ? ">" : "<";
  const conditions: Statement[] = [
    isMany
      ? {
          sql: `source.doc ${isRest ? "NOT IN" : "IN"} (SELECT rowid FROM ${text} WHERE ${text} MATCH ?)`,
          values: [matchExpression(match)],
        }
      : { sql: `${text} MATCH ?`, values: [matchExpression(match)] },
    ...(on ? [{ sql: "source.shelf = ?", values: [on.shelf] }] : []),
    ...(on && on.unless !== null
      ? [
          {
            sql: `NOT EXISTS (SELECT 1 FROM ${price} AS narrow WHERE narrow.doc = source.doc AND narrow.shelf = ?)`,
            values: [on.unless],
          },
        ]
      : []),
    ...(on && prices ? [{ sql: "source.low BETWEEN ? AND ?", values: [prices.min, prices.max] }] : []),
    ...(after
      ? [{ sql: `(source.${column}, source.doc) ${comes} (?, ?)`, values: [after.key, after.doc] }]
      : []),
  ];
  const from = isMany
    ? `${source} AS source INDEXED BY ${source}_${index}`
    : `${text} CROSS JOIN ${source} AS source ON source.doc = ${text}.rowid`;
  return {
    sql: `SELECT source.doc AS doc, source.${column} AS place FROM ${from} ${joined.sql}
      WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}
      ORDER BY source.${column} ${direction}, source.doc ${direction} LIMIT ?`,
    values: [...joined.values, ...conditions.flatMap(({ values }) => values), rows],
  };
}
