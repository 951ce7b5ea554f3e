import type { z } from "zod";
import type * as wire from "../../../contracts/http/admin/product-details.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { Translation } from "../../../domain/catalog/translation.ts";

/** Translations in the words of the wire and in ours, both ways. */

type WireTranslation = z.output<typeof wire.NewTranslation>;

export function readTranslation({
  description_html: descriptionHtml,
  ...same
}: WireTranslation): Translation {
  return { ...same, descriptionHtml };
}

export function readTranslations(given: Readonly<Record<string, WireTranslation>>): Product["translations"] {
  return Object.fromEntries(
    Object.entries(given).map(([locale, translation]) => [locale, readTranslation(translation)]),
  );
}

export function showTranslations(translations: Product["translations"]): Record<string, WireTranslation> {
  return Object.fromEntries(
    Object.entries(translations).map(([locale, { descriptionHtml, options, variants, ...same }]) => [
      locale,
      {
        ...same,
        description_html: descriptionHtml,
        options: Object.fromEntries(
          Object.entries(options).map(([option, { name, values }]) => [
            option,
            { name, values: { ...values } },
          ]),
        ),
        variants: { ...variants },
      },
    ]),
  );
}
