import { asc, eq } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { showPicture } from "../show-picture.ts";
import { collection } from "../tables.ts";
import { listHead } from "../tables-of-changes.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import type { Reading } from "./find-answer.ts";

/** All active collections, oldest first. */
export function listCollections(): Reading {
  const topic = TOPICS.collections;
  const placeOf = (heads: readonly { seq: number }[], asOfSeq: number) =>
    ({
      exists: true,
      origin: { asOfSeq, topics: [topic] },
      copyName: `list:${topic}:${heads[0]?.seq ?? 0}`,
    }) as const;

  return {
    key: `list ${topic}`,

    async locate(read) {
      const db = askReplica(read);
      const [seq, heads] = await db.batch([
        asOfSeqQuery(db),
        db.select({ seq: listHead.seq }).from(listHead).where(eq(listHead.topic, topic)),
      ]);
      return placeOf(heads, readAsOfSeq(seq));
    },

    async load(read) {
      const db = askReplica(read);
      const [seq, heads, rows] = await db.batch([
        asOfSeqQuery(db),
        db.select({ seq: listHead.seq }).from(listHead).where(eq(listHead.topic, topic)),
        db
          .select({
            handle: collection.handle,
            title: collection.title,
            description: collection.description,
            mediaId: collection.mediaId,
            collectionSeo: collection.seo,
          })
          .from(collection)
          .where(eq(collection.status, "active"))
          .orderBy(asc(collection.createdAtMs), asc(collection.id)),
      ]);
      const data = rows.map(({ mediaId, collectionSeo, ...shown }) => ({
        ...shown,
        picture: mediaId === null ? null : showPicture({ id: mediaId, alt: shown.title }),
        seo: collectionSeo,
      }));
      return { ...placeOf(heads, readAsOfSeq(seq)), body: { data } };
    },
  };
}
