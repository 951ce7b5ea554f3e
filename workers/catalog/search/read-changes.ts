import { asc, gt, inArray, max, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { FACETS } from "../../../domain/search/facets.ts";
import { collection } from "../tables.ts";
import { catalogChange } from "../tables-of-changes.ts";
import { ALL_PRODUCTS, OF_PRICE_LIST } from "./fill.ts";
import { FEED_ROWS_PER_SLICE } from "./search-settings.ts";

/** What a piece of the change feed means to the index. */
export type Changes = {
  /** The last change of the piece, and the last one there is. */
  seq: number;
  headSeq: number;
  productIds: string[];
  /** What else to look at (fill.ts). */
  fills: string[];
};

/** The feed after `cursor`, as far as a slice goes. From the primary, so that it holds whatever was committed. */
export async function readChanges(database: D1Database, cursor: number): Promise<Changes> {
  const db = drizzle(database);
  const [[head], rows] = await db.batch([
    db.select({ headSeq: max(catalogChange.seq).as("head_seq") }).from(catalogChange),
    db
      .select({
        seq: catalogChange.seq,
        kind: catalogChange.kind,
        entityId: catalogChange.entityId,
        topics: catalogChange.topics,
      })
      .from(catalogChange)
      .where(gt(catalogChange.seq, cursor))
      .orderBy(asc(catalogChange.seq))
      .limit(FEED_ROWS_PER_SLICE),
  ]);
  const collectionIds = rows.flatMap(({ kind, entityId }) => (kind === "collection" ? [entityId] : []));
  const collections =
    collectionIds.length === 0
      ? []
      : await db
          .select({ handle: collection.handle })
          .from(collection)
          .where(
            inArray(collection.id, sql`(SELECT value FROM json_each(${JSON.stringify(collectionIds)}))`),
          );

  const ownIds = rows.flatMap(({ kind, entityId }) => (kind === "product" ? [entityId] : []));
  const topicIds = rows.flatMap(({ topics }) => topics.flatMap(productOf));
  return {
    seq: rows.at(-1)?.seq ?? cursor,
    headSeq: head?.headSeq ?? cursor,
    productIds: [...new Set([...ownIds, ...topicIds])],
    fills: [
      ...new Set([
        ...collections.map(({ handle }) => `${FACETS.collection}:${handle}`),
        ...rows.flatMap(({ kind, entityId }) => (kind === "taxonomy" ? [taxonomyFill(entityId)] : [])),
        // A list as a whole; of single prices the products are named.
        ...rows.flatMap(({ topics, entityId }) =>
          topics.includes(TOPICS.prices) ? [`${OF_PRICE_LIST}:${entityId}`] : [],
        ),
      ]),
    ],
  };
}

const PRODUCT = TOPICS.product("");

function productOf(topic: string): string[] {
  return topic.startsWith(PRODUCT) ? [topic.slice(PRODUCT.length)] : [];
}

/** `brand:nordlys`, as the feed names it, is a fill of that name; for anything else all products are looked at. */
function taxonomyFill(entityId: string): string {
  const [kind = ""] = entityId.split(":");
  return [FACETS.brand, FACETS.type, FACETS.category].some((facet) => facet === kind)
    ? entityId
    : ALL_PRODUCTS;
}
