import { LayoutMemo } from "../../../platform/objects/layout-memo.ts";
import { stockPartition } from "../../../platform/objects/partitions.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";

const layouts = new LayoutMemo();

/** Tells every stock partition whether numbers are wanted. One that is not reached hears it with its next confirmation. */
export async function tellPartitions(env: CatalogEnv, showsUnits: boolean): Promise<void> {
  try {
    const layout = await layouts.current(env.LAYOUT, Date.now());
    const partitions = Array.from({ length: layout.stockPartitions }, (_, partition) => partition);
    await Promise.all(
      partitions.map((partition) =>
        stockPartition(env.STOCK_PARTITIONS, layout, partition)?.showUnits({ showsUnits }).catch(logFailure),
      ),
    );
  } catch (error) {
    logFailure(error);
  }
}

function logFailure(error: unknown): void {
  logEvent("warn", "catalog.partition_not_told", describeError(error));
}
