import type { Product, VariantFields } from "./product.ts";

type Identified = Pick<VariantFields, "sku"> & { readonly id: string };

/** Translations of variants' titles go with the variant when its SKU changes, even when two swap theirs. */
export function renameInTranslations(
  translations: Product["translations"],
  before: readonly Identified[],
  after: readonly Identified[],
): Product["translations"] {
  const skuOf = new Map(after.map(({ id, sku }) => [id, sku]));
  const renamed = before.flatMap(({ id, sku }) => {
    const now = skuOf.get(id);
    return now === undefined || now === sku ? [] : [[sku, now] as const];
  });
  if (renamed.length === 0) return translations;

  const names = new Map(renamed);
  return Object.fromEntries(
    Object.entries(translations).map(([locale, translation]) => {
      const variants = Object.entries(translation.variants).map(([sku, title]) => [
        names.get(sku) ?? sku,
        title,
      ]);
      return [locale, { ...translation, variants: Object.fromEntries(variants) }];
    }),
  );
}
