import { ok, type Result, refuse } from "../kernel/result.ts";
import { findProductFlaws, type KnownReferences } from "./find-product-flaws.ts";
import type { Flaw } from "./flaw.ts";
import type { Product, ProductFields, VariantFields, VariantIdentity } from "./product.ts";

export type NewProduct = ProductFields & { readonly variants: readonly VariantFields[] };

/** The first version of a product. `identify` gives each of its variants the ids that it keeps for life. */
export function createProduct(
  fields: NewProduct,
  known: KnownReferences,
  id: string,
  identify: () => VariantIdentity,
  nowMs: number,
): Result<Product, readonly Flaw[]> {
  const flaws = findProductFlaws(fields, known);
  if (flaws.length > 0) return refuse(flaws);

  return ok({
    ...fields,
    id,
    version: 1,
    variants: fields.variants.map((variant) => ({ ...variant, ...identify() })),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  });
}
