import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import { type Hold, stateAt } from "./hold.ts";
import { changed, type HoldEnded, type Transition, type UnknownHold } from "./transition.ts";

export type WithdrawRefusal = UnknownHold | HoldEnded | { code: "hold_pinned" } | { code: "hold_sold" };

/**
 * HLD-6 The shop takes back a hold that keeps units from others, but only one that no payment is under way for: a
 * pinned one belongs to a payment that may still succeed, a sold one to an order. Unlike its asker, who may be early
 * (HLD-3), the shop leaves nothing behind for an id that nobody holds.
 */
export function withdrawHold(
  balance: Balance,
  hold: Hold | null,
  nowMs: number,
): Result<Transition, WithdrawRefusal> {
  if (!hold) return refuse({ code: "unknown_hold" });
  if (hold.committed > 0) return refuse({ code: "hold_sold" });
  const state = stateAt(hold, nowMs);
  if (state === "pinned") return refuse({ code: "hold_pinned" });
  if (state !== "held") return refuse({ code: "hold_ended", state });

  return ok(
    changed(
      { ...balance, held: balance.held - hold.units },
      { ...hold, state: "released", expiresAtMs: null },
    ),
  );
}
