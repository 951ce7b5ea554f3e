import { asc, eq } from "drizzle-orm";
import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/category.ts";
import { inTreeOrder } from "../../../domain/catalog/in-tree-order.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { showPicture } from "../show-picture.ts";
import { listHead } from "../tables-of-changes.ts";
import { category } from "../tables-of-taxonomy.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import type { Reading } from "./find-answer.ts";

/** CAT-9 The whole tree, each category behind the one it is in. */
export function listCategories(): Reading {
  const topic = TOPICS.taxonomy;
  const placeOf = (heads: readonly { seq: number }[], asOfSeq: number) =>
    ({
      exists: true,
      origin: { asOfSeq, topics: [topic] },
      copyName: `categories:${heads[0]?.seq ?? 0}`,
    }) as const;

  return {
    key: "categories",

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
        db.select().from(category).orderBy(asc(category.position), asc(category.handle)),
      ]);
      const data = inTreeOrder(rows).map(
        ({ node, depth }): z.input<typeof wire.Category> => ({
          handle: node.handle,
          parent: node.parent,
          depth,
          title: node.title,
          description: node.description,
          picture: node.mediaId === null ? null : showPicture({ id: node.mediaId, alt: node.title }),
          seo: node.seo,
        }),
      );
      return { ...placeOf(heads, readAsOfSeq(seq)), body: { data } };
    },
  };
}
