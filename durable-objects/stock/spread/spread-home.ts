import type { OpenPartition } from "../../../contracts/rpc/partition.ts";
import type { StockShardRpc } from "../../../contracts/rpc/stock-shard.ts";
import type { StockItem } from "../../../domain/inventory/stock-item.ts";
import type { PartitionHost } from "../../host/partition-host.ts";
import type { StockBook } from "../stock-book.ts";
import type { MovingItems } from "./moving-items.ts";
import type { SpreadRows } from "./spread-rows.ts";

export const MOVE = "move";

/** What a home moves its items with. */
export type SpreadHome = {
  host: PartitionHost;
  rows: SpreadRows;
  book: StockBook;
  moving: MovingItems;
  shardOf(itemId: string, shard: number): StockShardRpc;
  openAsk(): OpenPartition;
};

/** Units of an item that shards have, or that are on their way between them and the home. */
export function lentOf(item: StockItem | null): number {
  return item?.levels.reduce((sum, level) => sum + level.granted, 0) ?? 0;
}
