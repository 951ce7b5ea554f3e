import { eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Product } from "../../../domain/catalog/product.ts";
import { choosePrice, type PriceCandidate } from "../../../domain/pricing/choose-price.ts";
import type { ProductFacts } from "../../../domain/search/document.ts";
import { type PriceAudience, priceClasses, shelfOf } from "../../../domain/search/price-classes.ts";
import { isLive } from "../prices/prices-of-shelf.ts";
import { variant } from "../tables.ts";
import { listPrice, priceList } from "../tables-of-prices.ts";

/** For whom there are live lists: each audience once. */
export async function loadAudiences(database: D1Database): Promise<PriceAudience[]> {
  return drizzle(database)
    .selectDistinct({
      currency: priceList.currency,
      priceGroup: priceList.priceGroup,
      market: priceList.market,
      channel: priceList.channel,
    })
    .from(priceList)
    .where(isLive)
    .orderBy(priceList.currency, priceList.priceGroup, priceList.market, priceList.channel);
}

/** What live lists ask for single units of the variants of products. `chosen` is a subquery of ids. */
export function liveListPricesQuery(db: ReturnType<typeof drizzle>, chosen: ReturnType<typeof sql>) {
  return db
    .select({
      variantId: listPrice.variantId,
      amount: listPrice.amount,
      handle: priceList.handle,
      priority: priceList.priority,
      currency: priceList.currency,
      priceGroup: priceList.priceGroup,
      market: priceList.market,
      channel: priceList.channel,
    })
    .from(variant)
    .innerJoin(listPrice, eq(listPrice.variantId, variant.id))
    .innerJoin(priceList, eq(priceList.id, listPrice.listId))
    .where(sql`${inArray(variant.productId, chosen)} AND ${variant.removedAtMs} IS NULL
      AND ${listPrice.minQuantity} = 1 AND ${isLive}`);
}

type ListRow = Awaited<ReturnType<typeof liveListPricesQuery>>[number];

/**
 * SRC-12 The lowest and the highest price on each shelf, as cards show them: the variants' own in each currency, and for
 * each class of readers what the one choice of prices gives them, where some list has this product.
 */
export function pricesOf(
  found: Product,
  rows: ReadonlyMap<string, readonly ListRow[]>,
  audiences: readonly PriceAudience[],
): ProductFacts["prices"] {
  const own = Map.groupBy(
    found.variants.flatMap(({ prices }) => prices),
    ({ currency }) => currency,
  );
  const listed = found.variants.flatMap(({ id }) => rows.get(id) ?? []);
  const classes = priceClasses(audiences).filter(({ currency }) =>
    listed.some((row) => row.currency === currency),
  );
  return [
    ...[...own].map(([shelf, prices]) =>
      range(
        shelf,
        prices.map(({ amount }) => amount),
      ),
    ),
    ...classes.map((reader) =>
      range(
        shelfOf(reader),
        found.variants.flatMap(({ id, prices }) => {
          const candidates = [...prices.map(ownCandidate), ...(rows.get(id) ?? []).map(listCandidate)];
          // No shop has a channel without a name: such a reader is in no list that names one.
          const ask = { ...reader, channel: reader.channel ?? "", quantity: 1, nowMs: 0 };
          return choosePrice(candidates, ask).chosen?.amount ?? [];
        }),
      ),
    ),
  ].filter(({ low }) => Number.isFinite(low));
}

function range(shelf: string, amounts: readonly number[]) {
  return { shelf, low: Math.min(...amounts), high: Math.max(...amounts) };
}

function ownCandidate({ amount, currency }: { amount: number; currency: string }): PriceCandidate {
  return { list: null, currency, minQuantity: 1, amount, compareAt: null };
}

/** The database says that the list is live. */
function listCandidate({ amount, currency, variantId: _, ...list }: ListRow): PriceCandidate {
  const always = { startsAtMs: null, endsAtMs: null, status: "active", pricesIncludeTax: null } as const;
  return { list: { ...list, ...always, currency }, currency, minQuantity: 1, amount, compareAt: null };
}
