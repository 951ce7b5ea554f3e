import { SQL, sql } from "drizzle-orm";
import type { RuledMembership } from "../../../domain/catalog/decide-memberships.ts";
import { isInWindow } from "../../../domain/catalog/is-shown.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { sameValue } from "../../../domain/catalog/same-value.ts";
import { TOPICS, topicsOfChange } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { aboveCategories } from "./above-categories.ts";
import { bundleWrites } from "./bundle-writes.ts";
import { feedRow, moveListHeads } from "./change-feed.ts";
import { type HistoryEntry, historyWrites } from "./history-writes.ts";
import { membershipWrites } from "./membership-writes.ts";
import { isRevision } from "./rule-book.ts";
import { turnWrites } from "./turn-writes.ts";
import { variantWrites } from "./variant-writes.ts";

/** A version that is decided, with what is decided of it beside: memberships, by one revision of the rules. */
export type DecidedVersion = {
  /** Null for a new product. */
  readonly before: Product | null;
  readonly after: Product;
  readonly memberships: readonly RuledMembership[];
  readonly rulesRevision: number;
  readonly history: HistoryEntry;
};

/**
 * CAT-2 All writes that turn one version of a product into the next. Rows arrive as one JSON parameter each, because a
 * statement takes at most 100 parameters and a product has up to 7,500 prices. CAT-5 The first of them undoes all when
 * another version was written meanwhile, and COL-1 when other rules are in force.
 */
export function productWrites(decided: DecidedVersion): Write[] {
  const { before, after, memberships, rulesRevision, history } = decided;
  const topics = topicsOf(after.id, topicsOfChange(before, after), rulesRevision);
  const { actorId } = history;
  const change = { kind: "product", entityId: after.id, topics, actorId, atMs: after.updatedAtMs } as const;
  const version = before
    ? sql`(SELECT version + 1 FROM product WHERE id = ${before.id} AND version = ${before.version}
        AND ${isRevision(rulesRevision)})`
    : sql`(SELECT ${after.version} WHERE ${isRevision(rulesRevision)})`;

  return [
    feedRow(change, version),
    productRow(after),
    ...variantWrites(before, after),
    ...pictureRows(before, after),
    ...collectionRows(before, after),
    ...(rulesRevision > 0 ? membershipWrites(after, memberships) : []),
    ...categoryRows(before, after),
    ...translationRows(before, after),
    ...turnWrites(before, after, memberships),
    ...historyWrites(before, after, history),
    ...moveListHeads(topics instanceof SQL ? LAST_TOPICS : topics),
    ...bundleWrites(before, after, actorId),
  ];
}

/**
 * CAT-9 A product that changes in a category changes in all above it: the tree decides. COL-1 And in every rule collection that
 * it is in by now: a job may have put it there since it was read.
 */
function topicsOf(id: string, topics: readonly string[], rulesRevision: number): readonly string[] | SQL {
  const prefix = TOPICS.category("");
  const categories = topics.flatMap((topic) =>
    topic.startsWith(prefix) ? [topic.slice(prefix.length)] : [],
  );
  if (topics.length === 0 || (categories.length === 0 && rulesRevision === 0)) return topics;
  return sql`(SELECT json_group_array(topic) FROM (SELECT value AS topic FROM json_each(${JSON.stringify(topics)})
    UNION SELECT ${prefix} || handle FROM ${aboveCategories(categories)}
    UNION SELECT ${TOPICS.collection("")} || collection.handle FROM collection_product
      JOIN collection ON collection.id = collection_product.collection_id
      WHERE collection_product.product_id = ${id} AND collection.rules IS NOT NULL))`;
}

/** Of the row of the feed that was written last. */
const LAST_TOPICS = sql`(SELECT topics FROM catalog_change ORDER BY seq DESC LIMIT 1)`;

/** By its own names, so that a column and its value can't come apart. */
function productRow(after: Product): Write {
  const row = {
    ...after,
    isOffSchedule: isInWindow(after, after.updatedAtMs) ? 0 : 1,
  };
  return sql`INSERT INTO product (id, handle, title, description, description_html, status, options, tags, type, attributes, brand, related,
      external_id, metadata, seo, channels, publish_at_ms, unpublish_at_ms, published_at_ms, is_off_schedule, version,
      created_at_ms, updated_at_ms)
    SELECT value ->> '$.id', value ->> '$.handle', value ->> '$.title', value ->> '$.description',
      value ->> '$.descriptionHtml', value ->> '$.status',
      value -> '$.options', value -> '$.tags', value ->> '$.type', value -> '$.attributes', value ->> '$.brand',
      value -> '$.related', value ->> '$.externalId', value -> '$.metadata', nullif(value -> '$.seo', 'null'),
      nullif(value -> '$.channels', 'null'), value ->> '$.publishAtMs', value ->> '$.unpublishAtMs',
      value ->> '$.publishedAtMs', value ->> '$.isOffSchedule', value ->> '$.version', value ->> '$.createdAtMs',
      value ->> '$.updatedAtMs'
    FROM (SELECT ${JSON.stringify({ ...row, variants: [], translations: {} })} AS value) WHERE true
    ON CONFLICT (id) DO UPDATE SET
      handle = excluded.handle, title = excluded.title, description = excluded.description,
      description_html = excluded.description_html,
      status = excluded.status, options = excluded.options, tags = excluded.tags, type = excluded.type,
      attributes = excluded.attributes, brand = excluded.brand, related = excluded.related,
      external_id = excluded.external_id, metadata = excluded.metadata, seo = excluded.seo,
      channels = excluded.channels, publish_at_ms = excluded.publish_at_ms,
      unpublish_at_ms = excluded.unpublish_at_ms, published_at_ms = excluded.published_at_ms,
      is_off_schedule = excluded.is_off_schedule, version = excluded.version, updated_at_ms = excluded.updated_at_ms`;
}

function pictureRows(before: Product | null, after: Product): Write[] {
  if (sameValue(before?.media ?? [], after.media)) return [];
  return [
    sql`DELETE FROM product_media WHERE product_id = ${after.id}`,
    sql`INSERT INTO product_media (product_id, position, media_id, alt)
      SELECT ${after.id}, key, value ->> '$.id', value ->> '$.alt' FROM json_each(${JSON.stringify(after.media)})`,
  ];
}

/** A product goes to the end of a collection that it joins, and keeps its place in those it stays in. */
function collectionRows(before: Product | null, after: Product): Write[] {
  if (sameValue(before?.collections ?? [], after.collections)) return [];
  const handles = JSON.stringify(after.collections);
  return [
    sql`DELETE FROM collection_product WHERE product_id = ${after.id} AND collection_id NOT IN
      (SELECT id FROM collection
        WHERE rules IS NOT NULL OR handle IN (SELECT value FROM json_each(${handles})))`,
    sql`INSERT INTO collection_product (collection_id, product_id, position)
      SELECT id, ${after.id},
        1 + coalesce((SELECT max(position) FROM collection_product WHERE collection_id = collection.id), 0)
      FROM collection WHERE handle IN (SELECT value FROM json_each(${handles}))
      ON CONFLICT (product_id, collection_id) DO NOTHING`,
  ];
}

/** CAT-9 Of a category that is gone by now there is no row to refer to, which undoes the batch. */
function categoryRows(before: Product | null, after: Product): Write[] {
  if (sameValue(before?.categories ?? [], after.categories)) return [];
  const own = JSON.stringify(after.categories);
  return [
    sql`DELETE FROM category_product WHERE product_id = ${after.id}`,
    sql`INSERT INTO category_product (product_id, category, is_own, created_at_ms)
      SELECT ${after.id}, handle, handle IN (SELECT value FROM json_each(${own})), ${after.createdAtMs}
      FROM ${aboveCategories(after.categories)}`,
  ];
}

function translationRows(before: Product | null, after: Product): Write[] {
  if (sameValue(before?.translations ?? {}, after.translations)) return [];
  return [
    sql`DELETE FROM product_translation WHERE product_id = ${after.id}`,
    sql`INSERT INTO product_translation (product_id, locale, body)
      SELECT ${after.id}, key, value FROM json_each(${JSON.stringify(after.translations)})`,
  ];
}
