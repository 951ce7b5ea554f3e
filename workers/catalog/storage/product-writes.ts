import { sql } from "drizzle-orm";
import { diffVariants, type PlacedVariant } from "../../../domain/catalog/diff-variants.ts";
import { isBundle, type Product } from "../../../domain/catalog/product.ts";
import { sameValue } from "../../../domain/catalog/same-value.ts";
import { topicsOfChange } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { bundleWrites } from "./bundle-writes.ts";
import { feedRow, moveListHeads } from "./change-feed.ts";

/**
 * CAT-2 All writes that turn one version of a product into the next (`before` is null for a new one). Rows arrive as one
 * JSON parameter each, because a statement takes at most 100 parameters and a product has up to 7,500 prices.
 */
export function productWrites(before: Product | null, after: Product, actorId: string): Write[] {
  const topics = topicsOfChange(before, after);
  const change = { kind: "product", entityId: after.id, topics, actorId, atMs: after.updatedAtMs } as const;
  const version = before
    ? sql`(SELECT version + 1 FROM product WHERE id = ${before.id} AND version = ${before.version})`
    : after.version;

  return [
    feedRow(change, version),
    productRow(after),
    ...variantRows(before, after),
    ...pictureRows(before, after),
    ...collectionRows(before, after),
    ...moveListHeads(topics),
    ...bundleWrites(before, after, actorId),
  ];
}

function productRow(after: Product): Write {
  const { id, handle, title, description, status, options, tags, version, createdAtMs, updatedAtMs } = after;
  return sql`INSERT INTO product
      (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
    VALUES (${id}, ${handle}, ${title}, ${description}, ${status}, ${JSON.stringify(options)},
      ${JSON.stringify(tags)}, ${version}, ${createdAtMs}, ${updatedAtMs})
    ON CONFLICT (id) DO UPDATE SET
      handle = excluded.handle, title = excluded.title, description = excluded.description,
      status = excluded.status, options = excluded.options, tags = excluded.tags,
      version = excluded.version, updated_at_ms = excluded.updated_at_ms`;
}

function variantRows(before: Product | null, after: Product): Write[] {
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
          weight_grams, barcode, item_id, claims_sku, created_at_ms)
        SELECT value ->> '$.variant.id', ${after.id}, value ->> '$.position', value ->> '$.variant.sku',
          value ->> '$.variant.title', value -> '$.variant.options', value ->> '$.variant.taxCategory',
          value ->> '$.variant.requiresShipping', value ->> '$.variant.weightGrams',
          value ->> '$.variant.barcode', value ->> '$.variant.itemId', ${claims}, ${after.updatedAtMs}
        FROM json_each(${rows}) WHERE true
        ON CONFLICT (id) DO UPDATE SET
          position = excluded.position, sku = excluded.sku, title = excluded.title, options = excluded.options,
          tax_category = excluded.tax_category, requires_shipping = excluded.requires_shipping,
          weight_grams = excluded.weight_grams, barcode = excluded.barcode, claims_sku = excluded.claims_sku`,
      sql`INSERT INTO price (variant_id, currency, amount)
        SELECT row.value ->> '$.variant.id', price.value ->> '$.currency', price.value ->> '$.amount'
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

function pictureRows(before: Product | null, after: Product): Write[] {
  if (sameValue(before?.media ?? [], after.media)) return [];
  return [
    sql`DELETE FROM product_media WHERE product_id = ${after.id}`,
    sql`INSERT INTO product_media (product_id, position, media_id, alt)
      SELECT ${after.id}, key, value ->> '$.id', value ->> '$.alt' FROM json_each(${JSON.stringify(after.media)})`,
  ];
}

/** A product goes to the end of a collection that it joins, and keeps its place in those it stays in. */
function collectionRows(before: Product | null, after: Product): Write[] {
  if (sameValue(before?.collections ?? [], after.collections)) return [];
  const handles = JSON.stringify(after.collections);
  return [
    sql`DELETE FROM collection_product WHERE product_id = ${after.id} AND collection_id NOT IN
      (SELECT id FROM collection WHERE handle IN (SELECT value FROM json_each(${handles})))`,
    sql`INSERT INTO collection_product (collection_id, product_id, position)
      SELECT id, ${after.id},
        1 + coalesce((SELECT max(position) FROM collection_product WHERE collection_id = collection.id), 0)
      FROM collection WHERE handle IN (SELECT value FROM json_each(${handles}))
      ON CONFLICT (product_id, collection_id) DO NOTHING`,
  ];
}
