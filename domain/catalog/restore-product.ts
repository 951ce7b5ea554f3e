import type { Result } from "../kernel/result.ts";
import type { KnownReferences } from "./find-product-flaws.ts";
import type { Flaw } from "./flaw.ts";
import type { Product } from "./product.ts";
import { decideRevision } from "./revise-product.ts";
import type { StoredVersion } from "./stored-version.ts";

/**
 * HIS-1 The version that says again what an old one said: with the variants that it had, under their own ids. It has to make
 * sense today, as any edit: what it refers to may be gone. `product` itself when that is how it is.
 */
export function restoreProduct(
  product: Product,
  old: StoredVersion,
  known: KnownReferences,
  nowMs: number,
): Result<Product, readonly Flaw[]> {
  const { id: _, version: __, createdAtMs, updatedAtMs, publishedAtMs, variants, ...fields } = old;
  return decideRevision(product, fields, variants, known, nowMs, true);
}
