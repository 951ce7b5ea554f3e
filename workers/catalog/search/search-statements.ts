import type { Match } from "../../../domain/search/match.ts";
import { matchExpression } from "../../../domain/search/match-expression.ts";
import type { Sort } from "./parse-search.ts";
import type { SortPlace } from "./search-cursor.ts";
import { COUNTED_MAX } from "./search-settings.ts";
import type { Tables } from "./slots.ts";

/** A statement with its parameters. */
export type Statement = { sql: string; values: (string | number)[] };

/** Prices from and up to, on a shelf; null where any price will do, and none. */
export type PriceBounds = { shelf: string; min: number; max: number } | null;

export type CardRow = { doc: number; card: string; place: number | string };

/**
 * SRC-5 The first documents after a number, in the order of numbers, which is that of popularity: as many rows are read as
 * are answered, however many match.
 */
export function firstDocuments(
  tables: Tables,
  match: Match,
  prices: PriceBounds,
  afterDoc: number,
  rows: number,
): Statement {
  const { text, card } = tables;
  return {
    sql: `SELECT ${text}.rowid AS doc, card, 0 AS place FROM ${text} ${priceJoin(tables, prices).sql}
      CROSS JOIN ${card} ON ${card}.doc = ${text}.rowid
      WHERE ${text} MATCH ? AND ${text}.rowid > ? ORDER BY ${text}.rowid LIMIT ?`,
    values: [...priceJoin(tables, prices).values, matchExpression(match), afterDoc, rows],
  };
}

/** What is read of the first matches: their marks for counting, their words for ranking. */
export type Gathered = { matches: number; docs: string | null; marks: string | null; words: string | null };

/**
 * How many match, counted up to a bound, and of those the marks and words: lines of one text each, since a row for each
 * costs more to hand over than to read.
 */
export function gather(
  tables: Tables,
  match: Match,
  prices: PriceBounds,
  wants: { marks: boolean; words: boolean },
): Statement {
  const { text, document } = tables;
  const lines = (column: string) => `group_concat(${column}, char(30))`;
  const join = wants.marks || wants.words ? `CROSS JOIN ${document} ON ${document}.doc = ${text}.rowid` : "";
  return {
    sql: `SELECT count(*) AS matches, ${wants.words ? "group_concat(doc)" : "NULL"} AS docs,
        ${wants.marks ? lines("facet_marks") : "NULL"} AS marks, ${wants.words ? lines("words") : "NULL"} AS words
      FROM (SELECT ${text}.rowid AS doc ${wants.marks ? ", facet_marks" : ""} ${wants.words ? ", words" : ""}
        FROM ${text} ${priceJoin(tables, prices).sql} ${join}
        WHERE ${text} MATCH ? ORDER BY ${text}.rowid LIMIT ${COUNTED_MAX + 1})`,
    values: [...priceJoin(tables, prices).values, matchExpression(match)],
  };
}

/** The numbers of the first documents that match. */
export function firstNumbers({ text }: Tables, match: Match, max: number): Statement {
  return {
    sql: `SELECT group_concat(doc) AS docs FROM (
      SELECT rowid AS doc FROM ${text} WHERE ${text} MATCH ? ORDER BY rowid LIMIT ${max})`,
    values: [matchExpression(match)],
  };
}

/** Cards by number. */
export function cardsOf({ card }: Tables, docs: readonly number[]): Statement {
  return {
    sql: `SELECT doc, card, 0 AS place FROM ${card} WHERE doc IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify(docs)],
  };
}

/** Whether anything matches. */
export function anyDocument({ text }: Tables, match: Match): Statement {
  return {
    sql: `SELECT EXISTS (SELECT 1 FROM ${text} WHERE ${text} MATCH ?) AS found`,
    values: [matchExpression(match)],
  };
}

const ORDERS = {
  newest: { column: "newest_ms", direction: "DESC" },
  title: { column: "title_key", direction: "ASC" },
  price: { column: "low", direction: "ASC" },
  "-price": { column: "low", direction: "DESC" },
} as const satisfies Partial<Record<Sort, unknown>>;
export type SortedBy = keyof typeof ORDERS;

/**
 * A page in another order than that of numbers. Few matches are all looked up and sorted. Of many, the order of the whole
 * shop is walked until the page is full (`isMany`): sooner done, since every hundredth product or more is one of them.
 */
export function sortedDocuments(
  tables: Tables,
  match: Match,
  {
    sort,
    shelf,
    prices,
    after,
    rows,
    isMany,
  }: {
    sort: SortedBy;
    shelf: string;
    prices: PriceBounds;
    after: SortPlace | null;
    rows: number;
    isMany: boolean;
  },
): Statement {
  const { text, document, price, card } = tables;
  const { column, direction } = ORDERS[sort];
  const isPrice = column === "low";
  const source = isPrice ? price : document;
  const comes = direction === "ASC" ? ">" : "<";
  const expression = matchExpression(match);

  const from = isMany
    ? `${source} INDEXED BY ${source}_${indexOf(sort)}`
    : `${text} CROSS JOIN ${source} ON ${source}.doc = ${text}.rowid`;
  const matching = isMany
    ? `${source}.doc IN (SELECT rowid FROM ${text} WHERE ${text} MATCH ?)`
    : `${text} MATCH ?`;
  const joined = isPrice ? "" : priceJoin(tables, prices, `${source}.doc`).sql;
  const bounds = isPrice && prices ? "AND low BETWEEN ? AND ?" : "";
  return {
    sql: `SELECT page.doc AS doc, page.place AS place, card FROM (
        SELECT ${source}.doc AS doc, ${source}.${column} AS place FROM ${from} ${joined}
        WHERE ${matching} ${isPrice ? `AND ${source}.shelf = ?` : ""} ${bounds}
          ${after ? `AND (${source}.${column}, ${source}.doc) ${comes} (?, ?)` : ""}
        ORDER BY ${source}.${column} ${direction}, ${source}.doc ${direction} LIMIT ?) AS page
      CROSS JOIN ${card} ON ${card}.doc = page.doc
      ORDER BY page.place ${direction}, page.doc ${direction}`,
    values: [
      ...(isPrice ? [] : priceJoin(tables, prices).values),
      expression,
      ...(isPrice ? [shelf] : []),
      ...(isPrice && prices ? [prices.min, prices.max] : []),
      ...(after ? [after.key, after.doc] : []),
      rows,
    ],
  };
}

function indexOf(sort: SortedBy): string {
  if (sort === "newest") return "newest";
  return sort === "title" ? "title" : "low";
}

/** The exact price, beside its step among the marks. */
function priceJoin({ text, price }: Tables, prices: PriceBounds, doc = `${text}.rowid`) {
  if (!prices) return { sql: "", values: [] };
  return {
    sql: `CROSS JOIN ${price} AS priced ON priced.doc = ${doc} AND priced.shelf = ? AND priced.low BETWEEN ? AND ?`,
    values: [prices.shelf, prices.min, prices.max],
  };
}
