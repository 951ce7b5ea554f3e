import type { Allocation } from "./level.ts";
import type { ItemUnits } from "./sum-per-item.ts";

/**
 * Where the units of a hold come from: for each location, how many it gives of each item, in the order of the hold's
 * items. What no location gives waits for a delivery. By column, because an order of 6,000 items stores it whole.
 */
export type HoldSources = readonly { readonly location: string; readonly units: readonly number[] }[];

/** What was held, and where from. */
export type SourcedUnits = { readonly items: readonly ItemUnits[]; readonly sources: HoldSources };

/** What stock answered for the items of a hold, as the order keeps it. */
export function sourcesOf(
  items: readonly { readonly itemId: string }[],
  allocations: readonly { readonly itemId: string; readonly parts: Allocation }[],
): { location: string; units: number[] }[] {
  const columns = new Map<string, number[]>();
  const placeOf = new Map(items.map(({ itemId }, place) => [itemId, place]));
  for (const { itemId, parts } of allocations) {
    const place = placeOf.get(itemId);
    if (place === undefined) continue;
    for (const { location, units } of parts) {
      const column = columns.get(location) ?? items.map(() => 0);
      column[place] = (column[place] ?? 0) + units;
      columns.set(location, column);
    }
  }
  return [...columns].map(([location, units]) => ({ location, units }));
}
