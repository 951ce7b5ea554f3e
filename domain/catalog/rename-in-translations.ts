import type { Product, VariantFields } from "./product.ts";

type Identified = Pick<VariantFields, "sku"> & { readonly id: string };

/** Translations of variants' titles go with the variant when its SKU changes, even when two swap theirs. */
export function renameInTranslations(
  translations: Product["translations"],
  before: readonly Identified[],
  after: readonly Identified[],
): Product["translations"] {
  const skuOf = new Map(after.map(({ id, sku }) => [id, sku]));
  // Undefined of one that is removed: another may have its SKU now, but not its title.
  const names = new Map(before.map(({ id, sku }) => [sku, skuOf.get(id)]));
  if ([...names].every(([sku, now]) => now === undefined || now === sku)) return translations;

  return Object.fromEntries(
    Object.entries(translations).map(([locale, translation]) => {
      const variants = Object.entries(translation.variants).flatMap(([sku, title]) => {
        const now = names.get(sku);
        return now === undefined ? [] : [[now, title] as const];
      });
      return [locale, { ...translation, variants: Object.fromEntries(variants) }];
    }),
  );
}
