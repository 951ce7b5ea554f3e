import { count, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { untilCommitted } from "../admin/until-committed.ts";
import type { CatalogEnv } from "../env.ts";
import { listPrice } from "../tables-of-prices.ts";
import { removePricesWrites } from "./list-price-writes.ts";
import { loadPriceList } from "./load-price-list.ts";

/** Takes a variant's prices out of a list: of whoever has or ever had the SKU, so that nothing stays behind unseen. */
export async function deleteListPrices({
  actor,
  params,
  query,
  env,
}: Call<typeof routes.deleteListPrices, CatalogEnv>): Promise<Reply<typeof routes.deleteListPrices>> {
  const list = await loadPriceList(env.DB, composeHandle(params.handle));
  if (!list) throw problem("not_found");
  const prices = pricesOf(params.sku, query.min_quantity);

  const removed = await untilCommitted(async () => {
    const present = await countPrices(env.DB, list.id, prices);
    if (present === 0) return 0;

    const edit = { listId: list.id, actorId: actor.id, atMs: Date.now() };
    const outcome = await commitTogether(env.DB, removePricesWrites(prices, present, edit));
    return outcome.kind === "committed" ? present : null;
  });

  return { status: 200, body: { removed } };
}

function pricesOf(sku: string, minQuantity: number | undefined): SQL {
  const variants = sql`list_price.variant_id IN (SELECT named.id FROM variant AS named WHERE named.sku = ${sku})`;
  return minQuantity === undefined ? variants : sql`${variants} AND list_price.min_quantity = ${minQuantity}`;
}

async function countPrices(database: D1Database, listId: string, prices: SQL): Promise<number> {
  const [found] = await drizzle(database)
    .select({ n: count() })
    .from(listPrice)
    .where(sql`list_price.list_id = ${listId} AND ${prices}`);
  return found?.n ?? 0;
}
