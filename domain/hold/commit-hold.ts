import { invariant } from "../kernel/invariant.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import { type Hold, stateAt } from "./hold.ts";
import {
  changed,
  type HoldEnded,
  type HoldMismatch,
  type Transition,
  type UnknownHold,
  unchanged,
} from "./transition.ts";

/**
 * INV-3 Sold: the units move from held to committed, once. Only a live hold can be committed, the whole of it or a
 * part; what is left of it is given back.
 */
export function commitHold(
  balance: Balance,
  hold: Hold | null,
  units: number,
  nowMs: number,
): Result<Transition, HoldEnded | HoldMismatch | UnknownHold> {
  invariant(Number.isSafeInteger(units) && units > 0, `INV-3 a sale takes whole units, got ${units}`);
  if (!hold) return refuse({ code: "unknown_hold" });
  const state = stateAt(hold, nowMs);
  // What was sold and given back since was sold all the same: a late repeat learns that.
  if (hold.committed > 0) {
    return hold.committed === units
      ? ok(unchanged(balance, hold))
      : refuse({ code: "hold_mismatch", units: hold.committed });
  }
  if (state === "lapsed" || state === "released") return refuse({ code: "hold_ended", state });
  if (units > hold.units) return refuse({ code: "hold_mismatch", units: hold.units });

  return ok(
    changed(
      { ...balance, held: balance.held - hold.units, committed: balance.committed + units },
      { ...hold, state: "committed", expiresAtMs: null, committed: units },
    ),
  );
}
