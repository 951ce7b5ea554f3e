import type { Flaw } from "./flaw.ts";
import { type DraftVariant, isBundle, type Variant } from "./product.ts";

/**
 * CAT-7 A variant is a bundle for life, or never. So what is on the shelf under its own item is never forgotten, and a
 * component that was checked once can't become a bundle behind the back of those that contain it. Nor does an edit take
 * away a variant that another one of the same product is made of.
 */
export function findKindFlaws(present: readonly Variant[], edited: readonly DraftVariant[]): Flaw[] {
  const earlier = new Map(present.map((variant) => [variant.id, variant]));
  const kept = new Set(edited.map(({ id }) => id));
  return edited.flatMap((variant, index) => {
    const at = ["variants", index, "components"];
    const before = earlier.get(variant.id);
    if (before && isBundle(before) !== isBundle(variant)) {
      return [{ at, detail: isBundle(before) ? STAYS_BUNDLE : STAYS_PLAIN }];
    }
    const gone = variant.components.find(
      (component) =>
        "variantId" in component && earlier.has(component.variantId) && !kept.has(component.variantId),
    );
    return gone ? [{ at, detail: `holds "${gone.sku}", which this edit removes` }] : [];
  });
}

const STAYS_BUNDLE =
  "is a bundle for good: to sell the same under its own stock, remove this variant and add another";
const STAYS_PLAIN =
  "is stocked itself and can't become a bundle: add the bundle as another variant, under an SKU of its own";
