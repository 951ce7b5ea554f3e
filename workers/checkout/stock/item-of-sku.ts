import type { StockRpc } from "../../../contracts/rpc/stock.ts";
import { homePartitionOfItem, readItemId } from "../../../domain/kernel/item-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";
import { stockAt } from "../shop.ts";

export type StockItem = { sku: string; itemId: string; stock: StockRpc };

/** The inventory item behind a SKU and the partition that keeps it; 404 for a SKU that the catalog does not know. */
export async function itemOfSku(env: CheckoutEnv, sku: string): Promise<StockItem> {
  const found = await env.CATALOG_RPC.findSku({ sku });
  const itemId = found && readItemId(found.itemId);
  if (!found || !itemId) throw problem("not_found");
  return { sku: found.sku, itemId, stock: await stockAt(env, homePartitionOfItem(itemId)) };
}
