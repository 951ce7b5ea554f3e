import { ok, type Result, refuse } from "../kernel/result.ts";
import { composeNames } from "./compose-names.ts";
import { findAttributeFlaws } from "./find-attribute-flaws.ts";
import { findProductFlaws, type KnownReferences } from "./find-product-flaws.ts";
import type { Flaw } from "./flaw.ts";
import { inertTexts } from "./inert-texts.ts";
import type { Product, ProductFields, VariantFields, VariantIdentity } from "./product.ts";
import { publishedAt } from "./published-at.ts";
import { resolveComponents } from "./resolve-components.ts";
import { tidyProduct } from "./tidy-product.ts";

export type NewProduct = ProductFields & { readonly variants: readonly VariantFields[] };

/** The first version of a product. `identify` gives each of its variants the ids that it keeps for life. */
export function composeProduct(
  given: NewProduct,
  known: KnownReferences,
  id: string,
  identify: () => VariantIdentity,
  nowMs: number,
): Result<Product, readonly Flaw[]> {
  const fields = composeNames(inertTexts(given));
  const flaws = [...findProductFlaws(fields, known, id), ...findAttributeFlaws(fields, known.types)];
  if (flaws.length > 0) return refuse(flaws);

  const drafts = fields.variants.map((variant) => ({ ...variant, ...identify() }));
  const variants = resolveComponents(drafts, known.variants, fields.status === "archived");
  const publishedAtMs = publishedAt(null, fields, nowMs);
  const times = { publishedAtMs, createdAtMs: nowMs, updatedAtMs: nowMs };
  return ok(tidyProduct({ ...fields, variants, id, version: 1, ruled: [], ...times }));
}
