import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { price, product, variant } from "../tables.ts";

/** One query for all: the variants among these that are published and priced in the currency. */
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
    })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .innerJoin(price, and(eq(price.variantId, variant.id), eq(price.currency, currency)))
    .where(
      and(
        inArray(variant.id, sql`(SELECT value FROM json_each(${JSON.stringify(variantIds)}))`),
        isNull(variant.removedAtMs),
        eq(product.status, "active"),
      ),
    );
}

type Row = Awaited<ReturnType<typeof variantFactsQuery>>[number];

export function toVariantFacts({ amount, ...row }: Row, currency: string): VariantFacts {
  return { ...row, unitPrice: { amount, currency } };
}
