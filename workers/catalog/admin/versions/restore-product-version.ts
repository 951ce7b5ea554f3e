import type * as routes from "../../../../contracts/http/admin/product-version-routes.ts";
import { restoreProduct } from "../../../../domain/catalog/restore-product.ts";
import { invariant } from "../../../../domain/kernel/invariant.ts";
import { etagOf } from "../../../../platform/http/etag.ts";
import { problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import type { CatalogEnv } from "../../env.ts";
import { loadProduct } from "../../storage/load-product.ts";
import { loadVersion } from "../../storage/load-version.ts";
import { changeProduct } from "../change-product.ts";
import { knownReferences } from "../known-references.ts";
import { showProduct } from "../product-wire.ts";
import { refuseFlaws } from "../refuse-flaws.ts";

/** HIS-1 Makes a product what it was in one of its versions, as a new version. */
export async function restoreProductVersion(
  call: Call<typeof routes.restoreProductVersion, CatalogEnv>,
): Promise<Reply<typeof routes.restoreProductVersion>> {
  const { actor, params, headers, env } = call;
  const old = await loadVersion(env.DB, params.id, params.version);
  if (!old) throw problem("not_found");

  const { id } = await changeProduct({
    database: env.DB,
    id: params.id,
    ifMatch: headers["if-match"],
    history: { actorId: actor.id, cause: "restore", restoredFrom: old.version },
    async decide(before, nowMs) {
      const known = await knownReferences(env.DB, old.body);
      const decided = restoreProduct(before, old.body, known, nowMs);
      if (!decided.ok) throw refuseFlaws(decided.refusal);
      return decided.value;
    },
  });

  // Components have the SKUs of today, whatever the old version called them.
  const product = await loadProduct(env.DB, id);
  invariant(product, "HIS-1 a product that was restored a moment ago is there");
  return { status: 200, body: showProduct(product), headers: { etag: etagOf(product.version) } };
}
