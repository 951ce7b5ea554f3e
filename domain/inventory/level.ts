/** Units of one item at one location. `promised` are held or sold units that are to leave from here. */
export type Level = {
  readonly location: string;
  readonly onHand: number;
  readonly promised: number;
  /** Lent to shards, which promise them. */
  readonly granted: number;
  /** Kept back: never promised. */
  readonly safety: number;
};

/** What may still be promised from here. Negative when a stocktake found less than was promised. */
export function freeAt(level: Level): number {
  return level.onHand - level.promised - level.granted - level.safety;
}

/** Units per location, each location once. Units of a hold that no location is named for wait for a delivery. */
export type Allocation = readonly { readonly location: string; readonly units: number }[];

export function unitsOf(allocation: Allocation): number {
  return allocation.reduce((sum, part) => sum + part.units, 0);
}

export type LevelField = "onHand" | "promised" | "granted";

/** Adds an allocation's units to one figure of the levels; `sign` −1 takes them away. A new location begins at zero. */
export function addToLevels(
  levels: readonly Level[],
  field: LevelField,
  allocation: Allocation,
  sign: 1 | -1 = 1,
): readonly Level[] {
  if (allocation.length === 0) return levels;
  const after = [...levels];
  for (const { location, units } of allocation) {
    const at = after.findIndex((level) => level.location === location);
    const level = after[at] ?? { location, onHand: 0, promised: 0, granted: 0, safety: 0 };
    const moved = { ...level, [field]: level[field] + sign * units };
    if (at >= 0) after[at] = moved;
    else after.push(moved);
  }
  return after;
}

/** The first `units` of an allocation, and what remains of it. Parcels that were added last go first. */
export function takeFrom(
  allocation: Allocation,
  units: number,
  first?: string,
): { taken: Allocation; left: Allocation } {
  const order = [...allocation].reverse();
  if (first !== undefined) order.sort((a, b) => Number(b.location === first) - Number(a.location === first));
  const taken: { location: string; units: number }[] = [];
  let wanted = units;
  for (const part of order) {
    const some = Math.min(part.units, wanted);
    if (some > 0) taken.push({ location: part.location, units: some });
    wanted -= some;
  }
  const left = allocation
    .map((part) => ({
      ...part,
      units: part.units - (taken.find((some) => some.location === part.location)?.units ?? 0),
    }))
    .filter((part) => part.units > 0);
  return { taken, left };
}
