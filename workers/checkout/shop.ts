import type { LayoutRecord } from "../../contracts/rpc/layout.ts";
import type { OrdersRpc, PlaceView } from "../../contracts/rpc/orders.ts";
import type { HoldRpc, StockRpc } from "../../contracts/rpc/stock.ts";
import { type Place, placeOfRecord, type RecordId } from "../../domain/kernel/record-id.ts";
import { problem } from "../../platform/http/problem.ts";
import { LayoutMemo } from "../../platform/objects/layout-memo.ts";
import {
  ordersPartition,
  ordersPartitionOf,
  stockPartition,
  stockShard,
} from "../../platform/objects/partitions.ts";
import type { CheckoutEnv } from "./env.ts";

const memo = new LayoutMemo();

/** The layout as this isolate knows it. */
export function currentLayout(env: CheckoutEnv): Promise<LayoutRecord> {
  return memo.current(env.LAYOUT, Date.now());
}

export async function refreshedLayout(env: CheckoutEnv): Promise<LayoutRecord> {
  await memo.refresh(env.LAYOUT, Date.now());
  return memo.current(env.LAYOUT, Date.now());
}

/** The partition of a record; a place that no layout has, not even a fresh one, is a 404 before any stub exists. */
export async function ordersOf(env: CheckoutEnv, id: RecordId): Promise<OrdersRpc> {
  const layout = await currentLayout(env);
  const known = ordersPartitionOf(env.ORDERS_PARTITIONS, layout, id);
  if (known) return known;
  // Only the next generation can have been opened behind our back: nothing else is worth a look.
  const found = isNextGeneration(layout, placeOfRecord(id))
    ? ordersPartitionOf(env.ORDERS_PARTITIONS, await refreshedLayout(env), id)
    : null;
  if (!found) throw problem("not_found");
  return found;
}

function isNextGeneration(layout: LayoutRecord, { placement, generation }: Place): boolean {
  const generations = layout.placements.find((row) => row.placement === placement)?.generations;
  return generations !== undefined && generation === (generations.at(-1)?.generation ?? 0) + 1;
}

export function ordersAt(env: CheckoutEnv, layout: LayoutRecord, place: Place): OrdersRpc {
  return ordersPartition(env.ORDERS_PARTITIONS, layout, place);
}

export async function stockAt(env: CheckoutEnv, partition: number): Promise<StockRpc> {
  const stock = stockPartition(env.STOCK_PARTITIONS, await currentLayout(env), partition);
  if (!stock) throw new RangeError(`there is no stock partition ${partition}`);
  return stock;
}

/** Whoever keeps a hold: the home partition of its items, or a shard of its one hot item. */
export async function placeOfHold(
  env: CheckoutEnv,
  place: PlaceView,
  items: readonly { itemId: string }[],
): Promise<HoldRpc> {
  if (place.shard === null) return stockAt(env, place.partition);
  return stockShard(env.STOCK_SHARDS, await currentLayout(env), items[0]?.itemId ?? "", place.shard);
}
