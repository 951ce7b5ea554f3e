import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { type Availability, availabilityOf, type StockPart } from "../../../domain/catalog/availability.ts";
import { SCARCEST_FIRST, type Signal } from "../../../domain/inventory/signal.ts";
import { shownIn } from "../reads/shown-in.ts";
import { availability, variantPart } from "../tables-of-stock.ts";

/** What the variants of products are made of, and what is known of that stock. `chosen` is a subquery of product ids. */
export function stockOfProductsQuery(db: DrizzleD1Database, chosen: SQL) {
  return stockQuery(db).where(inArray(variantPart.productId, chosen));
}

/** The same of these variants, as far as shoppers of this sales channel see them. */
export function stockOfVariantsQuery(db: DrizzleD1Database, variantIds: readonly string[], channel: string) {
  return stockQuery(db).where(
    and(
      inArray(variantPart.variantId, sql`(SELECT value FROM json_each(${JSON.stringify(variantIds)}))`),
      sql`EXISTS (SELECT 1 FROM product WHERE product.id = variant_part.product_id AND ${shownIn(channel)})`,
    ),
  );
}

function stockQuery(db: DrizzleD1Database) {
  return db
    .select({
      variantId: variantPart.variantId,
      productId: variantPart.productId,
      takes: variantPart.takes,
      isGone: variantPart.isGone,
      version: sql<number | null>`availability.version`.as("stock_version"),
      signal: availability.signal,
      units: availability.units,
      availableFromMs: availability.availableFromMs,
    })
    .from(variantPart)
    .leftJoin(availability, eq(availability.itemId, variantPart.itemId));
}

type StockRow = Awaited<ReturnType<typeof stockOfProductsQuery>>[number];

/** AVL-1 The availability of each variant, by its id. */
export function assembleAvailability(
  rows: readonly StockRow[],
  showsUnits: boolean,
): (variantId: string) => Availability {
  const parts = Map.groupBy(rows, ({ variantId }) => variantId);
  return (variantId) => availabilityOf((parts.get(variantId) ?? []).map(partOf), showsUnits);
}

/**
 * Names the state of stock that a product is shown in: the versions of all that it is made of, added up. They only rise,
 * and of what it is made only another version of the product changes anything, so no two states have one name.
 */
export function stockStateOf(rows: readonly StockRow[]): number {
  return rows.reduce((sum, { version }) => sum + (version ?? 0), 0);
}

/** The same as a column of a query over products. */
export const STOCK_STATE = sql<number>`(
  SELECT coalesce(sum(availability.version), 0) FROM variant_part
  JOIN availability ON availability.item_id = variant_part.item_id
  WHERE variant_part.product_id = product.id)`.as("stock_state");

/** The best of a product's variants, each as scarce as its scarcest part: a column of a query over products. */
export const BEST_SIGNAL = sql<number>`(
  SELECT coalesce(max(rank), 0) FROM (
    SELECT min(CASE WHEN is_gone THEN 0 ELSE CASE coalesce(availability.signal, 'out') ${ranks()} END END) AS rank
    FROM variant_part
    LEFT JOIN availability ON availability.item_id = variant_part.item_id
    WHERE variant_part.product_id = product.id GROUP BY variant_part.variant_id))`
  .mapWith((rank: number): Signal => SCARCEST_FIRST[rank] ?? "out")
  .as("best_signal");

function ranks(): SQL {
  return sql.raw(SCARCEST_FIRST.map((signal, rank) => `WHEN '${signal}' THEN ${rank}`).join(" "));
}

/** What can't be had any more is as good as never stocked, whatever lies there. */
function partOf({ takes, isGone, signal, units, availableFromMs }: StockRow): StockPart {
  return { units: takes, stock: isGone || signal === null ? null : { signal, units, availableFromMs } };
}
