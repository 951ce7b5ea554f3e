import type { ProductFacts } from "../../../domain/search/document.ts";
import { FACETS } from "../../../domain/search/facets.ts";
import { popularityClass } from "../../../domain/search/rank.ts";
import { generateProducts } from "../../../tools/large-shop/generate-products.ts";
import { seededRandomOf } from "../../../tools/seeded-random.ts";

const SEED = 1;

/** Products of the generated shop from one number up to another, as search is told of them; a few of them sell well. */
export function largeFacts(from: number, to: number): ProductFacts[] {
  return [...generateProducts(to, SEED, undefined, from)].map((product, place): ProductFacts => {
    const index = from + place;
    const random = seededRandomOf(SEED + 1, index);
    const lows = Map.groupBy(
      product.variants.flatMap(({ prices }) => prices),
      ({ currency }) => currency,
    );
    const variants = product.variants.map(({ options }) => ({
      options,
      signal: random() < 0.85 ? ("in_stock" as const) : ("out" as const),
    }));
    const [category = ""] = product.categories;
    return {
      productId: `prod_${index}`,
      handle: product.handle,
      newestMs: 1_700_000_000_000 + index * 1_000,
      texts: [{ locale: "en", title: product.title, description: product.description, names: [] }],
      codes: product.variants.flatMap(({ sku, barcode }) => [sku, barcode]),
      facets: [
        { facet: FACETS.brand, value: product.brand_title, title: product.brand_title },
        { facet: FACETS.category, value: category, title: category },
        ...product.tags.map((tag) => ({ facet: FACETS.tag, value: tag, title: tag })),
        ...product.options.flatMap(({ name, values }) =>
          values.map((value) => ({ facet: FACETS.option(name), value, title: value })),
        ),
      ],
      variants,
      signal: variants.some(({ signal }) => signal === "in_stock") ? "in_stock" : "out",
      prices: [...lows].map(([shelf, prices]) => {
        const amounts = prices.map(({ amount }) => amount);
        return { shelf, low: Math.min(...amounts), high: Math.max(...amounts) };
      }),
      channels: random() < 0.05 ? ["pos"] : null,
      picture: null,
      popularity: popularityClass(Math.floor(200 * random() ** 20)),
    };
  });
}
