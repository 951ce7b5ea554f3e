import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { revisePriceList } from "../../../domain/pricing/revise-price-list.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { changePriceList } from "./change-price-list.ts";

/** Ends a price list; it keeps its prices, and can be brought back. */
export async function archivePriceList({
  actor,
  params,
  headers,
  env,
}: Call<typeof routes.archivePriceList, CatalogEnv>): Promise<Reply<typeof routes.archivePriceList>> {
  return changePriceList({
    database: env.DB,
    handle: composeHandle(params.handle),
    ifMatch: headers["if-match"],
    actorId: actor.id,
    decide: (before, known, nowMs) => revisePriceList(before, { status: "archived" }, known, nowMs),
  });
}
