import { inertHtml } from "./inert-html.ts";
import type { ProductFields } from "./product.ts";

type Rich = Pick<ProductFields, "descriptionHtml" | "translations">;

/** CAT-11 The product with its rich texts as they are kept: inert, in every locale. What nothing is left of is no text. */
export function inertTexts<Product extends Rich>(product: Product): Product {
  return {
    ...product,
    descriptionHtml: inert(product.descriptionHtml),
    translations: Object.fromEntries(
      Object.entries(product.translations).map(([locale, translation]) => [
        locale,
        { ...translation, descriptionHtml: inert(translation.descriptionHtml) },
      ]),
    ),
  };
}

function inert(html: string | null): string | null {
  return html === null ? null : inertHtml(html).trim() || null;
}
