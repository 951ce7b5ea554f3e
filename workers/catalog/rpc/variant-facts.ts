import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { price, product, variant } from "../tables.ts";

type Components = NonNullable<VariantFacts["components"]>;

const PARTS_OF_BUNDLE = sql`bundle_component JOIN variant AS part ON part.id = bundle_component.component_id
  WHERE bundle_component.bundle_id = variant.id`;

/**
 * One query for all: the variants among these that are published and priced in the currency. CAT-7 A bundle is one of
 * them only while each of its components can still be had.
 */
export function variantFactsQuery(db: DrizzleD1Database, variantIds: readonly string[], currency: string) {
  return db
    .select({
      variantId: sql<string>`variant.id`.as("variant_id"),
      productId: sql<string>`product.id`.as("product_id"),
      productHandle: product.handle,
      productTitle: sql<string>`product.title`.as("product_title"),
      variantTitle: sql<string>`variant.title`.as("variant_title"),
      sku: variant.sku,
      itemId: variant.itemId,
      amount: price.amount,
      taxCategory: variant.taxCategory,
      requiresShipping: variant.requiresShipping,
      components: sql<string>`(SELECT json_group_array(json_object('itemId', part.item_id,
          'units', bundle_component.quantity)) FROM ${PARTS_OF_BUNDLE})`
        .mapWith((components: string): Components => JSON.parse(components))
        .as("components"),
    })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .innerJoin(price, and(eq(price.variantId, variant.id), eq(price.currency, currency)))
    .where(
      and(
        inArray(variant.id, sql`(SELECT value FROM json_each(${JSON.stringify(variantIds)}))`),
        isNull(variant.removedAtMs),
        eq(product.status, "active"),
        sql`NOT EXISTS (SELECT 1 FROM ${PARTS_OF_BUNDLE} AND part.claims_sku = 0)`,
      ),
    );
}

type Row = Awaited<ReturnType<typeof variantFactsQuery>>[number];

export function toVariantFacts({ amount, components, ...row }: Row, currency: string): VariantFacts {
  const facts = { ...row, unitPrice: { amount, currency } };
  return components.length === 0 ? facts : { ...facts, components };
}
