/** What somebody asked of one item that many reach for. */
export type Ask =
  | { kind: "hold"; holdId: string; units: number }
  | { kind: "release"; holdId: string; units: number }
  | { kind: "commit"; holdId: string; units: number }
  | { kind: "adjust"; delta: number }
  | { kind: "read" };

/** What can be answered. `available` is what nobody had been promised at that moment. */
export type Answer =
  | { kind: "granted" }
  | { kind: "insufficient"; available: number }
  | { kind: "ended" }
  | { kind: "released" }
  | { kind: "committed" }
  | { kind: "unknown_hold" }
  | { kind: "adjusted" }
  | { kind: "would_be_negative" }
  | { kind: "available"; available: number };

/**
 * One call, from when it was made to when it was answered. Null: no answer ever came, so it may have been decided at
 * any time since, or never. Times are those of one clock, or just numbers that count what happened.
 */
export type Operation = {
  readonly client: string;
  readonly ask: Ask;
  readonly startAt: number;
  readonly end: { readonly at: number; readonly answer: Answer } | null;
};

export type History = readonly Operation[];
