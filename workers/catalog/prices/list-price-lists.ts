import { and, desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { olderThan } from "../../../platform/d1/older-than.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readTimeCursor, showTimeCursor } from "../../../platform/http/time-cursor.ts";
import type { CatalogEnv } from "../env.ts";
import { priceList } from "../tables-of-prices.ts";
import { toPriceList } from "./load-price-list.ts";
import { showPriceList } from "./price-list-wire.ts";

/** Price lists of every status, newest first, as the primary has them. */
export async function listPriceLists({
  query,
  env,
}: Call<typeof routes.listPriceLists, CatalogEnv>): Promise<Reply<typeof routes.listPriceLists>> {
  const after = readTimeCursor(query.cursor);

  const rows = await drizzle(env.DB)
    .select()
    .from(priceList)
    .where(
      and(
        query.status === undefined ? undefined : eq(priceList.status, query.status),
        olderThan(priceList.createdAtMs, priceList.id, after),
      ),
    )
    .orderBy(desc(priceList.createdAtMs), desc(priceList.id))
    .limit(query.limit + 1);

  const page = rows.slice(0, query.limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const nowMs = Date.now();
  return {
    status: 200,
    body: {
      data: page.map((row) => showPriceList(toPriceList(row), nowMs)),
      next_cursor: last ? showTimeCursor(last.createdAtMs, last.id) : null,
    },
  };
}
