import { type Place, postcodeKey } from "./place.ts";

/** A country, or the parts of it that have one of `regions` and one of `postcodes`, each of them all when empty. */
export type Area = {
  readonly country: string;
  readonly regions: readonly string[];
  readonly postcodes: readonly PostcodeRange[];
};

/**
 * Postcodes that begin with something from `from` to `to` (both included, letters and digits, of one length).
 * A prefix is a range of one: `{ from: "971", to: "971" }` holds 97100 to 97199, and ZIP+4 fits a range of ZIP codes.
 */
export type PostcodeRange = { readonly from: string; readonly to: string };

/** What a list of areas may hold; a wire that takes one refuses more. */
export const AREA_LIMITS = { areasMax: 300, regionsMax: 100, postcodesMax: 1_000 } as const;

/**
 * How closely an area holds a place: null when it does not, else more for what is more special. A postcode says more
 * than a region, a region more than the country, and a longer beginning of a postcode more than a shorter one.
 * A place without a region or postcode lies in no area that asks for one: it is the country's general case.
 */
export function closenessOf(area: Area, place: Place): number | null {
  if (area.country !== place.country) return null;

  const inRegion =
    area.regions.length === 0 || (place.region !== null && area.regions.includes(place.region));
  if (!inRegion) return null;

  const digits = longestMatch(area.postcodes, place.postcode);
  return digits === null ? null : digits * 2 + (area.regions.length > 0 ? 1 : 0);
}

/** The closest of several areas; null when none holds the place. */
export function closestOf(areas: readonly Area[], place: Place): number | null {
  let closest: number | null = null;
  for (const area of areas) {
    const closeness = closenessOf(area, place);
    if (closeness !== null && (closest === null || closeness > closest)) closest = closeness;
  }
  return closest;
}

function longestMatch(ranges: readonly PostcodeRange[], postcode: string | null): number | null {
  if (ranges.length === 0) return 0;
  if (postcode === null) return null;

  const key = postcodeKey(postcode);
  let longest: number | null = null;
  for (const { from, to } of ranges) {
    const start = key.slice(0, from.length);
    const holds = start.length === from.length && from <= start && start <= to;
    if (holds && (longest === null || from.length > longest)) longest = from.length;
  }
  return longest;
}
