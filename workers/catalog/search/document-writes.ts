import { type SQL, sql } from "drizzle-orm";
import type { SearchDocument } from "../../../domain/search/document.ts";
import { keepWords } from "../../../domain/search/fits-words.ts";
import { markOf } from "../../../domain/search/mark-of.ts";
import { trigramsOf } from "../../../domain/search/trigrams.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import type { Tables } from "./slots.ts";

/** A document under its number, with the fingerprint by which it is known again. */
export type Numbered = { doc: number; fingerprint: string; document: SearchDocument };

/** A statement takes a text of at most 2 MB; a few documents with long ones share one. */
const CHUNK_LENGTH = 500_000;

/**
 * Takes documents out and puts others in. The full-text table keeps no text of its own (`contentless_delete`), so what
 * goes is taken out by its number alone.
 */
export function documentWrites(
  tables: Tables,
  gone: readonly number[],
  written: readonly Numbered[],
): Write[] {
  const [document, price, card, text] = [tables.document, tables.price, tables.card, tables.text].map(
    (name) => sql.raw(name),
  ) as [SQL, SQL, SQL, SQL];
  const numbers = sql`(SELECT value FROM json_each(${JSON.stringify(gone)}))`;
  const taken = [
    sql`DELETE FROM ${text} WHERE rowid IN ${numbers}`,
    // The shelves stand on the card: prices can't be found by document alone.
    sql`DELETE FROM ${price} WHERE (shelf, doc) IN (SELECT priced.key, shown.doc
      FROM ${card} AS shown, json_each(shown.card, '$.prices') AS priced WHERE shown.doc IN ${numbers})`,
    sql`DELETE FROM ${sql.raw(tables.facts)} WHERE doc IN ${numbers}`,
    sql`DELETE FROM ${card} WHERE doc IN ${numbers}`,
    sql`DELETE FROM ${document} WHERE doc IN ${numbers}`,
  ];
  // In the order of numbers: FTS5 writes out what it has gathered whenever one is smaller than the last.
  const put = [...written].sort((one, other) => one.doc - other.doc);
  return [
    ...(gone.length > 0 ? taken : []),
    ...chunks(put).flatMap((chunk) => insertions(tables, chunk)),
    ...vocabulary(tables, put),
  ];
}

function insertions(tables: Tables, chunk: readonly Numbered[]): Write[] {
  const rows = JSON.stringify(
    chunk.map(({ doc, fingerprint, document: { text, card, prices, ...rest } }) => ({
      doc,
      fingerprint,
      id: rest.productId,
      newest: rest.newestMs,
      key: rest.titleKey,
      marks: rest.facetMarks,
      words: keepWords(text),
      card: JSON.stringify(card),
      text,
      prices,
    })),
  );
  return [
    sql`INSERT INTO ${sql.raw(tables.document)} (doc, product_id, fingerprint, newest_ms, title_key)
      SELECT value ->> '$.doc', value ->> '$.id', value ->> '$.fingerprint', value ->> '$.newest', value ->> '$.key'
      FROM json_each(${rows})`,
    sql`INSERT INTO ${sql.raw(tables.facts)} (doc, words, names, tags, options, others)
      SELECT value ->> '$.doc', value ->> '$.words', value ->> '$.marks.names', value ->> '$.marks.tags',
        value ->> '$.marks.options', value ->> '$.marks.others' FROM json_each(${rows})`,
    sql`INSERT INTO ${sql.raw(tables.card)} (doc, card)
      SELECT value ->> '$.doc', value ->> '$.card' FROM json_each(${rows})`,
    sql`INSERT INTO ${sql.raw(tables.text)} (rowid, title, code, label, body, mark)
      SELECT value ->> '$.doc', value ->> '$.text.title', value ->> '$.text.code', value ->> '$.text.label',
        value ->> '$.text.body', value ->> '$.text.mark' FROM json_each(${rows})`,
    sql`INSERT INTO ${sql.raw(tables.price)} (doc, shelf, low)
      SELECT row.value ->> '$.doc', price.value ->> '$.shelf', price.value ->> '$.low'
      FROM json_each(${rows}) AS row, json_each(row.value, '$.prices') AS price`,
    facetValues(chunk),
  ];
}

function facetValues(chunk: readonly Numbered[]): Write {
  const values = chunk.flatMap(({ document }) =>
    document.values.map(({ facet, value, title }) => [markOf(facet, value), facet, value, title]),
  );
  const distinct = JSON.stringify([...new Map(values.map((row) => [row[0], row])).values()]);
  return sql`INSERT INTO facet_value (mark, facet, value, title)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${distinct}) WHERE true
    ON CONFLICT (mark) DO UPDATE SET title = excluded.title WHERE title <> excluded.title`;
}

/** Terms are never taken out: one that no document has any more finds nothing, and goes with the next rebuild. */
function vocabulary(tables: Tables, put: readonly Numbered[]): Write[] {
  const terms = [...new Set(put.flatMap(({ document }) => document.terms))];
  if (terms.length === 0) return [];
  const [term, gram] = [sql.raw(tables.term), sql.raw(tables.gram)];
  return chunksOf(terms, 2_000).flatMap((chunk) => {
    const rows = JSON.stringify(
      chunk.map((word) => ({ term: word, length: [...word].length, grams: trigramsOf(word) })),
    );
    return [
      sql`INSERT INTO ${gram} (gram, length, term)
        SELECT gram.value, row.value ->> '$.length', row.value ->> '$.term'
        FROM json_each(${rows}) AS row, json_each(row.value, '$.grams') AS gram
        WHERE NOT EXISTS (SELECT 1 FROM ${term} WHERE term = row.value ->> '$.term')`,
      sql`INSERT INTO ${term} (term) SELECT value ->> '$.term' FROM json_each(${rows}) WHERE true
        ON CONFLICT DO NOTHING`,
    ];
  });
}

function chunks(put: readonly Numbered[]): Numbered[][] {
  const made: Numbered[][] = [];
  let room = 0;
  for (const one of put) {
    const length = Object.values(one.document.text).reduce((sum, text) => sum + text.length, 2_000);
    if (room < length) {
      made.push([]);
      room = CHUNK_LENGTH;
    }
    made.at(-1)?.push(one);
    room -= length;
  }
  return made;
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
