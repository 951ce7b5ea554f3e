import { type Flaw, findRepeats } from "./flaw.ts";
import { isBundle, type VariantFields } from "./product.ts";

/** Variants of other products, by the SKU that they have now. */
export type KnownVariants = ReadonlyMap<string, { readonly variantId: string; readonly isBundle: boolean }>;

type Fields = Pick<VariantFields, "sku" | "components">;

/**
 * CAT-7 A bundle is made of things that are stocked: of variants that exist, not of itself, and not of other bundles.
 * Variants of the same product are meant by the SKUs that they will have; what was found earlier stays found.
 */
export function findComponentFlaws(variants: readonly Fields[], others: KnownVariants): Flaw[] {
  const siblings = new Map(variants.map((variant) => [variant.sku, isBundle(variant)]));
  return variants.flatMap((variant, index) => {
    const placeOf = (component: number) => ["variants", index, "components", component, "sku"];
    const wrong = variant.components.flatMap((component, place) => {
      if ("variantId" in component) return [];
      if (component.sku === variant.sku) return [{ at: placeOf(place), detail: "is this variant itself" }];
      const isOfBundle = siblings.get(component.sku) ?? others.get(component.sku)?.isBundle;
      if (isOfBundle === undefined)
        return [{ at: placeOf(place), detail: `no variant has the SKU "${component.sku}"` }];
      return isOfBundle ? [{ at: placeOf(place), detail: NESTED }] : [];
    });
    const repeated = findRepeats(variant.components, identityOf, placeOf, REPEATED);
    return [...wrong, ...repeated];
  });
}

function identityOf(component: VariantFields["components"][number]): string {
  return "variantId" in component ? component.variantId : component.sku;
}

const NESTED = "is a bundle itself: name what that one is made of";
const REPEATED = "is listed twice: say so by its quantity";
