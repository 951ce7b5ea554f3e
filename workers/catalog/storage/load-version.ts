import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Product } from "../../../domain/catalog/product.ts";
import { resolveComponents } from "../../../domain/catalog/resolve-components.ts";
import type { StoredVersion } from "../../../domain/catalog/stored-version.ts";
import { variant } from "../tables.ts";
import { productVersion } from "../tables-of-history.ts";

/**
 * HIS-1 A version in the history, with what it said. CAT-7 Components are the variants that were meant: those of other products
 * are called as they are today, since a name of then may be another variant's by now.
 */
export async function loadVersion(database: D1Database, productId: string, version: number) {
  const [row] = await drizzle(database)
    .select()
    .from(productVersion)
    .where(and(eq(productVersion.productId, productId), eq(productVersion.version, version)));
  return row ? { ...row, body: await withNamesOfToday(database, row.body) } : null;
}

async function withNamesOfToday(database: D1Database, body: StoredVersion): Promise<StoredVersion> {
  const ids = body.variants.flatMap(({ components }) => components.map(({ variantId }) => variantId));
  if (ids.length === 0) return body;
  const rows = await drizzle(database)
    .select({ id: variant.id, sku: variant.sku, claimsSku: variant.claimsSku })
    .from(variant)
    .where(inArray(variant.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`));

  const today = new Map(rows.map(({ id, sku, claimsSku }) => [id, { sku, isArchived: !claimsSku }]));
  const variants = body.variants.map((found) => ({
    ...found,
    components: found.components.map((component) => ({ ...component, ...today.get(component.variantId) })),
  }));
  return { ...body, variants: resolveComponents(variants, new Map(), body.status === "archived") };
}

/** HIS-1 What is to be said of the versions before `beforeVersion`, newest first. */
export async function listVersions(
  database: D1Database,
  productId: string,
  beforeVersion: number,
  rows: number,
) {
  return drizzle(database)
    .select({
      version: productVersion.version,
      cause: productVersion.cause,
      restoredFrom: productVersion.restoredFrom,
      actorId: productVersion.actorId,
      atMs: productVersion.atMs,
      title: sql<string>`body ->> '$.title'`.as("title"),
      handle: sql<string>`body ->> '$.handle'`.as("handle"),
      status: sql<Product["status"]>`body ->> '$.status'`.as("status"),
    })
    .from(productVersion)
    .where(and(eq(productVersion.productId, productId), lt(productVersion.version, beforeVersion)))
    .orderBy(desc(productVersion.version))
    .limit(rows);
}
