import type { Place } from "../../domain/kernel/record-id.ts";

/** Names of objects. They are made here alone; nothing else builds one. */
export function ordersPartitionName({ placement, generation, partition }: Place): string {
  return `orders:${placement}:${generation}:${partition}`;
}

export function stockPartitionName(partition: number): string {
  return `stock:${partition}`;
}

export function stockShardName(itemId: string, shard: number): string {
  return `stock-shard:${itemId}:${shard}`;
}
