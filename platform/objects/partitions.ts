import type { LayoutRecord } from "../../contracts/rpc/layout.ts";
import type { OrdersRpc } from "../../contracts/rpc/orders.ts";
import type { PartitionRpc } from "../../contracts/rpc/partition.ts";
import type { HoldRpc, StockRpc } from "../../contracts/rpc/stock.ts";
import { type Place, placeOfRecord, type RecordId } from "../../domain/kernel/record-id.ts";
import { ordersPartitionName, stockPartitionName, stockShardName } from "./partition-names.ts";
import { partitionStub, whereaboutsOf } from "./partition-stub.ts";

/** Whether the layout has this place: a forged id is 404 before any stub exists. */
export function hasPlace(layout: LayoutRecord, place: Place): boolean {
  const row = layout.placements.find((known) => known.placement === place.placement);
  const generation = row?.generations.find((known) => known.generation === place.generation);
  return generation !== undefined && place.partition < generation.partitions;
}

export function ordersPartition(
  namespace: DurableObjectNamespace,
  layout: LayoutRecord,
  place: Place,
): OrdersRpc & PartitionRpc {
  return partitionStub(namespace, whereaboutsOf(layout, place.placement), ordersPartitionName(place));
}

/** The partition of a record, or null when the layout has no such place. */
export function ordersPartitionOf(
  namespace: DurableObjectNamespace,
  layout: LayoutRecord,
  id: RecordId,
): OrdersRpc | null {
  const place = placeOfRecord(id);
  return hasPlace(layout, place) ? ordersPartition(namespace, layout, place) : null;
}

/** The stock partition with this number, or null when the layout has none. */
export function stockPartition(
  namespace: DurableObjectNamespace,
  layout: LayoutRecord,
  partition: number,
): (StockRpc & PartitionRpc) | null {
  if (partition >= layout.stockPartitions) return null;
  return partitionStub(namespace, whereaboutsOf(layout, 0), stockPartitionName(partition));
}

/** A shard of a hot item. Made ready by the item's home, never by traffic: one that is not answers nothing. */
export function stockShard(
  namespace: DurableObjectNamespace,
  layout: LayoutRecord,
  itemId: string,
  shard: number,
): HoldRpc {
  return partitionStub(namespace, whereaboutsOf(layout, 0), stockShardName(itemId, shard));
}

/** Every orders partition there is, oldest generation first. */
export function allOrdersPlaces(layout: LayoutRecord): Place[] {
  return layout.placements.flatMap(({ placement, generations }) =>
    generations.flatMap(({ generation, partitions }) =>
      Array.from({ length: partitions }, (_, partition) => ({ placement, generation, partition })),
    ),
  );
}
