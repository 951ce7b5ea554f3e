import { sql } from "drizzle-orm";
import { diffVariants, type PlacedVariant } from "../../../domain/catalog/diff-variants.ts";
import { isBundle, type Product } from "../../../domain/catalog/product.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";

/** Variants with their prices and components, as far as an edit changes them. */
export function variantWrites(before: Product | null, after: Product): Write[] {
  const { written, removedIds } = diffVariants(before?.variants ?? [], after.variants);
  const claims = after.status === "archived" ? 0 : 1;
  const writes: Write[] = [];

  if (before && written.length + removedIds.length > 0) {
    const touched = JSON.stringify([...written.map(({ variant }) => variant.id), ...removedIds]);
    // First all let go of their SKUs: SQLite checks uniqueness row by row, and two variants may swap theirs.
    writes.push(
      sql`UPDATE variant SET claims_sku = 0 WHERE id IN (SELECT value FROM json_each(${touched}))`,
      sql`DELETE FROM price WHERE variant_id IN (SELECT value FROM json_each(${touched}))`,
      sql`UPDATE variant SET removed_at_ms = ${after.updatedAtMs}
        WHERE id IN (SELECT value FROM json_each(${JSON.stringify(removedIds)}))`,
    );
  }
  if (written.length > 0) {
    const rows = JSON.stringify(written);
    writes.push(
      sql`INSERT INTO variant (id, product_id, position, sku, title, options, tax_category, requires_shipping,
          weight_grams, barcode, is_digital, dimensions, customs, external_id, media_id, metadata, item_id, claims_sku,
          created_at_ms)
        SELECT value ->> '$.variant.id', ${after.id}, value ->> '$.position', value ->> '$.variant.sku',
          value ->> '$.variant.title', value -> '$.variant.options', value ->> '$.variant.taxCategory',
          value ->> '$.variant.requiresShipping', value ->> '$.variant.weightGrams',
          value ->> '$.variant.barcode', value ->> '$.variant.isDigital',
          nullif(value -> '$.variant.dimensions', 'null'), nullif(value -> '$.variant.customs', 'null'),
          value ->> '$.variant.externalId', value ->> '$.variant.mediaId', value -> '$.variant.metadata',
          value ->> '$.variant.itemId', ${claims}, ${after.updatedAtMs}
        FROM json_each(${rows}) WHERE true
        ON CONFLICT (id) DO UPDATE SET
          position = excluded.position, sku = excluded.sku, title = excluded.title, options = excluded.options,
          tax_category = excluded.tax_category, requires_shipping = excluded.requires_shipping,
          weight_grams = excluded.weight_grams, barcode = excluded.barcode, is_digital = excluded.is_digital,
          dimensions = excluded.dimensions, customs = excluded.customs, external_id = excluded.external_id,
          media_id = excluded.media_id, metadata = excluded.metadata, claims_sku = excluded.claims_sku,
          removed_at_ms = NULL`,
      sql`INSERT INTO price (variant_id, currency, amount, compare_at)
        SELECT row.value ->> '$.variant.id', price.value ->> '$.currency', price.value ->> '$.amount',
          price.value ->> '$.compareAt'
        FROM json_each(${rows}) AS row, json_each(row.value, '$.variant.prices') AS price`,
      ...componentRows(before, written),
    );
  }
  if (before && (before.status === "archived") !== (after.status === "archived")) {
    writes.push(
      sql`UPDATE variant SET claims_sku = ${claims} WHERE product_id = ${after.id} AND removed_at_ms IS NULL`,
    );
  }
  return writes;
}

/** A removed bundle keeps its rows: its item is never stocked, and may still stand in a cart. */
function componentRows(before: Product | null, written: readonly PlacedVariant[]): Write[] {
  const bundles = written.filter(({ variant }) => isBundle(variant));
  if (bundles.length === 0) return [];
  const rows = JSON.stringify(bundles.map(({ variant: { id, components } }) => ({ id, components })));
  return [
    ...(before
      ? [
          sql`DELETE FROM bundle_component
            WHERE bundle_id IN (SELECT value ->> '$.id' FROM json_each(${rows}))`,
        ]
      : []),
    sql`INSERT INTO bundle_component (bundle_id, position, component_id, quantity)
      SELECT row.value ->> '$.id', part.key, part.value ->> '$.variantId', part.value ->> '$.quantity'
      FROM json_each(${rows}) AS row, json_each(row.value, '$.components') AS part`,
  ];
}
