import { sql } from "drizzle-orm";
import { COLLECTIONS_MAX, type Collection } from "../../../domain/catalog/collection.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { feedRow, moveListHeads } from "./change-feed.ts";

/** All writes that turn one version of a collection into the next (`before` is null for a new one). */
export function collectionWrites(before: Collection | null, after: Collection, actorId: string): Write[] {
  const topics = [TOPICS.collections, ...(before ? [] : [TOPICS.collection(after.handle)])];
  const atMs = after.updatedAtMs;
  const version = before
    ? sql`(SELECT version + 1 FROM collection WHERE id = ${before.id} AND version = ${before.version})`
    : sql`(SELECT 1 WHERE (SELECT count(*) FROM collection) < ${COLLECTIONS_MAX})`;

  return [
    feedRow({ kind: "collection", entityId: after.id, topics, actorId, atMs }, version),
    sql`INSERT INTO collection (id, handle, title, description, version, created_at_ms, updated_at_ms)
      VALUES (${after.id}, ${after.handle}, ${after.title}, ${after.description}, ${after.version},
        ${after.createdAtMs}, ${after.updatedAtMs})
      ON CONFLICT (id) DO UPDATE SET
        title = excluded.title, description = excluded.description,
        version = excluded.version, updated_at_ms = excluded.updated_at_ms`,
    ...moveListHeads(topics),
  ];
}
