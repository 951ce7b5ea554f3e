import type { VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { VariantFactsList } from "../../../contracts/rpc/catalog.ts";
import type { CartRef } from "../../../contracts/rpc/orders.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";

type Wanted = { variantId: string; pointer: string };

/** What the catalog says of these variants, by id; a 409 that names each one that is not for sale. */
export async function describeVariants(
  env: CheckoutEnv,
  wanted: readonly Wanted[],
  { currency, reader }: Pick<CartRef["birth"], "currency" | "reader">,
  freshness: "exact" | "recent",
): Promise<Map<string, VariantFacts>> {
  const ids = [...new Set(wanted.map(({ variantId }) => variantId))];
  const ask = { variantIds: ids, currency, freshness, ...(reader ? { reader } : {}) };
  const facts = VariantFactsList.parse(ids.length === 0 ? [] : await env.CATALOG_RPC.describeVariants(ask));
  const known = new Map(facts.map((variant) => [variant.variantId, variant]));
  const missing = wanted.filter(({ variantId }) => !known.has(variantId));
  if (missing.length > 0) {
    throw problem("variant_unavailable", {
      errors: missing.map(({ pointer }) => ({ pointer, detail: `is not for sale in ${currency}` })),
    });
  }
  return known;
}
