import { type SQL, sql } from "drizzle-orm";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { repeatVersions } from "../storage/history-writes.ts";
import { IS_ACTIVE, listTopics, topicsOfProduct } from "../storage/topics-in-sql.ts";

/** As `isInWindow` in domain/catalog/is-shown.ts, the other way round. */
const isOffSchedule = (nowMs: number): SQL => sql`(coalesce(product.publish_at_ms, 0) > ${nowMs}
  OR coalesce(product.unpublish_at_ms, ${nowMs} + 1) <= ${nowMs})`;

/**
 * CAT-10 The writes that let these products appear and disappear, and leave rule collections, whose moment has come. All of
 * them ask the batch's own state which turns are due and what they change: for those that somebody else has applied they do
 * nothing, so each is applied once. What shoppers see differently is another version, with its row in the feed.
 */
export function turnProducts(productIds: readonly string[], nowMs: number): Write[] {
  const due = sql`(SELECT entity_id FROM turn WHERE kind = 'product' AND at_ms <= ${nowMs}
    AND entity_id IN (SELECT value FROM json_each(${JSON.stringify(productIds)})))`;
  const isEnded = sql`EXISTS (SELECT 1 FROM collection_product
    WHERE collection_product.product_id = product.id AND until_ms <= ${nowMs})`;
  // With a plus, or SQLite would look for them among all that are active.
  const turning = sql`product.id IN ${due} AND +product.status = 'active'
    AND (is_off_schedule <> ${isOffSchedule(nowMs)} OR ${isEnded})`;
  return [
    // First what is made known, while what it is known by is still there.
    sql`INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
      SELECT 'product', product.id, product.version + 1, ${topicsOfProduct(sql`product.id`, IS_ACTIVE)}, ${nowMs}, 'system'
      FROM product WHERE ${turning}`,
    sql`INSERT INTO list_head (topic, seq)
      SELECT topic, (SELECT max(seq) FROM catalog_change)
      FROM (${listTopics(sql`(SELECT product.id FROM product WHERE ${turning})`, IS_ACTIVE)}) WHERE true
      ON CONFLICT (topic) DO UPDATE SET seq = excluded.seq`,
    sql`UPDATE product SET version = version + 1, updated_at_ms = ${nowMs}, is_off_schedule = ${isOffSchedule(nowMs)}
      WHERE ${turning}`,
    sql`UPDATE product SET is_off_schedule = ${isOffSchedule(nowMs)}
      WHERE product.id IN ${due} AND product.status <> 'active'`,
    repeatVersions(due, "turn", "system", nowMs),
    sql`DELETE FROM collection_product WHERE product_id IN ${due} AND until_ms <= ${nowMs}`,
    sql`DELETE FROM turn WHERE kind = 'product' AND at_ms <= ${nowMs} AND entity_id IN ${due}`,
  ];
}
