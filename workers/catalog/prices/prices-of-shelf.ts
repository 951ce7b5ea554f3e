import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { BasePrice } from "../../../domain/catalog/product.ts";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { PriceCandidate } from "../../../domain/pricing/choose-price.ts";
import { type PriceStep, priceSteps } from "../../../domain/pricing/price-steps.ts";
import { variant } from "../tables.ts";
import { listPrice, priceList } from "../tables-of-prices.ts";

/** For whom prices are: of a shelf, or of a cart. */
export type PriceReader = Pick<Shelf, "channel" | "market" | "currency" | "priceGroup">;

/**
 * PRC-7 A condition on `price_list`: shoppers on this shelf get its prices, as of the last turn that was applied. As the
 * choice in domain/pricing/choose-price.ts, so that no row is read that it would leave aside.
 */
export function appliesTo(reader: PriceReader): SQL {
  return sql`${isLive} AND ${isFor(reader)}`;
}

export const isLive = sql`price_list.is_live = 1`;

/** The same whatever the time: for what is charged, the choice itself looks at the clock. */
export function isFor({ currency, priceGroup, market, channel }: PriceReader): SQL {
  return sql`price_list.status = 'active' AND price_list.currency = ${currency}
    AND (price_list.price_group IS NULL OR price_list.price_group = ${priceGroup})
    AND (price_list.market IS NULL OR price_list.market = ${market})
    AND (price_list.channel IS NULL OR price_list.channel = ${channel})`;
}

/** One query for all: what lists ask shoppers on this shelf for the variants of products. `chosen` is a subquery of ids. */
export function listPricesQuery(db: DrizzleD1Database, chosen: SQL, shelf: PriceReader) {
  return db
    .select({
      variantId: listPrice.variantId,
      minQuantity: listPrice.minQuantity,
      amount: listPrice.amount,
      compareAt: listPrice.compareAt,
      handle: priceList.handle,
      priority: priceList.priority,
      pricesIncludeTax: priceList.pricesIncludeTax,
    })
    .from(variant)
    .innerJoin(listPrice, eq(listPrice.variantId, variant.id))
    .innerJoin(priceList, eq(priceList.id, listPrice.listId))
    .where(and(sql`${variant.productId} IN ${chosen}`, isNull(variant.removedAtMs), appliesTo(shelf)));
}

type ListRow = {
  minQuantity: number;
  amount: number;
  compareAt: number | null;
  handle: string;
  priority: number;
  pricesIncludeTax: boolean | null;
};

/** PRC-3 What shoppers on this shelf pay for each quantity: `rows` are of lists that are live and meant for them. */
export function stepsOf(
  own: readonly BasePrice[],
  rows: readonly ListRow[],
  shelf: PriceReader,
): PriceStep[] {
  const { currency } = shelf;
  const candidates: PriceCandidate[] = [
    ...own.map(({ amount, compareAt, currency: code }) => ({
      list: null,
      currency: code,
      minQuantity: 1,
      amount,
      compareAt,
    })),
    ...rows.map(({ minQuantity, amount, compareAt, ...list }) => ({
      list: { ...list, ...EVERYBODYS, currency },
      currency,
      minQuantity,
      amount,
      compareAt,
    })),
  ];
  return priceSteps(candidates, { ...shelf, nowMs: 0 });
}

/** The database has looked at these: the state that an answer is made from says what is live, and no clock of an isolate. */
const EVERYBODYS = {
  priceGroup: null,
  market: null,
  channel: null,
  startsAtMs: null,
  endsAtMs: null,
  status: "active",
} as const;

/**
 * A column of a query over products: names the state of list prices in which a product is shown. Both heads only rise,
 * and no two changes have one seq.
 */
export const PRICE_STATE = sql<number>`max(
  coalesce((SELECT seq FROM price_head WHERE price_head.product_id = product.id), 0),
  coalesce((SELECT seq FROM list_head WHERE list_head.topic = ${TOPICS.prices}), 0))`.as("price_state");

/** The same of a list of products, as a column of a query over list heads. */
export const LIST_STATE = sql<number>`max(list_head.seq,
  coalesce((SELECT prices.seq FROM list_head AS prices WHERE prices.topic = ${TOPICS.prices}), 0))`.as(
  "list_state",
);

/** A column of a query over products: the lowest and the highest price of single units of its variants. */
export function priceRange(shelf: PriceReader) {
  const ofList = sql`SELECT list_price.amount FROM list_price JOIN price_list ON price_list.id = list_price.list_id
    WHERE list_price.variant_id = variant.id AND list_price.min_quantity = 1 AND ${appliesTo(shelf)}
    ORDER BY price_list.priority DESC, list_price.amount LIMIT 1`;
  const own = sql`SELECT price.amount FROM price
    WHERE price.variant_id = variant.id AND price.currency = ${shelf.currency}`;
  return sql<string>`(SELECT json_array(min(amount), max(amount)) FROM (
      SELECT coalesce((${ofList}), (${own})) AS amount FROM variant
      WHERE variant.product_id = product.id AND variant.removed_at_ms IS NULL))`
    .mapWith((range: string): [number | null, number | null] => JSON.parse(range))
    .as("price_range");
}
