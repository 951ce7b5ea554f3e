import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import { type Hold, stateAt } from "./hold.ts";
import { changed, type HoldEnded, type Transition, type UnknownHold, unchanged } from "./transition.ts";

/** INV-3 Sold: the units move from held to committed, once. Only a live hold can be committed. */
export function commitHold(
  balance: Balance,
  hold: Hold | null,
  nowMs: number,
): Result<Transition, HoldEnded | UnknownHold> {
  if (!hold) return refuse({ code: "unknown_hold" });
  const state = stateAt(hold, nowMs);
  if (state === "lapsed" || state === "released") return refuse({ code: "hold_ended", state });
  if (state === "committed" || state === "fulfilled") return ok(unchanged(balance, hold));

  return ok(
    changed(
      { ...balance, held: balance.held - hold.units, committed: balance.committed + hold.units },
      { ...hold, state: "committed", expiresAtMs: null },
    ),
  );
}
