import type { z } from "zod";
import type { LineSource } from "../../../contracts/http/admin/order-routes.ts";
import type { AttemptView } from "../../../contracts/rpc/orders.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CheckoutEnv } from "../env.ts";
import { namesOfItems } from "../stock/names-of-items.ts";
import { lineSources } from "./line-sources.ts";

type Shown = z.input<typeof LineSource>;

/** The catalog names so many items at a time. */
const NAMES_MAX = 500;

/** Where the units of each line come from, as staff see it, by line id; null while that is not known. */
export async function showSources(
  env: CheckoutEnv,
  attempt: AttemptView | null,
): Promise<ReadonlyMap<string, Shown[]> | null> {
  const sourced = attempt && lineSources(attempt);
  if (!attempt?.frozen || !sourced) return null;

  const bought = new Map(attempt.frozen.lines.map(({ itemId, sku }) => [itemId, sku]));
  const components = attempt.frozen.lines.flatMap((line) => line.components ?? []);
  const named = await namesOf(env, [...new Set(components.map(({ itemId }) => itemId))]);
  return new Map(
    [...sourced].map(([lineId, { sources }]) => [
      lineId,
      sources.map(({ itemId, location, units }) => ({
        inventory_item_id: itemId,
        sku: bought.get(itemId) ?? named.get(itemId) ?? null,
        location,
        units,
      })),
    ]),
  );
}

/** The order is shown whether or not the catalog answers. */
async function namesOf(env: CheckoutEnv, itemIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const parts = Array.from({ length: Math.ceil(itemIds.length / NAMES_MAX) }, (_, part) =>
    itemIds.slice(part * NAMES_MAX, (part + 1) * NAMES_MAX),
  );
  try {
    const named = await Promise.all(parts.map((part) => namesOfItems(env, part)));
    return new Map(named.flatMap((names) => [...names]));
  } catch (error) {
    logEvent("warn", "checkout.components_unnamed", describeError(error));
    return new Map();
  }
}
