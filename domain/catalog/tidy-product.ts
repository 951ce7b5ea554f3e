import type { ProductFields, VariantFields } from "./product.ts";

type Whole = ProductFields & { readonly variants: readonly VariantFields[] };

/**
 * Puts what has no order of its own (collections, categories, channels, prices) into a fixed one, so that equal products
 * are equal values, and drops translations of options and variants that are gone.
 */
export function tidyProduct<Tidied extends Whole>(product: Tidied): Tidied {
  return {
    ...product,
    collections: [...product.collections].sort(),
    categories: [...product.categories].sort(),
    channels: product.channels && [...product.channels].sort(),
    translations: tidyTranslations(product),
    variants: product.variants.map((variant) => ({
      ...variant,
      prices: variant.prices.toSorted((one, other) => (one.currency < other.currency ? -1 : 1)),
    })),
  };
}

function tidyTranslations({ translations, options, variants }: Whole): Whole["translations"] {
  const skus = new Set(variants.map(({ sku }) => sku));
  return Object.fromEntries(
    Object.entries(translations).map(([locale, translation]) => [
      locale,
      {
        ...translation,
        options: Object.fromEntries(
          options.flatMap(({ name, values }) => {
            const said = Object.hasOwn(translation.options, name) ? translation.options[name] : undefined;
            return said
              ? [[name, { ...said, values: only(said.values, (value) => values.includes(value)) }]]
              : [];
          }),
        ),
        variants: only(translation.variants, (sku) => skus.has(sku)),
      },
    ]),
  );
}

function only(texts: Readonly<Record<string, string>>, isKept: (key: string) => boolean) {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => isKept(key)));
}
