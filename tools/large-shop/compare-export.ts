import type { LargeProduct } from "./generate-products.ts";

type Exported = Omit<LargeProduct, "brand_title"> & { version: number };

/**
 * What differs between an export and the products that were sent: a sentence each, some of them. Every product is there
 * once, with everything that was said of it, in its first version.
 */
export function compareExport(text: Iterable<string>, sent: Iterable<LargeProduct>): string[] {
  const missing = new Map([...sent].map((product) => [product.handle, product]));
  const wrong: string[] = [];
  for (const line of text) {
    if (line === "") continue;
    const shown = JSON.parse(line) as Exported;
    const product = missing.get(shown.handle);
    missing.delete(shown.handle);
    if (!product) wrong.push(`${shown.handle} was never sent, or is there twice`);
    else if (essence(shown) !== essence(product)) wrong.push(`${shown.handle} is not as it was sent`);
    else if (shown.version !== 1) wrong.push(`${shown.handle} has ${shown.version} versions`);
  }
  for (const handle of missing.keys()) wrong.push(`${handle} is missing`);
  return wrong;
}

function essence(product: Omit<LargeProduct, "brand_title">): string {
  const { handle, external_id, title, description, status, tags, options } = product;
  const variants = product.variants.map((variant) => [
    ...[
      variant.sku,
      variant.title,
      Object.entries(variant.options).sort(),
      variant.weight_grams,
      variant.barcode,
    ],
    variant.prices.map(({ amount, currency, compare_at }) => `${amount} ${currency} ${compare_at}`).sort(),
  ]);
  const sorted = [[...product.categories].sort(), Object.entries(product.metadata).sort()];
  return JSON.stringify([handle, external_id, title, description, status, tags, options, variants, sorted]);
}
