import { SQL, sql } from "drizzle-orm";
import { isListTopic } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";

export type CatalogChange = {
  kind: "product" | "collection" | "settings" | "availability" | "taxonomy" | "price_list";
  entityId: string;
  /** A query where the batch itself finds them. */
  topics: readonly string[] | SQL;
  actorId: string;
  atMs: number;
};

/**
 * CAT-5 No edit overwrites one that it has not seen. This row of the change feed is the first write of an edit, and
 * its `version` is a query that finds the next one only while the version that was read is still the present one.
 * Otherwise it is null, which the table refuses, and the whole batch is undone. For what is new it is a plain value.
 */
export function feedRow(change: CatalogChange, version: number | SQL): Write {
  const { kind, entityId, actorId, atMs } = change;
  const topics = change.topics instanceof SQL ? change.topics : JSON.stringify(change.topics);
  return sql`INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
    VALUES (${kind}, ${entityId}, ${version}, ${topics}, ${atMs}, ${actorId})`;
}

/** After the row of the feed: every list among its topics is now in the state that this row made. */
export function moveListHeads(topics: readonly string[] | SQL): Write[] {
  if (topics instanceof SQL) return [headsOf(topics)];
  const lists = topics.filter(isListTopic);
  return lists.length === 0 ? [] : [headsOf(JSON.stringify(lists))];
}

/** Of topics that the batch finds, those that are no list have a head that nobody asks for: they are left out. */
function headsOf(topics: string | SQL): Write {
  return sql`INSERT INTO list_head (topic, seq)
    SELECT value, (SELECT max(seq) FROM catalog_change) FROM json_each(${topics})
    WHERE value NOT GLOB 'product:*' AND value NOT GLOB 'handle:*'
    ON CONFLICT (topic) DO UPDATE SET seq = excluded.seq`;
}
