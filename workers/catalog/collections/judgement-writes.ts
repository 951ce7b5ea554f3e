import { type SQL, sql } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { feedRow, moveListHeads } from "../storage/change-feed.ts";
import { UNPINNED_FROM } from "../storage/membership-writes.ts";

/** A product of this version is in the collection or not. */
export type Judged = {
  readonly productId: string;
  readonly version: number;
  readonly isMember: boolean;
  readonly untilMs: number | null;
  readonly createdAtMs: number;
};

/** The collection whose rules of this revision judged. */
export type Judging = { readonly id: string; readonly handle: string; readonly revision: number };

/**
 * COL-1 Puts products in and takes them out as they were judged, only while each is the version that was judged and the rules
 * are those that judged. Else the first write undoes the batch, and the slice is judged again: a version may come of a
 * turn, which judges nothing.
 */
export function judgementWrites(judging: Judging, judged: readonly Judged[], nowMs: number): Write[] {
  const rows = JSON.stringify(judged.map((row) => ({ ...row, position: UNPINNED_FROM - row.createdAtMs })));
  const isPresent = sql`NOT EXISTS (SELECT 1 FROM json_each(${rows}) AS judged
    JOIN product ON product.id = judged.value ->> '$.productId'
    WHERE product.version <> judged.value ->> '$.version')`;
  return [
    ...noteChange(judging, [TOPICS.collection(judging.handle)], nowMs, isPresent),
    sql`DELETE FROM collection_product WHERE collection_id = ${judging.id} AND product_id IN
      (SELECT value ->> '$.productId' FROM json_each(${rows}) WHERE NOT value ->> '$.isMember')`,
    sql`INSERT INTO collection_product (collection_id, product_id, position, until_ms)
      SELECT ${judging.id}, value ->> '$.productId', value ->> '$.position', value ->> '$.untilMs'
      FROM json_each(${rows}) WHERE value ->> '$.isMember'
      ON CONFLICT (product_id, collection_id) DO UPDATE SET until_ms = excluded.until_ms`,
    sql`INSERT INTO turn (kind, entity_id, at_ms)
      SELECT 'product', value ->> '$.productId', value ->> '$.untilMs'
      FROM json_each(${rows}) WHERE value ->> '$.untilMs' IS NOT NULL
      ON CONFLICT DO NOTHING`,
  ];
}

/** With the last slice: products say which collections they are in, so what shows any of them is old. */
export function noteJudged(judging: Judging, nowMs: number): Write[] {
  return [
    ...noteChange(judging, [TOPICS.collections], nowMs, sql`true`),
    sql`UPDATE collection SET judged_revision = ${judging.revision} WHERE id = ${judging.id}`,
  ];
}

function noteChange(judging: Judging, topics: readonly string[], nowMs: number, isPresent: SQL): Write[] {
  const change = {
    kind: "collection",
    entityId: judging.id,
    topics,
    actorId: "system",
    atMs: nowMs,
  } as const;
  return [
    feedRow(
      change,
      sql`(SELECT version FROM collection WHERE id = ${judging.id} AND rules_revision = ${judging.revision}
        AND ${isPresent})`,
    ),
    ...moveListHeads(topics),
  ];
}
