import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { composeName } from "../../../domain/catalog/compose-name.ts";
import { composeNames } from "../../../domain/catalog/compose-names.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { collection, collectionProduct, price, product, productMedia, variant } from "../tables.ts";
import { bundleComponent } from "../tables-of-bundles.ts";
import { categoryProduct, productTranslation } from "../tables-of-taxonomy.ts";

/**
 * The queries that read whole products, newest first, as many as there are; for one `batch`, which reads them all
 * in one state of the database. `chosen` is a subquery of product ids. No two columns of a query share a name,
 * because D1 answers a batch by column name. With a currency or locales, of prices or translations those alone.
 */
export function productQueries(
  db: DrizzleD1Database,
  chosen: SQL,
  currency?: string,
  locales?: readonly string[],
) {
  const variantsOfChosen = db
    .select({ id: variant.id })
    .from(variant)
    .where(and(inArray(variant.productId, chosen), isNull(variant.removedAtMs)));

  return [
    db
      .select()
      .from(product)
      .where(inArray(product.id, chosen))
      .orderBy(desc(product.createdAtMs), desc(product.id)),
    db
      .select()
      .from(variant)
      .where(and(inArray(variant.productId, chosen), isNull(variant.removedAtMs)))
      .orderBy(asc(variant.productId), asc(variant.position)),
    db
      .select()
      .from(price)
      .where(
        and(
          inArray(price.variantId, variantsOfChosen),
          currency === undefined ? undefined : eq(price.currency, currency),
        ),
      )
      .orderBy(asc(price.variantId), asc(price.currency)),
    db
      .select({
        productId: collectionProduct.productId,
        handle: collection.handle,
        isRuled: sql<boolean>`collection.rules IS NOT NULL`.mapWith(Boolean).as("is_ruled"),
      })
      .from(collectionProduct)
      .innerJoin(collection, eq(collection.id, collectionProduct.collectionId))
      .where(inArray(collectionProduct.productId, chosen)),
    db
      .select({ productId: productMedia.productId, id: productMedia.mediaId, alt: productMedia.alt })
      .from(productMedia)
      .where(inArray(productMedia.productId, chosen))
      .orderBy(asc(productMedia.productId), asc(productMedia.position)),
    db
      .select({
        bundleId: bundleComponent.bundleId,
        variantId: bundleComponent.componentId,
        quantity: bundleComponent.quantity,
        sku: variant.sku,
        claimsSku: variant.claimsSku,
      })
      .from(bundleComponent)
      .innerJoin(variant, eq(variant.id, bundleComponent.componentId))
      .where(inArray(bundleComponent.bundleId, variantsOfChosen))
      .orderBy(asc(bundleComponent.bundleId), asc(bundleComponent.position)),
    db
      .select({ productId: categoryProduct.productId, category: categoryProduct.category })
      .from(categoryProduct)
      .where(and(inArray(categoryProduct.productId, chosen), eq(categoryProduct.isOwn, true)))
      .orderBy(asc(categoryProduct.productId), asc(categoryProduct.category)),
    db
      .select()
      .from(productTranslation)
      .where(
        and(
          inArray(productTranslation.productId, chosen),
          locales === undefined
            ? undefined
            : inArray(
                productTranslation.locale,
                sql`(SELECT value FROM json_each(${JSON.stringify(locales)}))`,
              ),
        ),
      )
      .orderBy(asc(productTranslation.productId), asc(productTranslation.locale)),
  ] as const;
}

type RowsOf<Queries extends readonly PromiseLike<unknown>[]> = {
  [Index in keyof Queries]: Awaited<Queries[Index]>;
};
export type ProductRows = RowsOf<ReturnType<typeof productQueries>>;

/** Puts the rows of `productQueries` together, in the order of the products. CAT-12 Some names were stored before they were composed. */
export function assembleProducts([
  products,
  variants,
  prices,
  collections,
  pictures,
  components,
  categories,
  translations,
]: ProductRows): Product[] {
  const pricesOf = Map.groupBy(prices, ({ variantId }) => variantId);
  const variantsOf = Map.groupBy(variants, ({ productId }) => productId);
  const collectionsOf = Map.groupBy(collections, ({ productId }) => productId);
  const picturesOf = Map.groupBy(pictures, ({ productId }) => productId);
  const categoriesOf = Map.groupBy(categories, ({ productId }) => productId);
  const translationsOf = Map.groupBy(translations, ({ productId }) => productId);
  const componentsOf = Map.groupBy(components, ({ bundleId }) => bundleId);

  const handlesOf = (id: string, isRuled: boolean) =>
    (collectionsOf.get(id) ?? [])
      .filter((found) => found.isRuled === isRuled)
      .map(({ handle }) => handle)
      .sort();

  return products.map(({ isOffSchedule: _, isShown: __, ...row }) =>
    composeNames({
      ...row,
      tags: [...new Set(row.tags.map(composeName))],
      publishedAtMs: row.status === "active" ? (row.publishedAtMs ?? row.createdAtMs) : null,
      collections: handlesOf(row.id, false),
      ruled: handlesOf(row.id, true),
      categories: (categoriesOf.get(row.id) ?? []).map(({ category }) => category).sort(),
      translations: Object.fromEntries(
        (translationsOf.get(row.id) ?? []).map(({ locale, body }) => [locale, body]),
      ),
      media: (picturesOf.get(row.id) ?? []).map(({ id, alt }) => ({ id, alt })),
      variants: (variantsOf.get(row.id) ?? []).map((found) => ({
        id: found.id,
        itemId: found.itemId,
        sku: found.sku,
        title: found.title,
        options: found.options,
        prices: (pricesOf.get(found.id) ?? []).map(({ amount, currency, compareAt }) => ({
          amount,
          currency,
          compareAt,
        })),
        taxCategory: found.taxCategory,
        requiresShipping: found.requiresShipping,
        isDigital: found.isDigital,
        weightGrams: found.weightGrams,
        dimensions: found.dimensions,
        customs: found.customs,
        barcode: found.barcode,
        externalId: found.externalId,
        mediaId: found.mediaId,
        metadata: found.metadata,
        components: (componentsOf.get(found.id) ?? []).map(({ variantId, sku, quantity, claimsSku }) => ({
          variantId,
          sku,
          quantity,
          isArchived: !claimsSku,
        })),
      })),
    }),
  );
}
