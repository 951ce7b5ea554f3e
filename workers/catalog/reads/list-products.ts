import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/product.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { showSignal } from "../availability/show-availability.ts";
import { type PageEnd, showCursor, type Walk } from "../cursor.ts";
import { showPicture } from "../show-picture.ts";
import { listHead } from "../tables-of-changes.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { type CardRow, collectionPageQuery, newestPageQuery } from "./card-queries.ts";
import type { Reading } from "./find-answer.ts";

export type PageAsk = {
  /** Null: all products, newest first. Else those of the collection with this handle, in its order. */
  collection: string | null;
  currency: string;
  limit: number;
  after: PageEnd | null;
};

/** A page of published products. */
export function listProducts({ collection, currency, limit, after }: PageAsk): Reading {
  const topic = collection === null ? TOPICS.products : TOPICS.collection(collection);
  const walk: Walk = collection === null ? "newest" : "collection";

  /** A list that nothing ever touched is empty; a collection without a head does not exist. */
  const placeOf = (heads: readonly { seq: number }[], asOfSeq: number) => {
    const origin = { asOfSeq, topics: [topic] };
    const [head] = heads;
    if (!head && collection !== null) return { exists: false, origin } as const;
    return {
      exists: true,
      origin,
      copyName: `list:${topic}:${head?.seq ?? 0}:${currency}:${limit}`,
    } as const;
  };

  return {
    key: `list ${topic} ${currency} ${limit} ${after ? showCursor(walk, after) : ""}`,

    // Copies are kept of first pages alone: what browsing begins with. There is no end to the others.
    locate: after
      ? null
      : async ({ env, cost }) => {
          cost.d1 += 1;
          const db = drizzle(env.DB);
          const [seq, heads] = await db.batch([
            asOfSeqQuery(db),
            db.select({ seq: listHead.seq }).from(listHead).where(eq(listHead.topic, topic)),
          ]);
          return placeOf(heads, readAsOfSeq(seq));
        },

    async load({ env, cost }) {
      cost.d1 += 1;
      const db = drizzle(env.DB);
      const ask = { currency, after, rows: limit + 1 };
      const [seq, heads, rows] = await db.batch([
        asOfSeqQuery(db),
        db.select({ seq: listHead.seq }).from(listHead).where(eq(listHead.topic, topic)),
        collection === null ? newestPageQuery(db, ask) : collectionPageQuery(db, { ...ask, collection }),
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

function showCard(row: CardRow, currency: string): z.input<typeof wire.ProductCard> {
  const priced = (amount: number | null) => (amount === null ? null : { amount, currency });
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    picture: row.picture ? showPicture(row.picture) : null,
    price_from: priced(row.lowest),
    price_to: priced(row.highest),
    variant_count: row.variantCount,
    availability: { status: showSignal(row.signal) },
  };
}
