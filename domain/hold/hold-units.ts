import { invariant } from "../kernel/invariant.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { type Balance, promisable } from "./balance.ts";
import { type Hold, stateAt } from "./hold.ts";
import { pinHold } from "./pin-hold.ts";
import { changed, type HoldEnded, type HoldMismatch, type Transition, unchanged } from "./transition.ts";

export type HoldAsk = { holdId: string; units: number; expiresAtMs: number | null; pin: boolean };

export type HoldRefusal =
  | { code: "insufficient"; asked: number; available: number; mayReturn: boolean }
  | HoldMismatch
  | HoldEnded;

/**
 * INV-1 Never oversell: the only rule that creates a hold. Safe because the object runs it inside one storage
 * transaction with no await: no second buyer can stand between the check and the write. `balance.held` must not
 * count lapsed holds (see lapseHold). The same id with the same content answers with the hold's present state.
 */
export function holdUnits(
  balance: Balance,
  earlier: Hold | null,
  ask: HoldAsk,
  nowMs: number,
): Result<Transition, HoldRefusal> {
  invariant(
    Number.isSafeInteger(ask.units) && ask.units > 0,
    `INV-1 a hold takes whole units, got ${ask.units}`,
  );
  if (earlier) return replayOrRefuse(balance, earlier, ask, nowMs);
  // HLD-1 The question was under way for longer than the hold was to last.
  if (!ask.pin && ask.expiresAtMs !== null && ask.expiresAtMs <= nowMs)
    return refuse({ code: "hold_ended", state: "lapsed" });

  const free = promisable(balance);
  if (free < ask.units) {
    return refuse({ code: "insufficient", asked: ask.units, available: free, mayReturn: balance.held > 0 });
  }

  const hold: Hold = {
    holdId: ask.holdId,
    units: ask.units,
    state: ask.pin ? "pinned" : "held",
    sinceMs: nowMs,
    expiresAtMs: ask.pin ? null : ask.expiresAtMs,
    committed: 0,
    steps: [],
  };
  return ok(changed({ ...balance, held: balance.held + ask.units }, hold));
}

function replayOrRefuse(
  balance: Balance,
  earlier: Hold,
  ask: HoldAsk,
  nowMs: number,
): Result<Transition, HoldRefusal> {
  const state = stateAt(earlier, nowMs);
  if (state === "lapsed" || state === "released") return refuse({ code: "hold_ended", state });
  if (earlier.units !== ask.units) return refuse({ code: "hold_mismatch", units: earlier.units });
  if (ask.pin && state === "held") return pinHold(balance, earlier, nowMs);
  return ok(unchanged(balance, earlier));
}
