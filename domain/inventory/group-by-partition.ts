import { homePartitionOfItem } from "../kernel/item-id.ts";
import type { ItemUnits } from "./sum-per-item.ts";

export type PartitionUnits = { partition: number; items: ItemUnits[] };

/** One question per stock partition, in partition order. */
export function groupByPartition(items: readonly ItemUnits[]): PartitionUnits[] {
  const groups = new Map<number, ItemUnits[]>();
  for (const item of items) {
    const partition = homePartitionOfItem(item.itemId);
    groups.set(partition, [...(groups.get(partition) ?? []), item]);
  }
  return [...groups]
    .map(([partition, units]) => ({ partition, items: units }))
    .sort((a, b) => a.partition - b.partition);
}
