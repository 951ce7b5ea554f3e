import type * as routes from "../../../contracts/http/admin/product-routes.ts";
import { reviseProduct } from "../../../domain/catalog/revise-product.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { changeProduct } from "./change-product.ts";
import { knownReferences } from "./known-references.ts";
import { readProductEdit, showProduct } from "./product-wire.ts";
import { refuseFlaws } from "./refuse-flaws.ts";
import { variantIdentities } from "./variant-identities.ts";

/** Makes the next version of a product, or answers with the present one when nothing would change. */
export async function editProduct(
  call: Call<typeof routes.editProduct, CatalogEnv>,
): Promise<Reply<typeof routes.editProduct>> {
  const { actor, params, headers, env } = call;
  const edit = readProductEdit(call.body);
  const identify = await variantIdentities(env.LAYOUT);

  const product = await changeProduct({
    database: env.DB,
    id: params.id,
    ifMatch: headers["if-match"],
    history: { actorId: actor.id, cause: "edit" },
    async decide(before, nowMs) {
      // Attributes that are edited are judged by the type, whoever chose that.
      const type = edit.attributes && edit.type === undefined ? before.type : edit.type;
      const known = await knownReferences(env.DB, { ...edit, ...(type === undefined ? {} : { type }) });
      const decided = reviseProduct(before, edit, known, identify, nowMs);
      if (!decided.ok) throw refuseFlaws(decided.refusal);
      return decided.value;
    },
  });

  return { status: 200, body: showProduct(product), headers: { etag: etagOf(product.version) } };
}
