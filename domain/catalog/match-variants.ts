import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Flaw } from "./flaw.ts";
import type { DraftVariant, Variant, VariantFields, VariantIdentity } from "./product.ts";

/** A variant as an edit names it: by its id, else by the SKU that it has now, else a new one. What is left out stays. */
export type EditedVariant = Pick<VariantFields, "sku" | "title" | "prices"> &
  Partial<VariantFields> & { readonly id?: string };

/** What a new variant is where nobody says otherwise. */
const UNSAID = {
  options: {},
  taxCategory: "standard",
  isDigital: false,
  weightGrams: 0,
  dimensions: null,
  customs: null,
  barcode: null,
  externalId: null,
  mediaId: null,
  metadata: {},
  components: [],
};

/**
 * CAT-2 A variant keeps its id and inventory item whatever else of it changes, and no other variant ever gets them.
 * Ids are matched before SKUs, so that renaming one variant and giving its old SKU to a new one works.
 */
export function matchVariants(
  present: readonly Variant[],
  edited: readonly EditedVariant[],
  identify: () => VariantIdentity,
): Result<readonly DraftVariant[], readonly Flaw[]> {
  const unclaimed = new Map(present.map((variant) => [variant.id, variant]));
  const flaws: Flaw[] = [];
  const byId = edited.map((variant, index) => {
    if (variant.id === undefined) return null;
    const match = unclaimed.get(variant.id) ?? null;
    if (!match) flaws.push({ at: ["variants", index, "id"], detail: describeUnmatched(present, variant.id) });
    unclaimed.delete(variant.id);
    return match;
  });
  if (flaws.length > 0) return refuse(flaws);

  const bySku = new Map([...unclaimed.values()].map((variant) => [variant.sku, variant]));
  return ok(
    edited.map(({ id: _, ...fields }, index) => {
      const match = byId[index] ?? bySku.get(fields.sku);
      bySku.delete(fields.sku);
      // Whoever makes a digital good out of what was shipped need not say that it no longer is.
      const shipping = fields.isDigital === true ? { requiresShipping: false } : {};
      return { ...(match ?? { ...UNSAID, requiresShipping: true, ...identify() }), ...shipping, ...fields };
    }),
  );
}

function describeUnmatched(present: readonly Variant[], id: string): string {
  return present.some((variant) => variant.id === id) ? "is named twice" : "is not a variant of this product";
}
