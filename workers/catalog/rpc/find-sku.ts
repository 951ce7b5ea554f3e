import { desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { SkuOfItem } from "../../../contracts/rpc/catalog.ts";
import { variant } from "../tables.ts";
import { skuColumns, toSkuOfItem } from "./sku-of-item.ts";

/** The item of the variant that has this SKU now; else of the last one that had it, whose stock may still lie there. */
export async function findSku(database: D1Database, sku: string): Promise<SkuOfItem | null> {
  const rows = await drizzle(database)
    .select(skuColumns)
    .from(variant)
    .where(eq(variant.sku, sku))
    .orderBy(desc(variant.claimsSku), desc(variant.createdAtMs), desc(variant.id))
    .limit(1);
  return rows[0] ? toSkuOfItem(rows[0]) : null;
}
