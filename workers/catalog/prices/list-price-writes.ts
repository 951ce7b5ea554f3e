import { type SQL, sql } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { SentPrice } from "../../../domain/pricing/find-list-price-flaws.ts";
import { PRICE_LIST_LIMITS } from "../../../domain/pricing/price-list.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { feedRow, moveListHeads } from "../storage/change-feed.ts";
import { listTopics } from "../storage/topics-in-sql.ts";

type Edit = { listId: string; actorId: string; atMs: number };

/**
 * PRC-8 All writes that put prices into a list, every one sent: what of them is new is the database's to see, so two that
 * come together leave the prices of the later one. Refused, as a version that is null, when a SKU has moved on or a
 * variant would have too many prices.
 */
export function putPricesWrites(prices: readonly SentPrice[], { listId, actorId, atMs }: Edit): Write[] {
  const rows = sentRows(prices);
  const version = sql`(SELECT version FROM price_list WHERE id = ${listId}
    AND (SELECT count(*) FROM ${rows} AS sent) = ${prices.length}
    AND NOT EXISTS (SELECT 1 FROM ${crowdsWith(prices, listId)} AS crowd WHERE ${IS_CROWDED}))`;
  const products = sql`(SELECT variant.product_id FROM variant
    WHERE variant.id IN (SELECT sent.variant_id FROM ${rows} AS sent))`;

  return [
    feedRow(
      { kind: "price_list", entityId: listId, topics: topicsOf(products, listId), actorId, atMs },
      version,
    ),
    sql`INSERT INTO list_price (variant_id, min_quantity, list_id, amount, compare_at)
      SELECT sent.variant_id, sent.min_quantity, ${listId}, sent.amount, sent.compare_at
      FROM ${rows} AS sent WHERE true
      ON CONFLICT (variant_id, min_quantity, list_id) DO UPDATE SET
        amount = excluded.amount, compare_at = excluded.compare_at
      WHERE excluded.amount <> list_price.amount OR excluded.compare_at IS NOT list_price.compare_at`,
    ...movePriceHeads(products, listId),
  ];
}

/**
 * All writes that take prices out of a list; `prices` is a condition on `list_price`. Refused, as a version that is null, when
 * they are not `removed` prices by now.
 */
export function removePricesWrites(prices: SQL, removed: number, { listId, actorId, atMs }: Edit): Write[] {
  const which = sql`list_price.list_id = ${listId} AND ${prices}`;
  const products = sql`(SELECT variant.product_id FROM list_price JOIN variant ON variant.id = list_price.variant_id
    WHERE ${which})`;
  const version = sql`(SELECT version FROM price_list WHERE id = ${listId}
    AND (SELECT count(*) FROM list_price WHERE ${which}) = ${removed})`;
  return [
    feedRow(
      { kind: "price_list", entityId: listId, topics: topicsOf(products, listId), actorId, atMs },
      version,
    ),
    // Ahead of the rows: they say which products show something else now.
    ...movePriceHeads(products, listId),
    sql`DELETE FROM list_price WHERE ${which}`,
  ];
}

/**
 * How many prices each variant would have with these: the rows of a query over `crowd`. Single units are always one of its
 * quantities: its own price is theirs.
 */
export function crowdsWith(prices: readonly SentPrice[], listId: string): SQL {
  const rows = sentRows(prices);
  return sql`(SELECT variant_id, sum(list_id = ${listId}) AS tiers, 1 + count(DISTINCT nullif(min_quantity, 1)) AS quantities,
      count(*) AS rows_in_all
    FROM (SELECT variant_id, list_id, min_quantity FROM list_price
        WHERE variant_id IN (SELECT sent.variant_id FROM ${rows} AS sent)
      UNION SELECT sent.variant_id, ${listId}, sent.min_quantity FROM ${rows} AS sent)
    GROUP BY variant_id)`;
}

const { tiersMax, quantitiesMax, rowsOfVariantMax } = PRICE_LIST_LIMITS;
/** Of a row of `crowdsWith`. */
export const IS_CROWDED = sql`(crowd.tiers > ${sql.raw(String(tiersMax))}
  OR crowd.quantities > ${sql.raw(String(quantitiesMax))} OR crowd.rows_in_all > ${sql.raw(String(rowsOfVariantMax))})`;

/** A subquery: the prices whose SKU some variant has now, with that variant. */
function sentRows(prices: readonly SentPrice[]): SQL {
  const values = prices.map(({ sku, minQuantity, amount, compareAt }) => [
    sku,
    minQuantity,
    amount,
    compareAt,
  ]);
  return sql`(SELECT variant.id AS variant_id, value ->> 1 AS min_quantity, value ->> 2 AS amount,
      value ->> 3 AS compare_at
    FROM json_each(${JSON.stringify(values)}) JOIN variant ON variant.sku = value ->> 0 AND variant.claims_sku = 1)`;
}

/**
 * Of a list that is not live nothing is shown: when it begins, all that shows prices is old. The `+` keeps the database
 * from walking all that is shown in search of a few.
 */
const whileShown = (listId: string) => sql`+shown.is_shown = 1
  AND EXISTS (SELECT 1 FROM price_list WHERE price_list.id = ${listId} AND price_list.is_live = 1)`;

function topicsOf(products: SQL, listId: string): SQL {
  const which = whileShown(listId);
  return sql`(SELECT json_group_array(topic) FROM (
    SELECT ${TOPICS.product("")} || shown.id AS topic FROM product AS shown WHERE shown.id IN ${products} AND ${which}
    UNION ${listTopics(products, which)}))`;
}

function movePriceHeads(products: SQL, listId: string): Write[] {
  return [
    sql`INSERT INTO price_head (product_id, seq) SELECT id, (SELECT max(seq) FROM catalog_change)
      FROM product WHERE id IN ${products}
      ON CONFLICT (product_id) DO UPDATE SET seq = excluded.seq`,
    ...moveListHeads(topicsOf(products, listId)),
  ];
}
