import type { z } from "zod";
import type {
  listPartitions as listSpec,
  PartitionView,
  retryParked as retrySpec,
} from "../../../contracts/http/admin/operations-routes.ts";
import type { LayoutRecord } from "../../../contracts/rpc/layout.ts";
import type { PartitionRpc } from "../../../contracts/rpc/partition.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { ordersPartitionName, stockPartitionName } from "../../../platform/objects/partition-names.ts";
import { allOrdersPlaces, ordersPartition, stockPartition } from "../../../platform/objects/partitions.ts";
import { iso } from "../cart/encode-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { refreshedLayout } from "../shop.ts";

const AT_ONCE = 6;

export async function listPartitions({
  env,
}: Call<typeof listSpec, CheckoutEnv>): Promise<Reply<typeof listSpec>> {
  const partitions = [...partitionsOf(env, await refreshedLayout(env))];

  const data: z.infer<typeof PartitionView>[] = [];
  for (let start = 0; start < partitions.length; start += AT_ONCE) {
    const slice = partitions.slice(start, start + AT_ONCE);
    data.push(...(await Promise.all(slice.map(([name, partition]) => describe(name, partition)))));
  }
  return { status: 200, body: { data } };
}

export async function retryParked({
  params,
  env,
}: Call<typeof retrySpec, CheckoutEnv>): Promise<Reply<typeof retrySpec>> {
  const partition = partitionsOf(env, await refreshedLayout(env)).get(params.name);
  if (!partition) throw problem("not_found");

  await partition.retryParked();

  return { status: 200, body: await describe(params.name, partition) };
}

function partitionsOf(env: CheckoutEnv, layout: LayoutRecord): Map<string, PartitionRpc> {
  const partitions = new Map<string, PartitionRpc>();
  for (const place of allOrdersPlaces(layout)) {
    partitions.set(ordersPartitionName(place), ordersPartition(env.ORDERS_PARTITIONS, layout, place));
  }
  for (let partition = 0; partition < layout.stockPartitions; partition += 1) {
    const stock = stockPartition(env.STOCK_PARTITIONS, layout, partition);
    if (stock) partitions.set(stockPartitionName(partition), stock);
  }
  return partitions;
}

/** One that does not answer is shown as such, and hides no other. */
async function describe(name: string, partition: PartitionRpc): Promise<z.infer<typeof PartitionView>> {
  try {
    const { state, databaseBytes, alarmAtMs, parked } = await partition.describe();
    return {
      name,
      state,
      database_bytes: databaseBytes,
      alarm_at: alarmAtMs === null ? null : iso(alarmAtMs),
      parked,
    };
  } catch {
    return { name, state: "unreachable", database_bytes: 0, alarm_at: null, parked: [] };
  }
}
