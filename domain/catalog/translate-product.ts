import type { Product, Seo } from "./product.ts";
import type { Translation } from "./translation.ts";

/**
 * The product in a reader's words: each text from the first locale of the chain that has it, else the product's own. Pure, and
 * text by text, so that a translation may be begun and finished later.
 */
export function translateProduct<Translated extends Product>(
  product: Translated,
  chain: readonly string[],
): Translated {
  const known = chain.flatMap((locale) =>
    Object.hasOwn(product.translations, locale) ? (product.translations[locale] ?? []) : [],
  );
  if (known.length === 0) return product;

  const words = wordsOf(product.options, known);
  return {
    ...product,
    title: first(known, ({ title }) => title) ?? product.title,
    description: first(known, ({ description }) => description) ?? product.description,
    descriptionHtml: first(known, ({ descriptionHtml }) => descriptionHtml) ?? ownRichText(product, known),
    seo: translateSeo(product.seo, known),
    options: product.options.map(({ name, values }) => ({
      name: words.get(name)?.name ?? name,
      values: values.map((value) => words.get(name)?.values.get(value) ?? value),
    })),
    variants: product.variants.map((variant) => ({
      ...variant,
      title: first(known, ({ variants }) => own(variants, variant.sku)) ?? variant.title,
      options: Object.fromEntries(
        Object.entries(variant.options).map(([option, value]) => [
          words.get(option)?.name ?? option,
          words.get(option)?.values.get(value) ?? value,
        ]),
      ),
    })),
  };
}

/** What options and their values are called, by what the product calls them. */
function wordsOf(options: Product["options"], known: readonly Translation[]) {
  const names = distinct(
    options.map(({ name }) => name),
    (name) => first(known, (translation) => own(translation.options, name)?.name),
  );
  return new Map(
    options.map(({ name, values }) => {
      const translate = (value: string) =>
        first(known, (translation) => own(own(translation.options, name)?.values ?? {}, value));
      return [name, { name: names.get(name) ?? name, values: distinct(values, translate) }] as const;
    }),
  );
}

/** The texts in other words; in their own where two would be called the same, and nobody could tell them apart. */
function distinct(
  texts: readonly string[],
  translate: (text: string) => string | undefined,
): ReadonlyMap<string, string> {
  const translated = new Map(texts.map((text) => [text, translate(text) ?? text]));
  return new Set(translated.values()).size === translated.size ? translated : new Map();
}

/** None beside a plain text that was translated: shoppers would be shown one in two languages. */
function ownRichText({ descriptionHtml }: Product, known: readonly Translation[]): string | null {
  return known.some(({ description }) => description !== null) ? null : descriptionHtml;
}

function translateSeo(seo: Seo | null, known: readonly Translation[]): Seo | null {
  const title = first(known, (translation) => translation.seo?.title) ?? seo?.title ?? null;
  const description = first(known, (translation) => translation.seo?.description) ?? seo?.description ?? null;
  return title === null && description === null ? null : { title, description };
}

function first(
  known: readonly Translation[],
  textOf: (translation: Translation) => string | null | undefined,
) {
  for (const translation of known) {
    const text = textOf(translation);
    if (text !== null && text !== undefined) return text;
  }
  return undefined;
}

/** Options may be called `constructor`. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
