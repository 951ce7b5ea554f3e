import { type SQL, sql } from "drizzle-orm";
import type { Followed, KnownSignal } from "../../../domain/catalog/follow-signals.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { FEED_KEEP_MS } from "../reads/freshness.ts";
import { feedRow } from "../storage/change-feed.ts";
import { madeOf, showing } from "./made-of.ts";

const TRIMMED_ROWS_MAX = 20;

/**
 * SIG-2 All writes that follow from messages about these items, whole or not at all: the feed row that makes shoppers'
 * copies old, the signals themselves, and what becomes of subscriptions. What was decided from `known` is undone when
 * another one has written meanwhile. Which products and lists show an item is read in the same batch, so an edit that
 * comes in between is not missed.
 */
export function availabilityWrites(
  itemIds: readonly string[],
  known: readonly KnownSignal[],
  { newer, shownItemIds, turnedItemIds, returnedItemIds }: Followed,
  nowMs: number,
): Write[] {
  const seenVersions = known.reduce((sum, { version }) => sum + version, 0);
  // Versions only rise, so an equal sum means that all are as they were.
  const version = sql`(SELECT 1 WHERE ${seenVersions} = (SELECT coalesce(sum(version), 0) FROM availability
    WHERE item_id IN ${listed(itemIds)}))`;
  const topics = sql`(SELECT json_group_array(topic) FROM
    (${productTopics(shownItemIds)} UNION ${listTopics(turnedItemIds)}))`;
  const change = {
    kind: "availability",
    entityId: newer[0]?.itemId ?? "",
    topics,
    actorId: "system",
  } as const;
  return [
    feedRow({ ...change, atMs: nowMs }, version),
    ...(turnedItemIds.length > 0 ? [moveHeadsOfLists(turnedItemIds)] : []),
    signalRows(newer, nowMs),
    ...(returnedItemIds.length > 0 ? answerSubscriptions(returnedItemIds, nowMs) : []),
    trimFeed(nowMs),
  ];
}

/** Variants whose return these items make: all that they are made of is there, and shoppers can see them. */
function returnedVariants(itemIds: readonly string[]): SQL {
  return sql`(SELECT variant.id FROM variant CROSS JOIN product ON product.id = variant.product_id
    WHERE variant.id IN ${madeOf(itemIds)} AND variant.removed_at_ms IS NULL AND product.is_shown = 1
      AND NOT EXISTS (SELECT 1 FROM variant_part LEFT JOIN availability USING (item_id)
        WHERE variant_part.variant_id = variant.id AND (variant_part.is_gone
          OR coalesce(availability.signal, 'out') NOT IN ('in_stock', 'low'))))`;
}

function signalRows(newer: Followed["newer"], nowMs: number): Write {
  const rows = newer.map((heard) => [
    heard.itemId,
    heard.version,
    heard.signal,
    heard.units,
    heard.availableFromMs,
  ]);
  return sql`INSERT INTO availability (item_id, version, signal, units, available_from_ms, updated_at_ms)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ${nowMs}
    FROM json_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT (item_id) DO UPDATE SET version = excluded.version, signal = excluded.signal,
      units = excluded.units, available_from_ms = excluded.available_from_ms, updated_at_ms = excluded.updated_at_ms
    WHERE excluded.version > availability.version`;
}

/** SUB-1 Each open subscription becomes one notification, under its own id. */
function answerSubscriptions(returnedItemIds: readonly string[], nowMs: number): Write[] {
  const variants = returnedVariants(returnedItemIds);
  return [
    sql`INSERT INTO stock_notification (id, kind, variant_id, subscriber_id, subscribed_at_ms, created_at_ms)
      SELECT id, 'back_in_stock', variant_id, subscriber_id, created_at_ms, ${nowMs}
      FROM stock_subscription WHERE variant_id IN ${variants}`,
    sql`DELETE FROM stock_subscription WHERE variant_id IN ${variants}`,
  ];
}

function productTopics(itemIds: readonly string[]): SQL {
  return sql`SELECT ${TOPICS.product("")} || id AS topic FROM product WHERE id IN ${showing(itemIds)}`;
}

/** Lists show the best signal of a product, and no numbers. */
function listTopics(itemIds: readonly string[]): SQL {
  const products = showing(itemIds);
  return sql`SELECT ${TOPICS.products} AS topic WHERE EXISTS ${products}
    UNION SELECT ${TOPICS.collection("")} || collection.handle FROM collection
      JOIN collection_product ON collection_product.collection_id = collection.id
      WHERE collection_product.product_id IN ${products}
    UNION SELECT ${TOPICS.category("")} || category FROM category_product WHERE product_id IN ${products}`;
}

function moveHeadsOfLists(itemIds: readonly string[]): Write {
  return sql`INSERT INTO list_head (topic, seq)
    SELECT topic, (SELECT max(seq) FROM catalog_change) FROM (${listTopics(itemIds)}) WHERE true
    ON CONFLICT (topic) DO UPDATE SET seq = excluded.seq`;
}

/** Isolates that slept longer than the rows are kept forget everything (reads/head-keeper.ts). */
function trimFeed(nowMs: number): Write {
  return sql`DELETE FROM catalog_change WHERE seq IN (
    SELECT seq FROM catalog_change WHERE kind = 'availability' AND at_ms < ${nowMs - FEED_KEEP_MS}
    ORDER BY at_ms LIMIT ${TRIMMED_ROWS_MAX})`;
}

function listed(ids: readonly string[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
