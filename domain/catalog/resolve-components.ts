import { invariant } from "../kernel/invariant.ts";
import type { KnownVariants } from "./find-component-flaws.ts";
import type { Component, DraftVariant, NamedComponent, Variant } from "./product.ts";

/** CAT-7 From here on a component is the variant that was meant, whatever SKU it will have. Takes sound drafts alone. */
export function resolveComponents(drafts: readonly DraftVariant[], others: KnownVariants): Variant[] {
  const skuOf = new Map(drafts.map(({ id, sku }) => [id, sku]));
  const siblings = new Map(drafts.map(({ id, sku }) => [sku, id]));
  const resolve = (component: NamedComponent | Component): Component => {
    if ("variantId" in component) {
      return { ...component, sku: skuOf.get(component.variantId) ?? component.sku };
    }
    const { sku, quantity } = component;
    const variantId = siblings.get(sku) ?? others.get(sku)?.variantId;
    invariant(variantId, `CAT-7 the component "${sku}" was found a moment ago`);
    return { variantId, sku, quantity, isArchived: false };
  };
  return drafts.map((draft) => ({ ...draft, components: draft.components.map(resolve) }));
}
