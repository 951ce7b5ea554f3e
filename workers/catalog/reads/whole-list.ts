import { eq } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { listHead } from "../tables-of-changes.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import type { Reading } from "./find-answer.ts";

type WholeList<Query extends BatchItem<"sqlite">> = {
  /** What makes it old. */
  topic: string;
  rows: (db: DrizzleD1Database) => Query;
  show: (rows: Query["_"]["result"]) => readonly unknown[];
};

/** A list that is shown on one page, whoever asks; its state is named by the last change to its topic. */
export function wholeList<Query extends BatchItem<"sqlite">>({
  topic,
  rows,
  show,
}: WholeList<Query>): Reading {
  const headQuery = (db: DrizzleD1Database) =>
    db.select({ seq: listHead.seq }).from(listHead).where(eq(listHead.topic, topic));
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
      const [seq, heads] = await db.batch([asOfSeqQuery(db), headQuery(db)]);
      return placeOf(heads, readAsOfSeq(seq));
    },

    async load(read) {
      const db = askReplica(read);
      const [seq, heads, found] = await db.batch([asOfSeqQuery(db), headQuery(db), rows(db)]);
      return { ...placeOf(heads, readAsOfSeq(seq)), body: { data: show(found) } };
    },
  };
}
