/**
 * One promise of units to one asker, two-phase as in double-entry ledgers.
 *
 *     held ──pin──▶ pinned ──commit──▶ committed ──fulfil, uncommit──▶ fulfilled | released
 *      │ └───────────┬───────────────────┘ (a part: the rest is given back)
 *      │             └──release──▶ released
 *      └──(time)──▶ lapsed
 */
export type HoldState = "held" | "pinned" | "committed" | "fulfilled" | "released" | "lapsed";

export type Hold = {
  readonly holdId: string;
  /** As asked for. */
  readonly units: number;
  readonly state: HoldState;
  /** When it was granted. */
  readonly sinceMs: number;
  /** Null once it no longer ends by itself. */
  readonly expiresAtMs: number | null;
  /** How many of the units were sold; zero before the commit. */
  readonly committed: number;
  /** What happened to sold units since, each step under an id of its own. */
  readonly steps: readonly HoldStep[];
};

/** `fulfilled` units left the house, `uncommitted` ones were given back. */
export type HoldStep = {
  readonly id: string;
  readonly kind: "fulfilled" | "uncommitted";
  readonly units: number;
};

/** HLD-1 A hold ends the moment it lapses, whether or not anybody has written that down yet. */
export function stateAt(hold: Hold, nowMs: number): HoldState {
  return hold.state === "held" && hold.expiresAtMs !== null && hold.expiresAtMs <= nowMs
    ? "lapsed"
    : hold.state;
}

/** What the asker has of it, held or sold or gone out, but not what was given back. */
export function keptUnits(hold: Hold, nowMs: number): number {
  const state = stateAt(hold, nowMs);
  if (state === "lapsed" || state === "released") return 0;
  const givenBack = hold.steps.reduce((sum, step) => sum + (step.kind === "uncommitted" ? step.units : 0), 0);
  return (hold.committed > 0 ? hold.committed : hold.units) - givenBack;
}

/** Units that it still keeps from others, as recorded. */
export function outstanding(hold: Hold): number {
  switch (hold.state) {
    case "held":
    case "pinned":
      return hold.units;
    case "committed":
      return hold.committed - hold.steps.reduce((sum, step) => sum + step.units, 0);
    case "fulfilled":
    case "released":
    case "lapsed":
      return 0;
  }
}
