import type { ConfirmSignals } from "../../../contracts/rpc/stock-signals.ts";
import { homePartitionOfItem, readItemId } from "../../../domain/kernel/item-id.ts";
import { LayoutMemo } from "../../../platform/objects/layout-memo.ts";
import { stockPartition } from "../../../platform/objects/partitions.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { beginRead, ensureFresh } from "../reads/read-context.ts";
import { currentSettings } from "../reads/shop-settings.ts";
import { showsUnits } from "./shows-units.ts";

const layouts = new LayoutMemo();

/** SIG-1 Tells each item's home which version we have, and whether numbers are wanted. A home that can't be reached asks again. */
export async function confirmSignals(
  env: CatalogEnv,
  versions: ReadonlyMap<string, number>,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  try {
    const read = beginRead(env, waitUntil);
    await ensureFresh(read);
    const wanted = showsUnits(await currentSettings(read));
    const layout = await layouts.current(env.LAYOUT, Date.now());
    await Promise.all(
      [...byHome(versions)].map(([partition, signals]) =>
        stockPartition(env.STOCK_PARTITIONS, layout, partition)
          ?.confirmSignals({ signals, showsUnits: wanted })
          .catch(logFailure),
      ),
    );
  } catch (error) {
    logFailure(error);
  }
}

function byHome(versions: ReadonlyMap<string, number>): Map<number, ConfirmSignals["signals"]> {
  const homes = new Map<number, ConfirmSignals["signals"]>();
  for (const [id, version] of versions) {
    const itemId = readItemId(id);
    if (!itemId) continue;
    const partition = homePartitionOfItem(itemId);
    homes.set(partition, [...(homes.get(partition) ?? []), { itemId, version }]);
  }
  return homes;
}

function logFailure(error: unknown): void {
  logEvent("warn", "catalog.confirm_failed", describeError(error));
}
