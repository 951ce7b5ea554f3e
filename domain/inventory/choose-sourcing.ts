import type { Sourcing } from "./allocate.ts";

/** How a shop wants its orders sourced: one of these names stands in its settings. */
export type SourcingStrategy = "priority" | "nearest" | "fewest_parcels";

/** A location of the shop. Countries are ISO 3166-1 alpha-2. */
export type SourceLocation = {
  readonly code: string;
  readonly country: string;
  /** Countries abroad that it delivers to better than others do. */
  readonly serves: readonly string[];
};

/**
 * ALC-2 Where the units of an order come from follows from the shop's settings and the order's destination alone:
 *
 * - priority: the locations as the shop lists them, wherever the order goes.
 * - nearest: those in the country it goes to, then those that serve it, then the others; among equals by priority.
 * - fewest_parcels: from as few locations as possible, and among equals from the nearest.
 */
export function chooseSourcing(
  strategy: SourcingStrategy,
  locations: readonly SourceLocation[],
  destinationCountry: string,
): Sourcing {
  const ordered = strategy === "priority" ? locations : nearestFirst(locations, destinationCountry);
  return {
    mode: strategy === "fewest_parcels" ? "fewest" : "in_order",
    order: ordered.map(({ code }) => code),
  };
}

/** The sort keeps what is equal in the order of the settings, which is that of priority. */
function nearestFirst(locations: readonly SourceLocation[], country: string): readonly SourceLocation[] {
  return locations.toSorted((one, other) => distanceOf(one, country) - distanceOf(other, country));
}

function distanceOf(location: SourceLocation, country: string): number {
  if (location.country === country) return 0;
  return location.serves.includes(country) ? 1 : 2;
}
