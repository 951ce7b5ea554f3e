import { composeName } from "./compose-name.ts";
import type { ProductFields, VariantFields } from "./product.ts";

type Named = Pick<ProductFields, "tags" | "options" | "attributes" | "translations"> & {
  readonly variants: readonly Pick<VariantFields, "options">[];
};

/**
 * CAT-12 The product with its tags, options, their values and those of attributes composed, wherever it names them: what shoppers read as one word is
 * one, to rules, facets and files too. Words that are the same only now are for `findProductFlaws` to see.
 */
export function composeNames<Product extends Named>(product: Product): Product {
  return {
    ...product,
    tags: product.tags.map(composeName),
    options: product.options.map(({ name, values }) => ({
      name: composeName(name),
      values: values.map(composeName),
    })),
    attributes: Object.fromEntries(
      Object.entries(product.attributes).map(([key, value]) => [
        key,
        typeof value === "string" ? composeName(value) : value,
      ]),
    ),
    variants: product.variants.map((variant) => ({
      ...variant,
      options: composeKeys(variant.options, composeName),
    })),
    translations: Object.fromEntries(
      Object.entries(product.translations).map(([locale, { options, ...texts }]) => {
        const composed = composeKeys(options, ({ name, values }) => ({
          name: composeName(name),
          values: composeKeys(values, composeName),
        }));
        return [locale, { ...texts, options: composed }];
      }),
    ),
  };
}

function composeKeys<Value>(
  named: Readonly<Record<string, Value>>,
  compose: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(named).map(([key, value]) => [composeName(key), compose(value)]));
}
