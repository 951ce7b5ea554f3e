import type { Helper } from "../../tools/runtime/helper.ts";
import type { ClosedResult, LoadMessage } from "../load/load-messages.ts";
import { ShopperFlows } from "../scenarios/shopper-flows.ts";
import { auditItem, type BenchShop, stockScarceItem } from "../souk/bench-shop.ts";

/** How few are left of an item when it is fought for. */
export const LAST_UNITS = 100;

/** Twice as many buyers as units, all at once: exactly the units are sold, everybody else is refused with a 409. */
export async function sellLastUnits(
  shop: BenchShop,
  load: Helper<LoadMessage>,
  connections: number,
): Promise<string[]> {
  const item = await stockScarceItem(shop, "last-units", LAST_UNITS);
  const { tally } = await load.ask<ClosedResult>({
    kind: "closed",
    origin: shop.origin,
    flow: new ShopperFlows(shop).purchase([item], LAST_UNITS * 2),
    connections,
    serverPid: shop.server.runtimePid,
    warmUpMs: 0,
    measureMs: 60_000,
    samplesMax: 1,
  });
  const faults: string[] = [];
  if (tally.completed !== LAST_UNITS) faults.push(`${tally.completed} of ${LAST_UNITS} last units were sold`);
  if (tally.refused["complete 409"] !== LAST_UNITS) faults.push(`refusals: ${JSON.stringify(tally.refused)}`);
  const { balanced, available } = await auditItem(shop, item);
  if (!balanced || available !== 0) faults.push(`${available} units are left, balanced: ${balanced}`);
  return faults;
}
