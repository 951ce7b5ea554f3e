import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { archiveProduct } from "../../../domain/catalog/archive-product.ts";
import { etagOf, ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { loadProduct } from "../storage/load-product.ts";
import { commitProduct } from "./commit-product.ts";
import { showProduct } from "./product-wire.ts";
import { untilCommitted } from "./until-committed.ts";

/** Archives a product: it is hidden and its handle and SKUs are free, but nothing of it is lost. */
export async function deleteProduct(
  call: Call<typeof routes.deleteProduct, CatalogEnv>,
): Promise<Reply<typeof routes.deleteProduct>> {
  const { actor, params, headers, env } = call;

  const product = await untilCommitted(async () => {
    const before = await loadProduct(env.DB, params.id);
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(headers["if-match"], before.version)) throw problem("version_mismatch");

    const after = archiveProduct(before, Date.now());
    if (after === before) return before;

    const outcome = await commitProduct({ database: env.DB, before, after, actorId: actor.id });
    return outcome === "committed" ? after : null;
  });

  return { status: 200, body: showProduct(product), headers: { etag: etagOf(product.version) } };
}
