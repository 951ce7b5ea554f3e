import type * as routes from "../../../../contracts/http/admin/product-version-routes.ts";
import { problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import type { CatalogEnv } from "../../env.ts";
import { loadVersion } from "../../storage/load-version.ts";
import { showProduct } from "../product-wire.ts";
import { showEntry } from "./show-entry.ts";

/** HIS-1 What a product said in one of its versions. */
export async function getProductVersion({
  params,
  env,
}: Call<typeof routes.getProductVersion, CatalogEnv>): Promise<Reply<typeof routes.getProductVersion>> {
  const found = await loadVersion(env.DB, params.id, params.version);
  if (!found) throw problem("not_found");

  const product = { ...found.body, version: found.version, updatedAtMs: found.atMs, ruled: [] };
  return { status: 200, body: { ...showEntry(found), product: showProduct(product) } };
}
