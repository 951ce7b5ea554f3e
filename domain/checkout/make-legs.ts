import type { PlacedUnits } from "../inventory/stock-place.ts";
import { isSamePlace } from "../inventory/stock-place.ts";
import type { HeldUnits, HoldLeg } from "./attempt.ts";

/** Legs that are still to be asked, with ids that were never used, and earlier holds that none of them replaces. */
export type MadeLegs = { legs: HoldLeg[]; leftovers: HeldUnits[]; legsMade: number };

/** One leg for each question. An earlier hold is given back together with the grant of a leg in the same place. */
export function makeLegs(
  placed: readonly PlacedUnits[],
  earlier: readonly HeldUnits[],
  stem: string,
  legsMade: number,
): MadeLegs {
  const replacedBy = (leg: PlacedUnits) => earlier.filter((held) => isSamePlace(held, leg));
  const legs = placed.map(
    (leg, index): HoldLeg => ({
      ...leg,
      holdId: `${stem}.${legsMade + index + 1}`,
      replaces: replacedBy(leg).map(({ holdId, items }) => ({ holdId, items })),
      state: "asked",
    }),
  );
  const leftovers = earlier.filter((held) => !placed.some((leg) => isSamePlace(held, leg)));
  return { legs, leftovers, legsMade: legsMade + legs.length };
}
