import type { StockRpc } from "../../../contracts/rpc/stock.ts";
import { homePartitionOfItem, type ItemId, readItemId } from "../../../domain/kernel/item-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import { stockPartition } from "../../../platform/objects/partitions.ts";
import type { CheckoutEnv } from "../env.ts";
import { currentLayout, stockAt } from "../shop.ts";

/** CAT-7 */
export const NO_STOCK = "is a bundle: it has no stock of its own, but that of its components";

/** `sku` is null for an item that no SKU leads to. */
export type StockItem = { sku: string | null; itemId: ItemId; stock: StockRpc };

/**
 * The inventory item behind a SKU, and the partition that keeps it; 404 for a SKU that the catalog does not know. Stock
 * may outlive the SKU it was received under: then the item answers to its own id, if it was ever stocked.
 */
export async function itemOfSku(env: CheckoutEnv, name: string): Promise<StockItem> {
  const found = await env.CATALOG_RPC.findSku({ sku: name });
  if (!found) return itemOfItsOwnName(env, name);
  if (found.isBundle) throw problem("invalid_request", { errors: [{ pointer: ":sku", detail: NO_STOCK }] });
  const itemId = readItemId(found.itemId);
  if (!itemId) throw problem("not_found");
  return { sku: found.sku, itemId, stock: await stockAt(env, homePartitionOfItem(itemId)) };
}

async function itemOfItsOwnName(env: CheckoutEnv, name: string): Promise<StockItem> {
  const itemId = readItemId(name);
  if (!itemId) throw problem("not_found");
  const stock = stockPartition(env.STOCK_PARTITIONS, await currentLayout(env), homePartitionOfItem(itemId));
  // Writes bring an item into being: one that somebody made up must not get so far.
  if (!stock || (await stock.level({ itemId })).kind === "unknown_item") throw problem("not_found");
  const [named] = await env.CATALOG_RPC.skusOfItems({ itemIds: [itemId] });
  return { sku: named?.sku ?? null, itemId, stock };
}
