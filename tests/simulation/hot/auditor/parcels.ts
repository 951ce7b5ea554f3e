import type { Placed } from "../../stock/asks.ts";

/** Units by location. */
export type Parcel = ReadonlyMap<string, number>;

export function parcelOf(parts: readonly Placed[]): Parcel {
  const sums = new Map<string, number>();
  for (const { location, units } of parts) sums.set(location, (sums.get(location) ?? 0) + units);
  return sums;
}

export function unitsOf(parcel: Parcel): number {
  let sum = 0;
  for (const units of parcel.values()) sum += units;
  return sum;
}

export function add(one: Parcel, other: Parcel, sign: 1 | -1 = 1): Parcel {
  const sums = new Map(one);
  for (const [location, units] of other) sums.set(location, (sums.get(location) ?? 0) + sign * units);
  for (const [location, units] of sums) if (units === 0) sums.delete(location);
  return sums;
}

/** The same for the same units, in whatever order they were named. */
export function inOrder(parcel: Parcel): Placed[] {
  return [...parcel]
    .map(([location, units]) => ({ location, units }))
    .sort((one, other) => (one.location < other.location ? -1 : 1));
}

export const NOTHING: Parcel = new Map();
