/**
 * One promise of units to one asker, two-phase as in double-entry ledgers.
 *
 *     held ──pin──▶ pinned ──commit──▶ committed ──fulfil──▶ fulfilled
 *      │ └────────────┬──────────────────┘ └──uncommit──▶ released
 *      │              └──release──▶ released
 *      └──(time)──▶ lapsed
 */
export type HoldState = "held" | "pinned" | "committed" | "fulfilled" | "released" | "lapsed";

export type Hold = {
  readonly holdId: string;
  readonly units: number;
  readonly state: HoldState;
  /** Null once it no longer ends by itself. */
  readonly expiresAtMs: number | null;
};

/** HLD-1 A hold ends the moment it lapses, whether or not anybody has written that down yet. */
export function stateAt(hold: Hold, nowMs: number): HoldState {
  return hold.state === "held" && hold.expiresAtMs !== null && hold.expiresAtMs <= nowMs
    ? "lapsed"
    : hold.state;
}
