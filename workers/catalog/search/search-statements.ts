import { MATCH_END } from "../../../domain/search/count-facets.ts";
import { FACET_FAMILIES, type FacetFamily } from "../../../domain/search/facets.ts";
import type { Match } from "../../../domain/search/match.ts";
import { matchExpression } from "../../../domain/search/match-expression.ts";
import { COUNTED_MAX } from "./search-settings.ts";
import type { Row } from "./searching.ts";
import type { Tables } from "./slots.ts";

/** A statement with its parameters. */
export type Statement = { sql: string; values: (string | number)[] };

/** Prices from and up to, on the first of the reader's shelves that has one; null where any price will do, and none. */
export type PriceBounds = { shelves: readonly string[]; min: number; max: number } | null;

export type CardRow = { doc: number; card: string; place: number | string };

/**
 * SRC-5 SRC-11 The first documents after a number, in the order of numbers, which is that of popularity: as many rows are read as
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

/** What is read of the first matches: numbers and words for ranking, marks and prices for counting. A line a match. */
export type Gathered = {
  matches: number;
  docs: string;
  words: string;
  lows: string;
} & Readonly<Record<FacetFamily, string>>;

export type Wants = { words: boolean; families: readonly FacetFamily[]; lows: boolean; inRows: boolean };

/**
 * How many match, counted up to a bound, and of those what is wanted: the lines of one text each, since a row for each
 * costs more to hand over than to read; `inRows` for lines too long for one text, which D1 makes no longer than 2 MB.
 */
export function gather(
  tables: Tables,
  match: Match,
  prices: PriceBounds,
  shelves: readonly string[],
  wants: Wants,
): Statement {
  const { text, facts, price } = tables;
  const columns = [...(wants.words ? ["words"] : []), ...wants.families];
  const join = columns.length > 0 ? `CROSS JOIN ${facts} ON ${facts}.doc = ${text}.rowid` : "";
  const bounds = priceJoin(tables, prices);
  const low = lowOn(price, shelves, `${text}.rowid`);
  const values = [...(wants.lows ? low.values : []), ...bounds.values, matchExpression(match)];
  const matches = `SELECT 1 AS matches, ${text}.rowid AS docs ${columns.map((column) => `, ${column}`).join(" ")}
      ${wants.lows ? `, ${low.sql} AS lows` : ""}
    FROM ${text} ${bounds.sql} ${join}
    WHERE ${text} MATCH ? ORDER BY ${text}.rowid LIMIT ${COUNTED_MAX + 1}`;
  if (wants.inRows) return { sql: matches, values };

  const lines = [...columns, ...(wants.lows ? ["lows"] : [])].map(
    (column) => `, group_concat(${column}, char(30)) AS ${column}`,
  );
  return {
    sql: `SELECT count(*) AS matches ${wants.words ? ", group_concat(docs) AS docs" : ""} ${lines.join(" ")} FROM (${matches})`,
    values,
  };
}

/** What `gather` answers with, in one row or many. */
export function joinGathered(rows: readonly Row[]): Gathered {
  const lines = (column: string, end: string) => rows.flatMap((row) => row[column] ?? []).join(end);
  return {
    matches: rows.reduce((sum, { matches }) => sum + Number(matches), 0),
    docs: lines("docs", ","),
    ...(Object.fromEntries(
      ["words", "lows", ...FACET_FAMILIES].map((column) => [column, lines(column, MATCH_END)]),
    ) as Omit<Gathered, "matches" | "docs">),
  };
}

/** A document's lowest price on the first of the shelves that has one. */
function lowOn(price: string, shelves: readonly string[], doc: string): Statement {
  const [narrow = "", own] = shelves;
  const on = (shelf: string): Statement => ({
    sql: `(SELECT low FROM ${price} WHERE doc = ${doc} AND shelf = ?)`,
    values: [shelf],
  });
  if (own === undefined) return on(narrow);
  const [first, second] = [on(narrow), on(own)];
  return { sql: `coalesce(${first.sql}, ${second.sql})`, values: [...first.values, ...second.values] };
}

/** The numbers of the first documents that match. */
export function firstNumbers(tables: Tables, match: Match, prices: PriceBounds, max: number): Statement {
  const { text } = tables;
  const bounds = priceJoin(tables, prices);
  return {
    sql: `SELECT group_concat(doc) AS docs FROM (SELECT ${text}.rowid AS doc FROM ${text} ${bounds.sql}
      WHERE ${text} MATCH ? ORDER BY ${text}.rowid LIMIT ${max})`,
    values: [...bounds.values, matchExpression(match)],
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

/** The exact price, beside its step among the marks: one row at the most, on the first shelf that has one. */
export function priceJoin({ text, price }: Tables, prices: PriceBounds, doc = `${text}.rowid`): Statement {
  if (!prices) return { sql: "", values: [] };
  const shelf = firstShelf(price, "priced", prices.shelves);
  return {
    sql: `CROSS JOIN ${price} AS priced
      ON priced.doc = ${doc} AND priced.low BETWEEN ? AND ? AND ${shelf.sql}`,
    values: [prices.min, prices.max, ...shelf.values],
  };
}

/** That a row of prices stands on the first of the shelves on which its document has one. */
function firstShelf(price: string, row: string, shelves: readonly string[]): Statement {
  const [narrow = "", own] = shelves;
  if (own === undefined) return { sql: `${row}.shelf = ?`, values: [narrow] };
  return {
    sql: `(${row}.shelf = ? OR (${row}.shelf = ? AND NOT EXISTS (
      SELECT 1 FROM ${price} AS narrow WHERE narrow.doc = ${row}.doc AND narrow.shelf = ?)))`,
    values: [narrow, own, narrow],
  };
}
