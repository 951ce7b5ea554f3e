import type { Match } from "../../../domain/search/match.ts";
import { matchExpression } from "../../../domain/search/match-expression.ts";

import { COUNTED_MAX } from "./search-settings.ts";
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
