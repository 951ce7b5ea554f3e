import { invariant } from "../kernel/invariant.ts";
import type { Balance } from "./balance.ts";
import { type Hold, stateAt } from "./hold.ts";
import { changed, type Transition } from "./transition.ts";

/** HLD-1 Writes down that a hold has lapsed. Runs in the transaction that reuses its units, before the check. */
export function lapseHold(balance: Balance, hold: Hold, nowMs: number): Transition {
  invariant(
    hold.state === "held" && stateAt(hold, nowMs) === "lapsed",
    `HLD-1 ${hold.holdId} has not lapsed`,
  );
  return changed({ ...balance, held: balance.held - hold.units }, { ...hold, state: "lapsed" });
}
