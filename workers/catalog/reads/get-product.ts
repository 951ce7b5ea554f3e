import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/product.ts";
import type { Availability } from "../../../domain/catalog/availability.ts";
import { localeChain } from "../../../domain/catalog/locale-chain.ts";
import { isBundle, type Product, type Variant } from "../../../domain/catalog/product.ts";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { translateProduct } from "../../../domain/catalog/translate-product.ts";
import { showAvailability } from "../availability/show-availability.ts";
import {
  assembleAvailability,
  STOCK_STATE,
  stockOfProductsQuery,
  stockStateOf,
} from "../availability/stock-of-products.ts";
import { listPricesQuery, PRICE_STATE, stepsOf } from "../prices/prices-of-shelf.ts";
import { showPrice } from "../prices/show-price.ts";
import { showPicture } from "../show-picture.ts";
import { assembleProducts, productQueries } from "../storage/product-rows.ts";
import { product } from "../tables.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import type { Reading } from "./find-answer.ts";
import type { Origin } from "./heads.ts";
import { showTaxonomy, TAXONOMY_STATE, taxonomyQueries } from "./product-taxonomy.ts";
import { nameOfShelf } from "./resolve-reader.ts";
import { shownIn } from "./shown-in.ts";

/** A product's version, the state of its prices in lists, and of what it is sorted by. */
type Head = { id: string; version: number; prices: number; taxonomy: number };

/** The second half follows from the first, and tells the database that the index of handles leads there. */
const isShownIn = (channel: string) => sql`${shownIn(channel)} AND product.status <> 'archived'`;

/** Which product is meant. No handle is an id: those have an underscore. */
export type ProductName = { readonly handle: string } | { readonly id: string };

/** What shoppers on a shelf read at a handle or id, with numbers of units or without. */
export function getProduct(name: ProductName, shelf: Shelf, showsUnits: boolean): Reading {
  const { currency, channel } = shelf;
  const locales = localeChain(shelf.locale);
  const place = `${nameOfShelf(shelf)}${showsUnits ? ":units" : ""}`;
  const topic = "id" in name ? TOPICS.product(name.id) : TOPICS.handle(name.handle);
  const isNamed = "id" in name ? eq(product.id, name.id) : eq(product.handle, name.handle);
  const missing = (asOfSeq: number) => ({ exists: false, origin: { asOfSeq, topics: [topic] } }) as const;
  const found = ({ id, version, prices, taxonomy }: Head, stock: number, asOfSeq: number) => {
    const lists = [TOPICS.prices, TOPICS.taxonomy, TOPICS.collections];
    const origin: Origin = { asOfSeq, topics: [topic, TOPICS.product(id), ...lists] };
    return {
      exists: true,
      origin,
      copyName: `product:${id}:${version}.${stock}.${prices}.${taxonomy}:${place}`,
    } as const;
  };

  return {
    key: `product ${place} ${"id" in name ? name.id : name.handle}`,

    async locate(read) {
      const db = askReplica(read);
      const [seq, [head]] = await db.batch([
        asOfSeqQuery(db),
        db
          .select({
            id: product.id,
            version: product.version,
            stock: STOCK_STATE,
            prices: PRICE_STATE,
            taxonomy: TAXONOMY_STATE,
          })
          .from(product)
          .where(and(isShownIn(channel), isNamed)),
      ]);
      return head ? found(head, head.stock, readAsOfSeq(seq)) : missing(readAsOfSeq(seq));
    },

    async load(read) {
      const db = askReplica(read);
      const shown = sql`(SELECT id FROM product WHERE ${isNamed} AND ${isShownIn(channel)})`;
      const [seq, stock, heads, listed, type, brand, categories, collections, ...rows] = await db.batch([
        asOfSeqQuery(db),
        stockOfProductsQuery(db, shown),
        db
          .select({ prices: PRICE_STATE, taxonomy: TAXONOMY_STATE })
          .from(product)
          .where(sql`product.id IN ${shown}`),
        listPricesQuery(db, shown, shelf),
        ...taxonomyQueries(db, shown),
        ...productQueries(db, shown, currency, locales),
      ]);
      const [own] = assembleProducts(rows);
      const present = own && translateProduct(own, locales);
      if (!present) return missing(readAsOfSeq(seq));
      const availability = assembleAvailability(stock, showsUnits);
      const listedOf = Map.groupBy(listed, ({ variantId }) => variantId);
      const stepsOfVariant = ({ id, prices }: Variant) => stepsOf(prices, listedOf.get(id) ?? [], shelf);
      const head = { ...present, prices: heads[0]?.prices ?? 0, taxonomy: heads[0]?.taxonomy ?? 0 };
      const sorted = showTaxonomy(present, [type, brand, categories, collections]);
      return {
        ...found(head, stockStateOf(stock), readAsOfSeq(seq)),
        body: {
          ...showToShopper(present, availability, (variant) => showPrice(stepsOfVariant(variant), shelf)),
          ...sorted,
          updated_at: new Date(present.updatedAtMs).toISOString(),
        },
      };
    },
  };
}

function showToShopper(
  product: Product,
  availability: (variantId: string) => Availability,
  priceOf: (variant: Variant) => ReturnType<typeof showPrice>,
): Omit<z.input<typeof wire.Product>, keyof ReturnType<typeof showTaxonomy> | "updated_at"> {
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    description: product.description,
    description_html: product.descriptionHtml,
    seo: product.seo,
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      title: variant.title,
      options: { ...variant.options },
      ...priceOf(variant),
      media_id: variant.mediaId,
      requires_shipping: variant.requiresShipping,
      is_digital: variant.isDigital,
      weight_grams: variant.weightGrams,
      is_bundle: isBundle(variant),
      components: variant.components.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity })),
      availability: showAvailability(availability(variant.id)),
    })),
    tags: [...product.tags],
    media: product.media.map(showPicture),
    related: product.related.map(({ productId, kind }) => ({ product_id: productId, kind })),
  };
}
