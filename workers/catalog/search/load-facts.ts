import { and, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Product } from "../../../domain/catalog/product.ts";
import type { AttributeDefinition } from "../../../domain/catalog/product-type.ts";
import { SCARCEST_FIRST, type Signal } from "../../../domain/inventory/signal.ts";
import type { FacetValue, LocalText, ProductFacts } from "../../../domain/search/document.ts";
import { FACETS } from "../../../domain/search/facets.ts";
import type { PriceAudience } from "../../../domain/search/price-classes.ts";
import { assembleAvailability, stockOfProductsQuery } from "../availability/stock-of-products.ts";
import { assembleProducts, productQueries } from "../storage/product-rows.ts";
import { collection, collectionProduct } from "../tables.ts";
import { brand, category, categoryProduct, productType } from "../tables-of-taxonomy.ts";
import { liveListPricesQuery, pricesOf } from "./load-prices.ts";

type Names = {
  types: ReadonlyMap<string, { title: string; attributes: readonly AttributeDefinition[] }>;
  brands: ReadonlyMap<string, string>;
  /** By product: the categories it is in, those above them among them, and its collections. */
  categories: ReadonlyMap<string, FacetValue[]>;
  collections: ReadonlyMap<string, FacetValue[]>;
};

/**
 * What search is told of these products: those that shoppers see, as they are now on the primary. The others are not in
 * the answer.
 */
export async function loadFacts(
  database: D1Database,
  productIds: readonly string[],
  defaultLocale: string,
  popularity: ReadonlyMap<string, number>,
  audiences: readonly PriceAudience[],
): Promise<ProductFacts[]> {
  if (productIds.length === 0) return [];
  const db = drizzle(database);
  const chosen = sql`(SELECT id FROM product WHERE id IN (SELECT value FROM json_each(${JSON.stringify(productIds)}))
    AND +is_shown = 1)`;
  const [stock, listed, types, brands, categories, collections, ...rows] = await db.batch([
    stockOfProductsQuery(db, chosen),
    liveListPricesQuery(db, chosen),
    db
      .select({ handle: productType.handle, title: productType.title, attributes: productType.attributes })
      .from(productType)
      .where(inArray(productType.handle, sql`(SELECT type FROM product WHERE id IN ${chosen})`)),
    db
      .select({ handle: brand.handle, title: brand.title })
      .from(brand)
      .where(inArray(brand.handle, sql`(SELECT brand FROM product WHERE id IN ${chosen})`)),
    db
      .select({ productId: categoryProduct.productId, handle: category.handle, title: category.title })
      .from(categoryProduct)
      .innerJoin(category, eq(category.handle, categoryProduct.category))
      .where(inArray(categoryProduct.productId, chosen)),
    db
      .select({ productId: collectionProduct.productId, handle: collection.handle, title: collection.title })
      .from(collectionProduct)
      .innerJoin(collection, eq(collection.id, collectionProduct.collectionId))
      .where(and(inArray(collectionProduct.productId, chosen), eq(collection.status, "active"))),
    ...productQueries(db, chosen),
  ]);

  const signalOf = assembleAvailability(stock, false);
  const names: Names = {
    types: new Map(types.map((row) => [row.handle, row])),
    brands: new Map(brands.map(({ handle, title }) => [handle, title])),
    categories: valuesOf(FACETS.category, categories),
    collections: valuesOf(FACETS.collection, collections),
  };
  const lists = Map.groupBy(listed, ({ variantId }) => variantId);
  return assembleProducts(rows).map((found) => ({
    ...factsOf(found, names, (id) => signalOf(id).signal, defaultLocale),
    prices: pricesOf(found, lists, audiences),
    popularity: popularity.get(found.id) ?? 0,
  }));
}

function valuesOf(facet: string, rows: readonly { productId: string; handle: string; title: string }[]) {
  const values = new Map<string, FacetValue[]>();
  for (const { productId, handle, title } of rows)
    values.set(productId, [...(values.get(productId) ?? []), { facet, value: handle, title }]);
  return values;
}

function factsOf(
  found: Product,
  names: Names,
  signalOf: (variantId: string) => Signal,
  defaultLocale: string,
): Omit<ProductFacts, "prices" | "popularity"> {
  const variants = found.variants.map(({ id, options }) => ({ options, signal: signalOf(id) }));
  const ranks = variants.map(({ signal }) => SCARCEST_FIRST.indexOf(signal));
  return {
    productId: found.id,
    handle: found.handle,
    newestMs: found.createdAtMs,
    texts: textsOf(found, defaultLocale),
    codes: [
      ...found.variants.flatMap(({ sku, barcode, externalId }) =>
        [sku, barcode ?? [], externalId ?? []].flat(),
      ),
      ...(found.externalId === null ? [] : [found.externalId]),
    ],
    facets: facetsOf(found, names),
    variants,
    signal: SCARCEST_FIRST[Math.max(0, ...ranks)] ?? "out",
    channels: found.channels,
    picture: found.media[0] ?? null,
  };
}

function textsOf(found: Product, defaultLocale: string): LocalText[] {
  const { title, description, media } = found;
  const own = { locale: defaultLocale, title, description, names: media.map(({ alt }) => alt) };
  const translated = Object.entries(found.translations).map(([locale, texts]) => ({
    locale,
    title: texts.title ?? title,
    description: texts.description ?? "",
    names: Object.values(texts.options).flatMap(({ name, values }) => [name, ...Object.values(values)]),
  }));
  return [own, ...translated];
}

function facetsOf(found: Product, names: Names): FacetValue[] {
  const type = found.type === null ? undefined : names.types.get(found.type);
  const value = (facet: string, name: string, title = name) => ({ facet, value: name, title });
  return [
    ...(found.type === null ? [] : [value(FACETS.type, found.type, type?.title)]),
    ...(found.brand === null ? [] : [value(FACETS.brand, found.brand, names.brands.get(found.brand))]),
    ...(names.categories.get(found.id) ?? []),
    ...(names.collections.get(found.id) ?? []),
    ...found.tags.map((tag) => value(FACETS.tag, tag)),
    ...found.options.flatMap((option) => option.values.map((of) => value(FACETS.option(option.name), of))),
    ...(type?.attributes ?? [])
      .filter(({ key, isFilterable }) => isFilterable && found.attributes[key] !== undefined)
      .map(({ key }) => value(FACETS.attribute(key), String(found.attributes[key]))),
  ];
}
