import type { PartitionRpc } from "../../../contracts/rpc/partition.ts";
import type { StockRpc } from "../../../contracts/rpc/stock.ts";
import { homePartitionOfItem, readItemId } from "../../../domain/kernel/item-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import { stockPartitionName } from "../../../platform/objects/partition-names.ts";
import { stockPartition } from "../../../platform/objects/partitions.ts";
import type { CheckoutEnv } from "../env.ts";
import { currentLayout } from "../shop.ts";

/** Where a walk over all items of the shop stands: in a partition, behind an item of it or before its first. */
export type StockCursor = { partition: number; after: string | null };

export type StockPlaceOfWalk = { stock: StockRpc & PartitionRpc; name: string };

/** A partition of the walk, or null behind the last one. */
export async function partitionOfWalk(
  env: CheckoutEnv,
  { partition }: StockCursor,
): Promise<StockPlaceOfWalk | null> {
  const stock = stockPartition(env.STOCK_PARTITIONS, await currentLayout(env), partition);
  return stock && { stock, name: stockPartitionName(partition) };
}

/** Behind `after` in the same partition, or, where that is null, before the first item of the next. */
export function goOn({ partition }: StockCursor, after: string | null): StockCursor {
  return after === null ? { partition: partition + 1, after: null } : { partition, after };
}

export function showStockCursor({ partition, after }: StockCursor): string {
  return after ?? String(partition);
}

/** The beginning for no cursor; a 400 for one that we did not make. */
export function readStockCursor(cursor: string | undefined, pointer: string): StockCursor {
  if (cursor === undefined) return { partition: 0, after: null };
  if (/^\d{1,3}$/.test(cursor)) return { partition: Number(cursor), after: null };
  const itemId = readItemId(cursor);
  if (!itemId) throw problem("invalid_request", { errors: [{ pointer, detail: "is not one of ours" }] });
  return { partition: homePartitionOfItem(itemId), after: itemId };
}
