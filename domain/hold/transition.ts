import type { Balance } from "./balance.ts";
import type { Hold, HoldState } from "./hold.ts";

/** What a step of the hold machine leaves behind. `changed` is false for a replay: nothing to write. */
export type Transition = { readonly balance: Balance; readonly hold: Hold; readonly changed: boolean };

export type HoldEnded = { code: "hold_ended"; state: HoldState };
export type UnknownHold = { code: "unknown_hold" };
export type NotCommitted = { code: "not_committed"; state: HoldState };
/** The id was used for other units before. */
export type HoldMismatch = { code: "hold_mismatch"; units: number };

export function unchanged(balance: Balance, hold: Hold): Transition {
  return { balance, hold, changed: false };
}

export function changed(balance: Balance, hold: Hold): Transition {
  return { balance, hold, changed: true };
}
