import { sql } from "drizzle-orm";
import type { SkuOfItem } from "../../../contracts/rpc/catalog.ts";
import { variant } from "../tables.ts";

/** Of a query over variants. The table's name is spelled out: Drizzle leaves it off where there is only one. */
export const skuColumns = {
  sku: variant.sku,
  itemId: variant.itemId,
  bundle: sql<number>`EXISTS (SELECT 1 FROM bundle_component WHERE bundle_id = variant.id)`.as("bundle"),
};

/** CAT-7 Whoever looks for stock under a bundle's SKU is told that it has none. */
export function toSkuOfItem({
  bundle,
  ...found
}: {
  sku: string;
  itemId: string;
  bundle: number;
}): SkuOfItem {
  return bundle ? { ...found, isBundle: true } : found;
}
