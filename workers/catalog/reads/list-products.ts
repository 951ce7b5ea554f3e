import { and, eq, sql } from "drizzle-orm";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { type PageEnd, showCursor, type Walk } from "../cursor.ts";
import { LIST_STATE } from "../prices/prices-of-shelf.ts";
import { listHead } from "../tables-of-changes.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import { type CardRow, categoryPageQuery, collectionPageQuery, newestPageQuery } from "./card-queries.ts";
import type { Reading } from "./find-answer.ts";
import { nameOfShelf } from "./resolve-reader.ts";
import { showCard } from "./show-card.ts";

export type PageAsk = {
  /** Null: all products, newest first. Else those of the collection with this handle, in its order. */
  collection: string | null;
  /** CAT-9 Null, or the category with this handle: its products and those of all below it, newest first. */
  category: string | null;
  shelf: Shelf;
  limit: number;
  after: PageEnd | null;
};

/** A page of published products. */
export function listProducts({ collection, category, shelf, limit, after }: PageAsk): Reading {
  const { currency } = shelf;
  const shelfName = nameOfShelf(shelf);
  const topic =
    collection !== null
      ? TOPICS.collection(collection)
      : category !== null
        ? TOPICS.category(category)
        : TOPICS.products;
  const isThere =
    collection !== null
      ? sql`EXISTS (SELECT 1 FROM collection WHERE handle = ${collection} AND status = 'active')`
      : category !== null
        ? sql`EXISTS (SELECT 1 FROM category WHERE handle = ${category})`
        : undefined;
  const walk: Walk = collection !== null ? "collection" : category !== null ? "category" : "newest";

  /** A list that nothing ever touched is empty. A collection has a head from its beginning, and so has a category. */
  const placeOf = (heads: readonly { seq: number }[], asOfSeq: number) => {
    const origin = { asOfSeq, topics: [topic, TOPICS.prices] };
    const [head] = heads;
    if (!head && topic !== TOPICS.products) return { exists: false, origin } as const;
    return {
      exists: true,
      origin,
      copyName: `list:${topic}:${head?.seq ?? 0}:${shelfName}:${limit}`,
    } as const;
  };

  return {
    key: `list ${topic} ${shelfName} ${limit} ${after ? showCursor(walk, after) : ""}`,

    // Copies are kept of first pages alone: what browsing begins with. There is no end to the others.
    locate: after
      ? null
      : async (read) => {
          const db = askReplica(read);
          const [seq, heads] = await db.batch([
            asOfSeqQuery(db),
            db
              .select({ seq: LIST_STATE })
              .from(listHead)
              .where(and(eq(listHead.topic, topic), isThere)),
          ]);
          return placeOf(heads, readAsOfSeq(seq));
        },

    async load(read) {
      const db = askReplica(read);
      const ask = { shelf, after, rows: limit + 1 };
      const [seq, heads, rows] = await db.batch([
        asOfSeqQuery(db),
        db
          .select({ seq: LIST_STATE })
          .from(listHead)
          .where(and(eq(listHead.topic, topic), isThere)),
        collection !== null
          ? collectionPageQuery(db, { ...ask, collection })
          : category !== null
            ? categoryPageQuery(db, { ...ask, category })
            : newestPageQuery(db, ask),
      ]);
      const place = placeOf(heads, readAsOfSeq(seq));
      if (!place.exists) return place;
      return {
        ...place,
        copyName: after ? null : place.copyName,
        body: showPage(rows, limit, walk, currency),
      };
    },
  };
}

/** One row more than asked was read: it says whether there is a next page. */
function showPage(rows: readonly CardRow[], limit: number, walk: Walk, currency: string) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map((row) => showCard(row, currency)),
    next_cursor: last ? showCursor(walk, { place: last.place, id: last.id }) : null,
  };
}
