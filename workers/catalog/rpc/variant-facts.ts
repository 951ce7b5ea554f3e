import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { VariantFacts } from "../../../contracts/rpc/catalog.ts";
import type { PriceCandidate } from "../../../domain/pricing/choose-price.ts";
import { keepSteps } from "../../../domain/pricing/kept-steps.ts";
import { priceSteps } from "../../../domain/pricing/price-steps.ts";
import { isFor, isLive, type PriceReader } from "../prices/prices-of-shelf.ts";
import { price, product, variant } from "../tables.ts";

type Components = NonNullable<VariantFacts["components"]>;

const PARTS_OF_BUNDLE = sql`bundle_component JOIN variant AS part ON part.id = bundle_component.component_id
  WHERE bundle_component.bundle_id = variant.id`;

export type FactsAsk = {
  variantIds: readonly string[];
  reader: PriceReader;
  /** A condition on `product`: who counts as shown (reads/shown-in.ts). */
  shown: SQL;
  /** Null: which price lists are in force is as of the last turn that was applied, as in what shoppers are shown. */
  nowMs: number | null;
};

/**
 * One query for all: the variants among these that are shown, with every price that they might have. CAT-7 A bundle is
 * one of them only while each of its components can still be had.
 */
export function variantFactsQuery(db: DrizzleD1Database, { variantIds, reader, shown, nowMs }: FactsAsk) {
  return db
    .select({
      variantId: sql<string>`variant.id`.as("variant_id"),
      productId: sql<string>`product.id`.as("product_id"),
      productHandle: product.handle,
      productTitle: sql<string>`product.title`.as("product_title"),
      variantTitle: sql<string>`variant.title`.as("variant_title"),
      sku: variant.sku,
      itemId: variant.itemId,
      amount: price.amount,
      compareAt: price.compareAt,
      listed: sql<string | null>`(SELECT json_group_array(json_object('minQuantity', list_price.min_quantity,
          'amount', list_price.amount, 'compareAt', list_price.compare_at, 'handle', price_list.handle,
          'priority', price_list.priority, 'includesTax', price_list.prices_include_tax,
          'startsAtMs', price_list.starts_at_ms, 'endsAtMs', price_list.ends_at_ms))
        FROM list_price JOIN price_list ON price_list.id = list_price.list_id
        WHERE list_price.variant_id = variant.id AND ${isFor(reader)} ${nowMs === null ? sql`AND ${isLive}` : sql``})`
        .mapWith((listed: string): Listed[] => JSON.parse(listed))
        .as("listed"),
      taxCategory: variant.taxCategory,
      requiresShipping: variant.requiresShipping,
      components: sql<string>`(SELECT json_group_array(json_object('itemId', part.item_id,
          'units', bundle_component.quantity)) FROM ${PARTS_OF_BUNDLE})`
        .mapWith((components: string): Components => JSON.parse(components))
        .as("components"),
      untilMs: sql<number | null>`${nextTurn(reader, nowMs)}`.as("until_ms"),
    })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .leftJoin(price, and(eq(price.variantId, variant.id), eq(price.currency, reader.currency)))
    .where(
      and(
        inArray(variant.id, sql`(SELECT value FROM json_each(${JSON.stringify(variantIds)}))`),
        isNull(variant.removedAtMs),
        shown,
        sql`NOT EXISTS (SELECT 1 FROM ${PARTS_OF_BUNDLE} AND part.claims_sku = 0)`,
      ),
    );
}

/**
 * PRC-10 When the product, or a list for this reader, next shows differently by itself. Any list: of a price that is put into
 * one which has not begun the change feed tells nobody, since it shows nowhere (prices/list-price-writes.ts). Lists stand in
 * a subquery of their own, which is asked once for all variants.
 */
function nextTurn(reader: PriceReader, nowMs: number | null): SQL {
  const isComing = sql`turn.at_ms > ${nowMs ?? 0}`;
  return sql`(SELECT min(at_ms) FROM (
    SELECT turn.at_ms FROM turn WHERE turn.kind = 'product' AND turn.entity_id = product.id AND ${isComing}
    UNION ALL SELECT (SELECT min(turn.at_ms) FROM turn JOIN price_list ON price_list.id = turn.entity_id
      WHERE turn.kind = 'price_list' AND ${isComing} AND ${isFor(reader)})))`;
}

type Listed = {
  minQuantity: number;
  amount: number;
  compareAt: number | null;
  handle: string;
  priority: number;
  includesTax: 0 | 1 | null;
  startsAtMs: number | null;
  endsAtMs: number | null;
};
type Row = Awaited<ReturnType<typeof variantFactsQuery>>[number];

/** PRC-3 Null for a variant that has no price, whatever the quantity. */
export function toVariantFacts(
  row: Row,
  { reader, nowMs }: FactsAsk,
  { atMs, seq }: { atMs: number; seq: number },
): VariantFacts | null {
  const { amount, compareAt, listed, components, untilMs, ...described } = row;
  const steps = priceSteps(candidatesOf(row, reader, nowMs), { ...reader, nowMs: nowMs ?? 0 });
  const [first] = steps;
  if (!first) return null;
  const kept = keepSteps(steps);
  return {
    ...described,
    unitPrice: { amount: first.amount, currency: reader.currency },
    ...(kept.length === 0 ? {} : { priceSteps: kept }),
    ...(components.length === 0 ? {} : { components }),
    asOf: { atMs, seq, ...(untilMs === null ? {} : { untilMs }) },
  };
}

function candidatesOf(
  { amount, compareAt, listed }: Row,
  { currency, channel, market, priceGroup }: PriceReader,
  nowMs: number | null,
): PriceCandidate[] {
  const own: PriceCandidate[] =
    amount === null ? [] : [{ list: null, currency, minQuantity: 1, amount, compareAt }];
  return [
    ...own,
    ...(listed ?? []).map(({ includesTax, handle, priority, startsAtMs, endsAtMs, ...row }) => ({
      list: {
        handle,
        priority,
        currency,
        channel,
        market,
        priceGroup,
        // The database has seen to it that the list is in force, unless it is the clock's to say.
        startsAtMs: nowMs === null ? null : startsAtMs,
        endsAtMs: nowMs === null ? null : endsAtMs,
        status: "active" as const,
        pricesIncludeTax: includesTax === null ? null : includesTax === 1,
      },
      currency,
      ...row,
    })),
  ];
}
