import { homePartitionOfItem } from "../kernel/item-id.ts";
import type { ItemUnits } from "./sum-per-item.ts";

/**
 * Where a hold lives: in a stock partition, or in one of the shards over which that partition has spread a hot item.
 * It is logged with the hold's id before anybody is asked, so every repeat goes to the same place.
 */
export type StockPlace = { readonly partition: number; readonly shard: number | null };

type AtPlace = { readonly place: StockPlace; readonly items: readonly { readonly itemId: string }[] };

export function isSamePlace(one: AtPlace, other: AtPlace): boolean {
  if (one.place.partition !== other.place.partition || one.place.shard !== other.place.shard) return false;
  // A shard serves one item alone, so shards of one number are told apart by it.
  return one.place.shard === null || one.items[0]?.itemId === other.items[0]?.itemId;
}

/** What is known of a hot item: over how many shards it is spread, or that its home sells it itself again. */
export type Spread = {
  readonly itemId: string;
  /** Rises with every move of the item. */
  readonly version: number;
  readonly shards: number;
  /** True to ask the home: the shards have none left, or are being emptied. */
  readonly direct: boolean;
};

/** One question: these units, of this place. `seen` are spreads that the home need not tell of again. */
export type PlacedUnits = {
  readonly place: StockPlace;
  readonly items: readonly ItemUnits[];
  readonly seen: readonly { readonly itemId: string; readonly version: number }[];
};

/**
 * INV-5 One question per place: a home partition is asked for all its items at once, the shard of a hot item for that
 * item alone. `pick` chooses the shard and is the asker's for life, so that askers spread evenly.
 */
export function placeUnits(
  items: readonly ItemUnits[],
  spreads: readonly Spread[],
  pick: number,
): PlacedUnits[] {
  const sharded: PlacedUnits[] = [];
  const homes = new Map<number, { items: ItemUnits[]; seen: { itemId: string; version: number }[] }>();
  for (const item of items) {
    const partition = homePartitionOfItem(item.itemId);
    const spread = spreads.find((known) => known.itemId === item.itemId);
    if (spread && !spread.direct && spread.shards > 0) {
      sharded.push({ place: { partition, shard: pick % spread.shards }, items: [item], seen: [] });
      continue;
    }
    const home = homes.get(partition) ?? { items: [], seen: [] };
    home.items.push(item);
    if (spread?.direct) home.seen.push({ itemId: item.itemId, version: spread.version });
    homes.set(partition, home);
  }
  const asked = [...homes].map(([partition, home]) => ({ place: { partition, shard: null }, ...home }));
  return [...asked.sort((a, b) => a.place.partition - b.place.partition), ...sharded];
}
