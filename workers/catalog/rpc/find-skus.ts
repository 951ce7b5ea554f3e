import { sql } from "drizzle-orm";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { SkuOfItem } from "../../../contracts/rpc/catalog.ts";
import { variant } from "../tables.ts";
import { skuColumns, toSkuOfItem } from "./sku-of-item.ts";

/** As `findSku`, for many at once: SKUs that nobody ever had are absent. */
export async function findSkus(database: D1Database, skus: readonly string[]): Promise<SkuOfItem[]> {
  return leading(
    drizzle(database),
    sql`${variant.sku} IN (SELECT value FROM json_each(${JSON.stringify(skus)}))`,
  );
}

/** The SKUs that lead to these items. Absent: an item whose SKU another variant has by now, or that has no variant. */
export async function skusOfItems(database: D1Database, itemIds: readonly string[]): Promise<SkuOfItem[]> {
  return leading(
    drizzle(database),
    sql`${variant.itemId} IN (SELECT value FROM json_each(${JSON.stringify(itemIds)}))`,
  );
}

/** Of the variants that ever had a SKU, the one that `findSku` leads to. */
async function leading(db: DrizzleD1Database, which: ReturnType<typeof sql>): Promise<SkuOfItem[]> {
  const rows = await db
    .select(skuColumns)
    .from(variant)
    .where(
      sql`${which} AND ${variant.id} = (SELECT other.id FROM ${variant} AS other WHERE other.sku = ${variant.sku}
        ORDER BY other.claims_sku DESC, other.created_at_ms DESC, other.id DESC LIMIT 1)`,
    );
  return rows.map(toSkuOfItem);
}
