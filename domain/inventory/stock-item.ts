import type { Balance } from "../hold/balance.ts";
import { type Hold, outstanding } from "../hold/hold.ts";
import type { Transition } from "../hold/transition.ts";
import { allowanceOf, type ItemPolicy, PLAIN_POLICY } from "./item-policy.ts";
import { type Allocation, addToLevels, type Level, unitsOf } from "./level.ts";

/** One inventory item as its place keeps it: over all locations, with what is promised of it. */
export type StockItem = {
  readonly itemId: string;
  readonly held: number;
  /** Of the held ones, those that no payment is under way for: held early, ahead of it. */
  readonly early: number;
  readonly committed: number;
  readonly levels: readonly Level[];
  readonly policy: ItemPolicy;
  /** Of the units that were lent to shards: those that the shards had promised when we last heard of them. */
  readonly promisedAway: number;
  /** How many movements its ledger has. */
  readonly movements: number;
};

export function newItem(itemId: string): StockItem {
  return {
    ...{ itemId, held: 0, early: 0, committed: 0, levels: [], policy: PLAIN_POLICY },
    ...{ promisedAway: 0, movements: 0 },
  };
}

/** The item's figures as the hold machine reads them. */
export function balanceOf(item: StockItem, nowMs: number): Balance {
  let total = 0;
  let granted = 0;
  let safety = 0;
  for (const level of item.levels) {
    total += level.onHand;
    granted += level.granted;
    safety += level.safety;
  }
  const allowance = allowanceOf(item.policy, nowMs);
  return { total, held: item.held, committed: item.committed, granted, safety, allowance };
}

/** A hold of one item, and where its outstanding units are to come from. */
export type PlacedHold = { readonly hold: Hold; readonly allocation: Allocation };

/** The item after a step of the hold machine that led from one state of a hold to the next. */
export function afterStep(
  item: StockItem,
  { balance }: Pick<Transition, "balance">,
  before: PlacedHold | null,
  after: PlacedHold,
): StockItem {
  const was = before?.allocation ?? [];
  const levels =
    was === after.allocation
      ? item.levels
      : addToLevels(addToLevels(item.levels, "promised", was, -1), "promised", after.allocation);
  const early = item.early - earlyUnits(before?.hold) + earlyUnits(after.hold);
  return { ...item, held: balance.held, committed: balance.committed, early, levels };
}

/** Units of a hold that no location is named for: they wait for a delivery. */
export function awaitedUnits({ hold, allocation }: PlacedHold): number {
  return outstanding(hold) - unitsOf(allocation);
}

function earlyUnits(hold: Hold | undefined): number {
  return hold?.state === "held" ? hold.units : 0;
}
