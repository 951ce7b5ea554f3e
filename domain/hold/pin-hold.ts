import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import { type Hold, stateAt } from "./hold.ts";
import { changed, type HoldEnded, type Transition, unchanged } from "./transition.ts";

/** HLD-2 Payment is under way: from here on the hold does not expire, it is committed or released. */
export function pinHold(balance: Balance, hold: Hold, nowMs: number): Result<Transition, HoldEnded> {
  const state = stateAt(hold, nowMs);
  if (state === "lapsed" || state === "released") return refuse({ code: "hold_ended", state });
  if (state !== "held") return ok(unchanged(balance, hold));

  return ok(changed(balance, { ...hold, state: "pinned", expiresAtMs: null }));
}
