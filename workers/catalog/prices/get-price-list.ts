import type * as routes from "../../../contracts/http/admin/price-list-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { loadPriceList } from "./load-price-list.ts";
import { showPriceList } from "./price-list-wire.ts";

export async function getPriceList({
  params,
  env,
}: Call<typeof routes.getPriceList, CatalogEnv>): Promise<Reply<typeof routes.getPriceList>> {
  const list = await loadPriceList(env.DB, composeHandle(params.handle));
  if (!list) throw problem("not_found");

  return {
    status: 200,
    body: showPriceList(list, Date.now()),
    headers: { etag: etagOf(list.version) },
  };
}
