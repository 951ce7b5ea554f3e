export type PartState = "held" | "pinned" | "committed" | "fulfilled" | "released" | "lapsed";

/** One item's part of a hold. */
export type Part = {
  readonly units: number;
  readonly sinceMs: number;
  readonly reference: string;
  /** Who holds ahead of payment, and who buys, where that was noted. */
  readonly asker: string | null;
  buyer: string | null;
  state: PartState;
  /** When a held one lapses; null once it does not. */
  expiresAtMs: number | null;
  /** How many were sold. */
  committed: number;
  readonly steps: Map<string, { kind: "fulfilled" | "uncommitted"; units: number }>;
  /** Where the units are to come from, by location. What is missing there waits for a delivery. */
  allocation: ReadonlyMap<string, number>;
  /** Units that no longer come from there; from which of the locations they go is for the object to say. */
  unallocated: number;
  /** When it ended, by object time; infinite while it lives or is sold. */
  endedAtMs: number;
  /** It lapsed and was then given back: which of both is on record is for the object to say. */
  isEndUncertain: boolean;
};

/** A hold is over the moment it lapses. */
export function stateAt(part: Part, nowMs: number): PartState {
  return part.state === "held" && part.expiresAtMs !== null && part.expiresAtMs <= nowMs
    ? "lapsed"
    : part.state;
}

export function isOver(state: PartState): boolean {
  return state === "released" || state === "lapsed";
}

export function isLive(part: Part, nowMs: number): boolean {
  const state = stateAt(part, nowMs);
  return state === "held" || state === "pinned";
}

/** Sold units that neither left nor came back. */
export function unsettled(part: Part): number {
  if (part.state !== "committed") return 0;
  let left = part.committed;
  for (const { units } of part.steps.values()) left -= units;
  return left;
}

/** Units that it keeps from others. */
export function outstanding(part: Part, nowMs: number): number {
  return isLive(part, nowMs) ? part.units : unsettled(part);
}

/** What the asker has of it: held, sold or gone out, but not what was given back. */
export function kept(part: Part, nowMs: number): number {
  if (isOver(stateAt(part, nowMs))) return 0;
  let units = part.committed > 0 ? part.committed : part.units;
  for (const step of part.steps.values()) if (step.kind === "uncommitted") units -= step.units;
  return units;
}

export function allocated(part: Part): number {
  let sum = 0;
  for (const units of part.allocation.values()) sum += units;
  return sum - part.unallocated;
}

/** Units that wait for a delivery. */
export function awaited(part: Part, nowMs: number): number {
  return outstanding(part, nowMs) - allocated(part);
}

/** How the end of a part may be called: what is uncertain may be either. */
export function endings(part: Part, nowMs: number): PartState[] {
  return part.isEndUncertain ? ["released", "lapsed"] : [stateAt(part, nowMs)];
}

/** A part with nothing known of it but these facts: it was not sold, and no location is named for it. */
export function newPart(
  facts: Pick<Part, "units" | "reference" | "sinceMs" | "state"> & Partial<Part>,
): Part {
  return {
    asker: null,
    buyer: null,
    expiresAtMs: null,
    committed: 0,
    steps: new Map(),
    allocation: new Map(),
    unallocated: 0,
    endedAtMs: Number.POSITIVE_INFINITY,
    isEndUncertain: false,
    ...facts,
  };
}

/** A hold that never came, and was released. */
export function tombstone(units: number, reference: string, nowMs: number): Part {
  return newPart({ units, reference, sinceMs: nowMs, state: "released", endedAtMs: nowMs });
}

/** So many of its units no longer come from anywhere. With one location there is no doubt from which. */
export function unplace(part: Part, units: number): void {
  if (units <= 0) return;
  const [first] = part.allocation;
  if (first && part.allocation.size === 1) part.allocation = new Map([[first[0], first[1] - units]]);
  else part.unallocated += units;
}

/** Gives a part back, unless it was sold or is over. */
export function release(part: Part, nowMs: number): void {
  if (part.committed > 0 || isOver(part.state)) return;
  part.isEndUncertain = stateAt(part, nowMs) === "lapsed";
  if (!part.isEndUncertain) part.expiresAtMs = null;
  end(part, "released", nowMs);
}

export function end(part: Part, state: PartState, nowMs: number): void {
  part.state = state;
  part.allocation = new Map();
  part.unallocated = 0;
  part.endedAtMs = nowMs;
}
