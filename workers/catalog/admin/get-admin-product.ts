import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { loadProduct } from "../storage/load-product.ts";
import { showProduct } from "./product-wire.ts";

/** A product of any status, as the primary has it. */
export async function getAdminProduct({
  params,
  env,
}: Call<typeof routes.getAdminProduct, CatalogEnv>): Promise<Reply<typeof routes.getAdminProduct>> {
  const product = await loadProduct(env.DB, params.id);
  if (!product) throw problem("not_found");

  return { status: 200, body: showProduct(product), headers: { etag: etagOf(product.version) } };
}
