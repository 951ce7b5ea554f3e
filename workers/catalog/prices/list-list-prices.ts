import { and, asc, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { variant } from "../tables.ts";
import { listPrice } from "../tables-of-prices.ts";
import { loadPriceList } from "./load-price-list.ts";
import { readPriceCursor, showPriceCursor } from "./price-cursor.ts";

/** The prices of a list by variant and quantity, those of removed variants among them. */
export async function listListPrices({
  params,
  query,
  env,
}: Call<typeof routes.listListPrices, CatalogEnv>): Promise<Reply<typeof routes.listListPrices>> {
  const after = readPriceCursor(query.cursor);
  const list = await loadPriceList(env.DB, composeHandle(params.handle));
  if (!list) throw problem("not_found");

  const rows = await drizzle(env.DB)
    .select({
      sku: variant.sku,
      variantId: listPrice.variantId,
      minQuantity: listPrice.minQuantity,
      amount: listPrice.amount,
      compareAt: listPrice.compareAt,
    })
    .from(listPrice)
    .innerJoin(variant, eq(variant.id, listPrice.variantId))
    .where(
      and(
        eq(listPrice.listId, list.id),
        query.sku === undefined ? undefined : eq(variant.sku, query.sku),
        after
          ? sql`(${listPrice.variantId}, ${listPrice.minQuantity}) > (${after.variantId}, ${after.minQuantity})`
          : undefined,
      ),
    )
    .orderBy(asc(listPrice.variantId), asc(listPrice.minQuantity))
    .limit(query.limit + 1);

  const page = rows.slice(0, query.limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    status: 200,
    body: {
      data: page.map(({ variantId, minQuantity, compareAt, ...row }) => ({
        ...row,
        variant_id: variantId,
        min_quantity: minQuantity,
        compare_at: compareAt,
      })),
      next_cursor: last ? showPriceCursor(last) : null,
    },
  };
}
