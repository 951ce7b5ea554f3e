import { type Flaw, findRepeats } from "../catalog/flaw.ts";
import { isIsoDay } from "../kernel/iso-day.ts";
import type { Area } from "../place/area.ts";
import { findAreaFlaws } from "../place/find-area-flaws.ts";
import { type DatedTaxRate, TAX_LIMITS } from "./dated-rate.ts";
import type { TaxSettings } from "./tax-settings.ts";

/** CAT-3 Tax settings in force answer every question in one way: no two zones or rates compete. */
export function findTaxFlaws({ zones, rates }: Pick<TaxSettings, "zones" | "rates">): Flaw[] {
  if (zones.length > TAX_LIMITS.zonesMax) {
    return [{ at: ["tax", "zones"], detail: `are more than ${TAX_LIMITS.zonesMax}` }];
  }
  if (rates.length > TAX_LIMITS.ratesMax) {
    return [{ at: ["tax", "rates"], detail: `are more than ${TAX_LIMITS.ratesMax}` }];
  }
  const known = new Set(zones.map(({ id }) => id));
  return [
    ...findRepeats(
      zones,
      ({ id }) => id,
      (index) => ["tax", "zones", index, "id"],
      "is the id of another zone too",
    ),
    ...zones.flatMap(({ areas }, index) => findAreaFlaws(areas, ["tax", "zones", index, "areas"])),
    ...contestedAreas(zones),
    ...findRepeats(
      rates,
      ({ zone, category, fromDay }) => JSON.stringify([zone, category, fromDay]),
      (index) => ["tax", "rates", index],
      "this zone and category have a rate from that day already",
    ),
    ...rates.flatMap((rate, index) => rateFlaws(rate, known, ["tax", "rates", index])),
  ];
}

type Claim = { readonly zone: string; readonly from: string; readonly to: string; readonly at: Flaw["at"] };

/** Two zones compete where both hold a place equally closely: in one region (or both in none) by postcodes of one length. */
function contestedAreas(zones: TaxSettings["zones"]): Flaw[] {
  const claims = new Map<string, Claim[]>();
  for (const [index, { id, areas }] of zones.entries()) {
    for (const [row, area] of areas.entries()) {
      for (const [key, from, to] of claimsOf(area)) {
        const claim = { zone: id, from, to, at: ["tax", "zones", index, "areas", row] };
        const rivals = claims.get(key);
        if (rivals) rivals.push(claim);
        else claims.set(key, [claim]);
      }
    }
  }
  return [...claims.values()].flatMap((rivals) => {
    const sorted = rivals.toSorted((left, right) => (left.from < right.from ? -1 : 1));
    let last: Claim | undefined;
    return sorted.flatMap((claim) => {
      const isContested = last !== undefined && claim.from <= last.to && claim.zone !== last.zone;
      if (last === undefined || claim.to > last.to) last = claim;
      return isContested ? [{ at: claim.at, detail: "belongs to another zone too" }] : [];
    });
  });
}

function claimsOf({ country, regions, postcodes }: Area): [key: string, from: string, to: string][] {
  const inRegions = regions.length === 0 ? [""] : regions;
  const ranges = postcodes.length === 0 ? [{ from: "", to: "" }] : postcodes;
  return inRegions.flatMap((region) =>
    ranges.map(({ from, to }): [string, string, string] => [`${country} ${region} ${from.length}`, from, to]),
  );
}

function rateFlaws(rate: DatedTaxRate, zones: ReadonlySet<string>, at: Flaw["at"]): Flaw[] {
  const { zone, components, fromDay, toDay } = rate;
  const isDay = (day: string | null) => day === null || isIsoDay(day);
  const isRate = (ppm: number) => Number.isSafeInteger(ppm) && ppm >= 0 && ppm <= TAX_LIMITS.ratePpmMax;
  const flaw = (holds: boolean, field: string, detail: string): Flaw[] =>
    holds ? [] : [{ at: [...at, field], detail }];
  return [
    ...flaw(zones.has(zone), "zone", "is no zone of these settings"),
    ...flaw(isDay(fromDay), "from_day", "is no day of the calendar"),
    ...flaw(isDay(toDay), "to_day", "is no day of the calendar"),
    ...flaw(fromDay === null || toDay === null || fromDay <= toDay, "to_day", "is before from_day"),
    ...flaw(
      components.length <= TAX_LIMITS.componentsMax,
      "components",
      `are more than ${TAX_LIMITS.componentsMax}`,
    ),
    ...components.flatMap(({ ratePpm }, index) =>
      isRate(ratePpm)
        ? []
        : [
            {
              at: [...at, "components", index, "rate_ppm"],
              detail: "is a whole number of ppm up to 1,000,000",
            },
          ],
    ),
    ...findRepeats(
      components,
      ({ name }) => name,
      (index) => [...at, "components", index, "name"],
      "is the name of another tax of this rate",
    ),
  ];
}
