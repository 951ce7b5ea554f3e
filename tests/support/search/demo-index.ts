import { composeDocument } from "../../../domain/search/compose-document.ts";
import type { ProductFacts } from "../../../domain/search/document.ts";
import { FACETS } from "../../../domain/search/facets.ts";
import { languageOf } from "../../../domain/search/fold-word.ts";
import { docNumber } from "../../../domain/search/rank.ts";
import { type Synonym, thesaurusOf } from "../../../domain/search/synonym.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { demoShop } from "../../../tools/demo-shop/shop.ts";
import { translations } from "../../../tools/demo-shop/translations.ts";
import { documentWrites } from "../../../workers/catalog/search/document-writes.ts";
import type { Searching } from "../../../workers/catalog/search/searching.ts";
import { tablesOf } from "../../../workers/catalog/search/slots.ts";

/** The demo shop as search is told of it. */
export function demoFacts(): ProductFacts[] {
  const titles = new Map(demoShop.collections.map(({ handle, title }) => [handle, title]));
  return demoShop.products
    .filter(({ status }) => status === "active")
    .map((product, index): ProductFacts => {
      const currencies = Map.groupBy(
        product.variants.flatMap(({ prices }) => prices),
        ({ currency }) => currency,
      );
      return {
        productId: `prod_${product.handle}`,
        handle: product.handle,
        newestMs: 1_000_000 - index,
        texts: [
          {
            locale: "en",
            title: product.title,
            description: product.description,
            names: [product.picture.alt],
          },
          ...Object.entries(translations[product.handle] ?? {}).map(([locale, title]) => ({
            locale,
            title,
            description: "",
            names: [],
          })),
        ],
        codes: product.variants.flatMap(({ sku, barcode }) => [sku, ...(barcode ? [barcode] : [])]),
        facets: [
          ...product.collections.map((handle) => ({
            facet: FACETS.collection,
            value: handle,
            title: titles.get(handle) ?? handle,
          })),
          ...product.tags.map((tag) => ({ facet: FACETS.tag, value: tag, title: tag })),
          ...product.options.flatMap(({ name, values }) =>
            values.map((value) => ({ facet: FACETS.option(name), value, title: value })),
          ),
        ],
        variants: product.variants.map(({ options }) => ({ options, signal: "in_stock" as const })),
        signal: "in_stock",
        prices: [...currencies].map(([shelf, prices]) => ({
          shelf,
          low: Math.min(...prices.map(({ amount }) => amount)),
          high: Math.max(...prices.map(({ amount }) => amount)),
        })),
        channels: null,
        picture: null,
        popularity: 0,
      };
    });
}

/** Puts documents into slot `a`, as a slice of following does. */
export async function putDocuments(
  search: D1Database,
  facts: readonly ProductFacts[],
  from = 1,
): Promise<void> {
  const written = facts.map((fact, index) => ({
    doc: docNumber(fact.popularity, from + index),
    fingerprint: "x",
    document: composeDocument(fact),
  }));
  const outcome = await commitTogether(search, documentWrites(tablesOf("a"), [], written));
  if (outcome.kind === "refused") throw new Error(`refused: ${JSON.stringify(outcome.constraint)}`);
}

/** A search on its way, by a reader of the shop's first locale in euros. */
export function searchingIn(
  search: D1Database,
  {
    synonyms = [],
    locales = ["en"],
    channel = "web",
  }: { synonyms?: readonly Synonym[]; locales?: string[]; channel?: string } = {},
): Searching {
  const shop = {
    currencies: [{ code: "EUR", pricesIncludeTax: true }],
    channels: ["web"],
    locales,
    markets: [],
    priceGroups: [],
    audiences: [],
    composing: [],
  };
  return {
    session: search,
    state: { slot: "a", shop, thesaurus: thesaurusOf(synonyms, locales.map(languageOf)) },
    tables: tablesOf("a"),
    shelf: {
      channel,
      market: null,
      currency: "EUR",
      locale: locales[0] ?? "en",
      priceGroup: null,
      pricesIncludeTax: true,
    },
    priceShelves: ["EUR"],
    cost: { questions: 0, rowsRead: 0 },
  };
}
