import type { ItemUnits } from "../asks.ts";

export type PartState = "held" | "pinned" | "committed" | "fulfilled" | "released" | "lapsed";

/** One item's part of a hold. */
export type Part = {
  readonly units: number;
  state: PartState;
  /** When a held one lapses. */
  expiresAtMs: number;
  /** When it ended, by object time; infinite while it lives or is sold. */
  endedAtMs: number;
  /** It lapsed and was then given back: which of both is on record is for the object to say. */
  isEndUncertain: boolean;
};

export type Movement = {
  kind: "adjusted" | "committed" | "uncommitted" | "fulfilled";
  location: string | null;
  onHandDelta: number;
  committedDelta: number;
  reason: string;
  note: string | null;
  actor: string;
  reference: string | null;
  atMs: number;
  sequence: number;
};

export type BookedItem = { readonly levels: Map<string, number>; readonly movements: Movement[] };

/** What a partition must know, kept by somebody who does not share its code. */
export class Books {
  readonly items = new Map<string, BookedItem>();
  /** By hold id, then by item. */
  readonly holds = new Map<string, Map<string, Part>>();
  readonly keys = new Map<string, { requestHash: string; expiresAtMs: number }>();

  part(holdId: string, itemId: string): Part | undefined {
    return this.holds.get(holdId)?.get(itemId);
  }

  putPart(holdId: string, itemId: string, part: Omit<Part, "isEndUncertain">): void {
    const parts = this.holds.get(holdId) ?? new Map<string, Part>();
    parts.set(itemId, { ...part, isEndUncertain: false });
    this.holds.set(holdId, parts);
  }

  /** Everything ever promised of an item and not forgotten. */
  *partsOf(itemId: string): Generator<Part> {
    for (const parts of this.holds.values()) {
      const part = parts.get(itemId);
      if (part) yield part;
    }
  }

  onHand(itemId: string): number {
    let sum = 0;
    for (const units of this.items.get(itemId)?.levels.values() ?? []) sum += units;
    return sum;
  }

  held(itemId: string, nowMs: number): number {
    let sum = 0;
    for (const part of this.partsOf(itemId)) if (isLive(part, nowMs)) sum += part.units;
    return sum;
  }

  committed(itemId: string): number {
    let sum = 0;
    for (const part of this.partsOf(itemId)) if (part.state === "committed") sum += part.units;
    return sum;
  }

  free(itemId: string, nowMs: number): number {
    return this.onHand(itemId) - this.held(itemId, nowMs) - this.committed(itemId);
  }

  /** What staff are shown of an item. */
  level(itemId: string, nowMs: number): object {
    const [onHand, held, committed] = [
      this.onHand(itemId),
      this.held(itemId, nowMs),
      this.committed(itemId),
    ];
    const locations = [...(this.items.get(itemId)?.levels ?? [])]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([location, units]) => ({ location, onHand: units }));
    return {
      itemId,
      onHand,
      held,
      committed,
      available: onHand - held - committed,
      short: onHand < held + committed,
      locations,
    };
  }

  move(itemId: string, movement: Omit<Movement, "sequence">): void {
    const { movements } = this.item(itemId);
    movements.push({ ...movement, sequence: movements.length + 1 });
  }

  item(itemId: string): BookedItem {
    const known = this.items.get(itemId) ?? { levels: new Map(), movements: [] };
    this.items.set(itemId, known);
    return known;
  }

  release(part: Part, nowMs: number): void {
    if (isOver(part.state)) return;
    part.isEndUncertain = stateAt(part, nowMs) === "lapsed";
    part.state = "released";
    part.endedAtMs = nowMs;
  }
}

/** A hold is over the moment it lapses. */
export function stateAt(part: Part, nowMs: number): PartState {
  return part.state === "held" && part.expiresAtMs <= nowMs ? "lapsed" : part.state;
}

export function isLive(part: Part, nowMs: number): boolean {
  const state = stateAt(part, nowMs);
  return state === "held" || state === "pinned";
}

export function isOver(state: PartState): boolean {
  return state === "released" || state === "lapsed";
}

/** How the end of a part may be called: what is uncertain may be either. */
export function endings(part: Part, nowMs: number): PartState[] {
  return part.isEndUncertain ? ["released", "lapsed"] : [stateAt(part, nowMs)];
}

export function unitsPerItem(items: readonly ItemUnits[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { itemId, units } of items) sums.set(itemId, (sums.get(itemId) ?? 0) + units);
  return sums;
}
