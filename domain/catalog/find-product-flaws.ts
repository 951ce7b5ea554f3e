import { isCurrency } from "../money/currency.ts";
import { findComponentFlaws, type KnownVariants } from "./find-component-flaws.ts";
import { findDetailFlaws } from "./find-detail-flaws.ts";
import { type Flaw, findRepeats } from "./flaw.ts";
import type { ProductFields, ProductOption, VariantFields } from "./product.ts";
import type { ProductType } from "./product-type.ts";

/** What the product refers to that really exists. */
export type KnownReferences = {
  /** Those that staff put products in; a rule collection is none of them. */
  collections: ReadonlySet<string>;
  media: ReadonlySet<string>;
  variants: KnownVariants;
  types: ReadonlyMap<string, ProductType>;
  brands: ReadonlySet<string>;
  categories: ReadonlySet<string>;
  products: ReadonlySet<string>;
  /** Null while nobody named any. */
  channels: ReadonlySet<string> | null;
};

/** CAT-1 A stored product makes sense by itself: options, variants, prices and references agree with one another. */
export function findProductFlaws(
  product: ProductFields & { variants: readonly VariantFields[] },
  known: KnownReferences,
  ownId: string | null = null,
): Flaw[] {
  const { brand, channels, related } = product;
  return [
    ...optionFlaws(product.options),
    ...variantFlaws(product.variants, product.options),
    ...product.variants.flatMap(priceFlaws),
    ...findComponentFlaws(product.variants, known.variants),
    ...referenceFlaws("collections", product.collections, known.collections),
    ...referenceFlaws(
      "media",
      product.media.map(({ id }) => id),
      known.media,
    ),
    ...referenceFlaws("categories", product.categories, known.categories),
    ...(brand === null || known.brands.has(brand) ? [] : [{ at: ["brand"], detail: "does not exist" }]),
    ...(channels === null || known.channels === null
      ? []
      : referenceFlaws("channels", channels, known.channels)),
    ...related.flatMap(({ productId }, index) =>
      known.products.has(productId)
        ? []
        : [{ at: ["related", index, "product_id"], detail: "does not exist" }],
    ),
    ...findDetailFlaws(product, ownId),
    ...findRepeats(product.tags, same, (index) => ["tags", index], "is given twice"),
  ];
}

const same = (text: string) => text;

function optionFlaws(options: readonly ProductOption[]): Flaw[] {
  const names = findRepeats(
    options,
    ({ name }) => name,
    (index) => ["options", index, "name"],
    "is the name of another option too",
  );
  const values = options.flatMap((option, index) =>
    findRepeats(option.values, same, (value) => ["options", index, "values", value], "is given twice"),
  );
  return [...names, ...values];
}

function variantFlaws(variants: readonly VariantFields[], options: readonly ProductOption[]): Flaw[] {
  const misfits = variants.flatMap((variant, index) => {
    const detail = describeMisfit(variant.options, options);
    return detail === null ? [] : [{ at: ["variants", index, "options"], detail }];
  });
  const twins = findRepeats(
    variants,
    (variant) => combinationOf(variant, options),
    (index) => ["variants", index, "options"],
    "is the combination of another variant too",
  );
  const skus = findRepeats(
    variants,
    ({ sku }) => sku,
    (index) => ["variants", index, "sku"],
    "is the SKU of another variant too",
  );
  // A variant that doesn't fit its options says so once; that it then equals another one is no news.
  return [...misfits, ...(misfits.length > 0 ? [] : twins), ...skus];
}

/** A variant takes exactly one known value for each option of its product. */
function describeMisfit(chosen: VariantFields["options"], options: readonly ProductOption[]): string | null {
  for (const { name, values } of options) {
    const value = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
    if (value === undefined) return `lacks a value for the option "${name}"`;
    if (!values.includes(value)) return `"${value}" is not a value of the option "${name}"`;
  }
  const stranger = Object.keys(chosen).find((name) => options.every((option) => option.name !== name));
  return stranger === undefined ? null : `the product has no option "${stranger}"`;
}

function combinationOf(variant: VariantFields, options: readonly ProductOption[]): string {
  return JSON.stringify(options.map(({ name }) => variant.options[name]));
}

function priceFlaws(variant: VariantFields, index: number): Flaw[] {
  const placeOf = (price: number) => ["variants", index, "prices", price, "currency"];
  const unknown = variant.prices.flatMap(({ currency }, price) =>
    isCurrency(currency) ? [] : [{ at: placeOf(price), detail: "is not a currency of ISO 4217" }],
  );
  const repeated = findRepeats(
    variant.prices,
    ({ currency }) => currency,
    placeOf,
    "has a price already: one per currency",
  );
  const lower = variant.prices.flatMap(({ amount, compareAt }, price) =>
    compareAt === null || compareAt > amount
      ? []
      : [{ at: ["variants", index, "prices", price, "compare_at"], detail: "must be more than the amount" }],
  );
  return [...unknown, ...repeated, ...lower];
}

function referenceFlaws(field: string, ids: readonly string[], known: ReadonlySet<string>): Flaw[] {
  const placeOf = (index: number) => [field, index];
  const missing = ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ at: placeOf(index), detail: "does not exist" }],
  );
  return [...missing, ...findRepeats(ids, same, placeOf, "is given twice")];
}
