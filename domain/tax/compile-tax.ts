import { closestOf } from "../place/area.ts";
import type { Place } from "../place/place.ts";
import type { DatedTaxRate } from "./dated-rate.ts";
import type { TaxSettings, TaxZone } from "./tax-settings.ts";

/** Tax settings, made ready once for all the carts of one bundle version. */
export type CompiledTax = {
  readonly settings: TaxSettings;
  readonly zonesByCountry: ReadonlyMap<string, readonly TaxZone[]>;
  readonly ratesByZone: ReadonlyMap<string, readonly DatedTaxRate[]>;
};

export function compileTax(settings: TaxSettings): CompiledTax {
  const zonesByCountry = new Map<string, TaxZone[]>();
  for (const zone of settings.zones) {
    for (const country of new Set(zone.areas.map((area) => area.country))) {
      const areas = zone.areas.filter((area) => area.country === country);
      zonesByCountry.set(country, [...(zonesByCountry.get(country) ?? []), { ...zone, areas }]);
    }
  }
  const ratesByZone = new Map<string, DatedTaxRate[]>();
  for (const rate of settings.rates) {
    const rates = ratesByZone.get(rate.zone);
    if (rates) rates.push(rate);
    else ratesByZone.set(rate.zone, [rate]);
  }
  return { settings, zonesByCountry, ratesByZone };
}

/** TAX-3 The one zone a place is taxed in: the closest, of equally close ones the lesser id; null where the shop has none. */
export function taxZoneAt({ zonesByCountry }: CompiledTax, place: Place): TaxZone | null {
  let found: TaxZone | null = null;
  let closest = -1;
  for (const zone of zonesByCountry.get(place.country) ?? []) {
    const closeness = closestOf(zone.areas, place);
    if (closeness === null || closeness < closest) continue;
    if (closeness === closest && found !== null && found.id < zone.id) continue;
    found = zone;
    closest = closeness;
  }
  return found;
}
