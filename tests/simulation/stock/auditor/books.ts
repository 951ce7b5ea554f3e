import type { ItemUnits, Key, Policy } from "../asks.ts";
import { isLive, outstanding, type Part, unsettled } from "./part.ts";

const KEY_KEPT_MS = 24 * 3_600_000;

export type Movement = {
  kind: "adjusted" | "transferred" | "committed" | "uncommitted" | "fulfilled" | "released";
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

export type BookedItem = {
  readonly levels: Map<string, { onHand: number; safety: number }>;
  policy: Policy;
  readonly movements: Movement[];
};

/** What a partition must know, kept by somebody who does not share its code. */
export class Books {
  readonly items = new Map<string, BookedItem>();
  /** By hold id, then by item. */
  readonly holds = new Map<string, Map<string, Part>>();
  readonly #keys = new Map<string, { requestHash: string; expiresAtMs: number }>();

  /** The item, which comes into being when it is first stocked or given a policy. */
  item(itemId: string): BookedItem {
    const known = this.items.get(itemId) ?? {
      levels: new Map(),
      policy: { beyond: { kind: "none" }, maxPerOrder: null, maxPerBuyer: null, lowAt: null },
      movements: [],
    };
    this.items.set(itemId, known);
    return known;
  }

  part(holdId: string, itemId: string): Part | undefined {
    return this.holds.get(holdId)?.get(itemId);
  }

  putPart(holdId: string, itemId: string, part: Part): void {
    const parts = this.holds.get(holdId) ?? new Map<string, Part>();
    parts.set(itemId, part);
    this.holds.set(holdId, parts);
  }

  /** Everything ever promised of an item and not forgotten. */
  *partsOf(itemId: string): Generator<[holdId: string, part: Part]> {
    for (const [holdId, parts] of this.holds) {
      const part = parts.get(itemId);
      if (part) yield [holdId, part];
    }
  }

  sum(itemId: string, figure: (part: Part) => number): number {
    let total = 0;
    for (const [, part] of this.partsOf(itemId)) total += figure(part);
    return total;
  }

  onHand(itemId: string): number {
    return this.#overLevels(itemId, ({ onHand }) => onHand);
  }

  safety(itemId: string): number {
    return this.#overLevels(itemId, ({ safety }) => safety);
  }

  held(itemId: string, nowMs: number): number {
    return this.sum(itemId, (part) => (isLive(part, nowMs) ? part.units : 0));
  }

  committed(itemId: string): number {
    return this.sum(itemId, unsettled);
  }

  /** Live holds that no payment is under way for. */
  early(itemId: string, nowMs: number): number {
    return this.sum(itemId, (part) => (part.state === "held" && isLive(part, nowMs) ? part.units : 0));
  }

  available(itemId: string, nowMs: number): number {
    const kept = this.held(itemId, nowMs) + this.committed(itemId) + this.safety(itemId);
    return this.onHand(itemId) - kept - this.lent(itemId);
  }

  /** Units that others have to sell, or that are on their way to them and back. */
  lent(itemId: string): number {
    let total = 0;
    for (const location of this.items.get(itemId)?.levels.keys() ?? [])
      total += this.lentFrom(itemId, location);
    return total;
  }

  /** A place that lends nothing: see the home of hot items. */
  lentFrom(_itemId: string, _location: string): number {
    return 0;
  }

  /** How many more than are there may be promised. */
  allowance(itemId: string, nowMs: number): number {
    const beyond = this.items.get(itemId)?.policy.beyond ?? { kind: "none" };
    if (beyond.kind === "none") return 0;
    return beyond.kind === "backorder" || nowMs < beyond.availableFromMs ? beyond.limit : 0;
  }

  promisedFrom(itemId: string, location: string, nowMs: number): number {
    return this.sum(itemId, (part) =>
      outstanding(part, nowMs) > 0 ? (part.allocation.get(location) ?? 0) : 0,
    );
  }

  freeAt(itemId: string, location: string, nowMs: number): number {
    const level = this.items.get(itemId)?.levels.get(location) ?? { onHand: 0, safety: 0 };
    const promised = this.promisedFrom(itemId, location, nowMs);
    return level.onHand - level.safety - promised - this.lentFrom(itemId, location);
  }

  /** What staff are shown of an item. */
  level(itemId: string, nowMs: number): object {
    const { levels, policy } = this.item(itemId);
    const [onHand, held, committed] = [this.onHand(itemId), this.held(itemId, nowMs), this.committed(itemId)];
    const allowance = this.allowance(itemId, nowMs);
    return {
      itemId,
      onHand,
      held,
      committed,
      safety: this.safety(itemId),
      available: this.available(itemId, nowMs),
      allowance,
      short: onHand + allowance < held + committed,
      locations: [...levels].map(([location, level]) => ({
        location,
        onHand: level.onHand,
        promised: this.promisedFrom(itemId, location, nowMs),
        safety: level.safety,
        available: this.freeAt(itemId, location, nowMs),
      })),
      policy,
      spread: null,
    };
  }

  move(itemId: string, movement: Omit<Movement, "sequence">): void {
    const { movements } = this.item(itemId);
    movements.push({ ...movement, sequence: movements.length + 1 });
  }

  /** Adds to what is on hand at a location, which begins at zero. */
  addOnHand(itemId: string, location: string, units: number): void {
    const { levels } = this.item(itemId);
    const level = levels.get(location) ?? { onHand: 0, safety: 0 };
    level.onHand += units;
    levels.set(location, level);
  }

  /** What was asked under a key before, if that is not forgotten. */
  recall(key: Key | null, nowMs: number): "nothing" | "the same" | "something else" {
    const earlier = key ? this.#keys.get(key.scope) : undefined;
    if (!key || !earlier || earlier.expiresAtMs <= nowMs) return "nothing";
    return earlier.requestHash === key.requestHash ? "the same" : "something else";
  }

  remember(key: Key | null, nowMs: number): void {
    if (key) this.#keys.set(key.scope, { requestHash: key.requestHash, expiresAtMs: nowMs + KEY_KEPT_MS });
  }

  #overLevels(itemId: string, figure: (level: { onHand: number; safety: number }) => number): number {
    let total = 0;
    for (const level of this.items.get(itemId)?.levels.values() ?? []) total += figure(level);
    return total;
  }
}

export function unitsPerItem(items: readonly ItemUnits[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { itemId, units } of items) sums.set(itemId, (sums.get(itemId) ?? 0) + units);
  return sums;
}

/** One who names an item twice. Nothing is promised to him but that he gets no more than he could have asked for. */
export function isCareless(items: readonly ItemUnits[]): boolean {
  return new Set(items.map(({ itemId }) => itemId)).size < items.length;
}
