import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { reviseProduct } from "../../../domain/catalog/revise-product.ts";
import { etagOf, ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { loadProduct } from "../storage/load-product.ts";
import { commitProduct } from "./commit-product.ts";
import { knownReferences } from "./known-references.ts";
import { readProductEdit, showProduct } from "./product-wire.ts";
import { refuseFlaws } from "./refuse-flaws.ts";
import { untilCommitted } from "./until-committed.ts";
import { variantIdentities } from "./variant-identities.ts";

/** Makes the next version of a product, or answers with the present one when nothing would change. */
export async function editProduct(
  call: Call<typeof routes.editProduct, CatalogEnv>,
): Promise<Reply<typeof routes.editProduct>> {
  const { actor, params, headers, env } = call;
  const edit = readProductEdit(call.body);
  const known = await knownReferences(env.DB, edit);
  const identify = await variantIdentities(env.LAYOUT);

  const product = await untilCommitted(async () => {
    const before = await loadProduct(env.DB, params.id);
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(headers["if-match"], before.version)) throw problem("version_mismatch");

    const decided = reviseProduct(before, edit, known, identify, Date.now());
    if (!decided.ok) throw refuseFlaws(decided.refusal);
    const after = decided.value;
    if (after === before) return before;

    const outcome = await commitProduct({ database: env.DB, before, after, actorId: actor.id });
    return outcome === "committed" ? after : null;
  });

  return { status: 200, body: showProduct(product), headers: { etag: etagOf(product.version) } };
}
