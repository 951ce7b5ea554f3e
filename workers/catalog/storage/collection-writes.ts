import { type SQL, sql } from "drizzle-orm";
import { COLLECTIONS_MAX, type Collection, hasOtherRules } from "../../../domain/catalog/collection.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { feedRow, moveListHeads } from "./change-feed.ts";
import { UNPINNED_FROM } from "./membership-writes.ts";

/**
 * All writes that turn one version of a collection into the next (`before` is null for a new one). COL-1 Other rules are another
 * revision of them: what was decided by the earlier ones and is not yet written, never is.
 */
export function collectionWrites(before: Collection | null, after: Collection, actorId: string): Write[] {
  const isSeen = before?.status !== after.status;
  const topics = [TOPICS.collections, ...(isSeen ? [TOPICS.collection(after.handle)] : [])];
  const { id, handle, title, description, status, mediaId, seo, rules, createdAtMs, updatedAtMs } = after;
  const version = before
    ? sql`(SELECT version + 1 FROM collection WHERE id = ${before.id} AND version = ${before.version})`
    : sql`(SELECT 1 WHERE (SELECT count(*) FROM collection) < ${COLLECTIONS_MAX})`;
  const revisions = hasOtherRules(before, after) ? 1 : 0;

  return [
    feedRow({ kind: "collection", entityId: id, topics, actorId, atMs: updatedAtMs }, version),
    sql`INSERT INTO collection (id, handle, title, description, status, media_id, seo, rules, rules_revision, version,
        created_at_ms, updated_at_ms)
      VALUES (${id}, ${handle}, ${title}, ${description}, ${status}, ${mediaId}, ${seo && JSON.stringify(seo)},
        ${rules && JSON.stringify(rules)}, ${revisions}, ${after.version}, ${createdAtMs}, ${updatedAtMs})
      ON CONFLICT (id) DO UPDATE SET
        title = excluded.title, description = excluded.description, status = excluded.status,
        media_id = excluded.media_id, seo = excluded.seo, rules = excluded.rules,
        rules_revision = collection.rules_revision + ${revisions}, version = excluded.version,
        updated_at_ms = excluded.updated_at_ms`,
    ...moveListHeads(topics),
  ];
}

/** The same collection with these of its products first, in this order. */
export function orderWrites(
  before: Collection,
  productIds: readonly string[],
  actorId: string,
  nowMs: number,
): Write[] {
  const topics = [TOPICS.collection(before.handle)];
  const listed = JSON.stringify(productIds);
  const change = { kind: "collection", entityId: before.id, topics, actorId, atMs: nowMs } as const;
  return [
    feedRow(
      change,
      sql`(SELECT version + 1 FROM collection WHERE id = ${before.id} AND version = ${before.version})`,
    ),
    sql`UPDATE collection SET version = version + 1, updated_at_ms = ${nowMs} WHERE id = ${before.id}`,
    sql`UPDATE collection_product SET position = ${before.rules ? unpinned() : sql`position + ${productIds.length}`}
      WHERE collection_id = ${before.id} AND product_id NOT IN (SELECT value FROM json_each(${listed}))`,
    sql`UPDATE collection_product SET position = 1 + (SELECT key FROM json_each(${listed}) AS listed
        WHERE listed.value = collection_product.product_id)
      WHERE collection_id = ${before.id} AND product_id IN (SELECT value FROM json_each(${listed}))`,
    ...moveListHeads(topics),
  ];
}

/** Where a product stands in a rule collection by itself: newest first. */
function unpinned(): SQL {
  return sql`${UNPINNED_FROM} - (SELECT created_at_ms FROM product WHERE product.id = collection_product.product_id)`;
}
