import type { OrdersRpc } from "../../../contracts/rpc/orders.ts";
import { LayoutMemo } from "../../../platform/objects/layout-memo.ts";
import { ordersPartitionName } from "../../../platform/objects/partition-names.ts";
import { allOrdersPlaces, ordersPartition } from "../../../platform/objects/partitions.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { OrdersEnv } from "../env.ts";
import { applyEvents, readCursor } from "./apply-events.ts";

const memo = new LayoutMemo();
const SLICE = 100;
const SLICES_MAX = 50;
const AT_ONCE = 5;

/** Walks every partition there is and pulls what the read model misses, so that nothing depends on a queue's memory. */
export async function sweepAllPartitions(env: OrdersEnv): Promise<void> {
  await memo.refresh(env.LAYOUT, Date.now());
  const layout = await memo.current(env.LAYOUT, Date.now());
  const names = allOrdersPlaces(layout).map(ordersPartitionName);
  for (let start = 0; start < names.length; start += AT_ONCE) {
    await Promise.all(
      names
        .slice(start, start + AT_ONCE)
        .map((name) =>
          sweepPartition(env, name).catch((error) =>
            logEvent("warn", "orders.sweep_failed", { partition: name, ...describeError(error) }),
          ),
        ),
    );
  }
}

/** Applies a partition's events from our cursor on. The last question, with nothing to answer, acknowledges them. */
export async function sweepPartition(env: OrdersEnv, name: string): Promise<void> {
  const partition = await partitionByName(env, name);
  for (let slice = 0; slice < SLICES_MAX; slice += 1) {
    const { epoch, position } = await readCursor(env.DB, name);
    const pulled = await partition.events({ epoch, afterPosition: position, limit: SLICE });
    if (pulled.events.length === 0) return;
    await applyEvents(env.DB, pulled.events);
  }
}

async function partitionByName(env: OrdersEnv, name: string): Promise<OrdersRpc> {
  const layout = await memo.current(env.LAYOUT, Date.now());
  const place = allOrdersPlaces(layout).find((known) => ordersPartitionName(known) === name);
  if (!place) {
    await memo.refresh(env.LAYOUT, Date.now());
    throw new Error(`the layout has no partition "${name}"`);
  }
  return ordersPartition(env.ORDERS_PARTITIONS, layout, place);
}
