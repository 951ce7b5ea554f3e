import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { revisePriceList } from "../../../domain/pricing/revise-price-list.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { changePriceList } from "./change-price-list.ts";
import { readPriceListEdit } from "./price-list-wire.ts";

/** Makes the next version of a price list, or answers with the present one when nothing would change. */
export async function editPriceList({
  actor,
  params,
  headers,
  body,
  env,
}: Call<typeof routes.editPriceList, CatalogEnv>): Promise<Reply<typeof routes.editPriceList>> {
  const edit = readPriceListEdit(body);

  return changePriceList({
    database: env.DB,
    handle: composeHandle(params.handle),
    ifMatch: headers["if-match"],
    actorId: actor.id,
    decide: (before, known, nowMs) => revisePriceList(before, edit, known, nowMs),
  });
}
