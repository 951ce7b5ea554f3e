import {
  type DescribeVariants,
  type VariantFacts,
  VariantFactsList,
} from "../../../contracts/rpc/catalog.ts";
import type { CartRef } from "../../../contracts/rpc/orders.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";

type Wanted = { variantId: string; pointer: string };
type Birth = Pick<CartRef["birth"], "currency" | "reader">;

/** What shoppers are told of these variants, by id; a 409 that names each one that is not for sale. */
export async function describeVariants(
  env: CheckoutEnv,
  wanted: readonly Wanted[],
  birth: Birth,
): Promise<Map<string, VariantFacts>> {
  const ids = wanted.map(({ variantId }) => variantId);
  const known = await lookUpVariants(env, ids, birth, "recent");
  const missing = wanted.filter(({ variantId }) => !known.has(variantId));
  if (missing.length > 0) throw notForSale(missing, birth);
  return known;
}

/** Those of the variants that are for sale. */
export async function lookUpVariants(
  env: CheckoutEnv,
  variantIds: readonly string[],
  { currency, reader }: Birth,
  freshness: DescribeVariants["freshness"],
): Promise<Map<string, VariantFacts>> {
  const ids = [...new Set(variantIds)];
  const ask = { variantIds: ids, currency, freshness, ...(reader ? { reader } : {}) };
  const facts = VariantFactsList.parse(ids.length === 0 ? [] : await env.CATALOG_RPC.describeVariants(ask));
  return new Map(facts.map((variant) => [variant.variantId, variant]));
}

export function notForSale(
  missing: readonly { pointer: string }[],
  { currency }: Pick<Birth, "currency">,
): ProblemError {
  return problem("variant_unavailable", {
    errors: missing.map(({ pointer }) => ({ pointer, detail: `is not for sale in ${currency}` })),
  });
}
