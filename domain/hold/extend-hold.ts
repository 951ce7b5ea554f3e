import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Balance } from "./balance.ts";
import { type Hold, stateAt } from "./hold.ts";
import { changed, type HoldEnded, type Transition, type UnknownHold, unchanged } from "./transition.ts";

/**
 * HLD-4 A live hold lasts longer, never shorter, and never past `lastMs` after it was granted: whoever reserves may
 * not keep others out for ever. A hold that does not end by itself is left as it is.
 */
export function extendHold(
  balance: Balance,
  hold: Hold | null,
  ask: { expiresAtMs: number; lastMs: number },
  nowMs: number,
): Result<Transition, HoldEnded | UnknownHold> {
  if (!hold) return refuse({ code: "unknown_hold" });
  const state = stateAt(hold, nowMs);
  if (state === "lapsed" || state === "released") return refuse({ code: "hold_ended", state });
  if (hold.expiresAtMs === null) return ok(unchanged(balance, hold));

  const expiresAtMs = Math.min(ask.expiresAtMs, hold.sinceMs + ask.lastMs);
  return expiresAtMs > hold.expiresAtMs
    ? ok(changed(balance, { ...hold, expiresAtMs }))
    : ok(unchanged(balance, hold));
}
