import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { archiveProduct } from "../../../domain/catalog/archive-product.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { changeProduct } from "./change-product.ts";
import { showProduct } from "./product-wire.ts";

/** Archives a product: it is hidden and its handle and SKUs are free, but nothing of it is lost. */
export async function deleteProduct(
  call: Call<typeof routes.deleteProduct, CatalogEnv>,
): Promise<Reply<typeof routes.deleteProduct>> {
  const { actor, params, headers, env } = call;

  const product = await changeProduct({
    database: env.DB,
    id: params.id,
    ifMatch: headers["if-match"],
    history: { actorId: actor.id, cause: "edit" },
    decide: async (before, nowMs) => archiveProduct(before, nowMs),
  });

  return { status: 200, body: showProduct(product), headers: { etag: etagOf(product.version) } };
}
