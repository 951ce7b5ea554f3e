import { and, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { findListPriceFlaws, type SentPrice } from "../../../domain/pricing/find-list-price-flaws.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { refuseFlaws } from "../admin/refuse-flaws.ts";
import { untilCommitted } from "../admin/until-committed.ts";
import type { CatalogEnv } from "../env.ts";
import { variant } from "../tables.ts";
import { listPrice } from "../tables-of-prices.ts";
import { crowdsWith, IS_CROWDED, putPricesWrites } from "./list-price-writes.ts";
import { loadPriceList } from "./load-price-list.ts";

/** PRC-8 Puts up to 500 prices into a list, all or none; the same again changes nothing. */
export async function putListPrices({
  actor,
  body,
  params,
  env,
}: Call<typeof routes.putListPrices, CatalogEnv>): Promise<Reply<typeof routes.putListPrices>> {
  const prices = body.prices.map(
    ({ min_quantity: minQuantity, compare_at: compareAt, ...price }): SentPrice => ({
      ...price,
      minQuantity,
      compareAt,
    }),
  );

  const changed = await untilCommitted(async () => {
    const list = await loadPriceList(env.DB, composeHandle(params.handle));
    if (!list) throw problem("not_found");
    const { skus, crowds, present } = await loadAround(env.DB, prices, list.id);

    const flaws = findListPriceFlaws(prices, skus, crowds);
    if (flaws.length > 0) throw refuseFlaws(flaws);
    const different = prices.filter((price) => present.get(placeOf(price)) !== amountsOf(price));
    if (different.length === 0) return 0;

    const edit = { listId: list.id, actorId: actor.id, atMs: Date.now() };
    const outcome = await commitTogether(env.DB, putPricesWrites(prices, edit));
    return outcome.kind === "committed" ? different.length : null;
  });

  return { status: 200, body: { prices: prices.length, changed } };
}

/** What decides whether these prices can be stored, and what of them is there already; one batch. */
async function loadAround(database: D1Database, prices: readonly SentPrice[], listId: string) {
  const db = drizzle(database);
  const sent = sql`(SELECT value FROM json_each(${JSON.stringify(prices.map(({ sku }) => sku))}))`;
  const claimed = and(eq(variant.claimsSku, true), inArray(variant.sku, sent));
  const [variants, rows, crowds] = await db.batch([
    db.select({ sku: variant.sku }).from(variant).where(claimed),
    db
      .select({
        sku: variant.sku,
        minQuantity: listPrice.minQuantity,
        amount: listPrice.amount,
        compareAt: listPrice.compareAt,
      })
      .from(variant)
      .innerJoin(listPrice, and(eq(listPrice.variantId, variant.id), eq(listPrice.listId, listId)))
      .where(claimed),
    db
      .select({
        sku: variant.sku,
        tiers: sql<number>`crowd.tiers`.as("tiers"),
        quantities: sql<number>`crowd.quantities`.as("quantities"),
        rows: sql<number>`crowd.rows_in_all`.as("rows_in_all"),
      })
      .from(variant)
      .innerJoin(sql`${crowdsWith(prices, listId)} AS crowd`, sql`crowd.variant_id = variant.id`)
      .where(IS_CROWDED),
  ]);
  return {
    skus: new Set(variants.map(({ sku }) => sku)),
    crowds,
    present: new Map(rows.map((row) => [placeOf(row), amountsOf(row)])),
  };
}

function placeOf({ sku, minQuantity }: Pick<SentPrice, "sku" | "minQuantity">): string {
  return `${sku} ${minQuantity}`;
}

function amountsOf({ amount, compareAt }: Pick<SentPrice, "amount" | "compareAt">): string {
  return `${amount} ${compareAt}`;
}
