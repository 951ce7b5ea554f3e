import { invariant } from "../kernel/invariant.ts";
import type { KnownVariants } from "./find-component-flaws.ts";
import type { Component, DraftVariant, NamedComponent, Variant } from "./product.ts";

/**
 * CAT-7 From here on a component is the variant that was meant, whatever SKU it will have. One of the same product can be had
 * unless that is archived (`isArchived`). Takes sound drafts alone.
 */
export function resolveComponents(
  drafts: readonly DraftVariant[],
  others: KnownVariants,
  isArchived: boolean,
): Variant[] {
  const skuOf = new Map(drafts.map(({ id, sku }) => [id, sku]));
  const siblings = new Map(drafts.map(({ id, sku }) => [sku, id]));
  const resolve = (component: NamedComponent | Component): Component => {
    if ("variantId" in component) {
      const sku = skuOf.get(component.variantId);
      return sku === undefined ? component : { ...component, sku, isArchived };
    }
    const { sku, quantity } = component;
    const sibling = siblings.get(sku);
    const variantId = sibling ?? others.get(sku)?.variantId;
    invariant(variantId, `CAT-7 the component "${sku}" was found a moment ago`);
    return { variantId, sku, quantity, isArchived: sibling !== undefined && isArchived };
  };
  return drafts.map((draft) => ({ ...draft, components: draft.components.map(resolve) }));
}
