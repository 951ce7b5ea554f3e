import { type Area, closestOf } from "../place/area.ts";
import type { Place } from "../place/place.ts";

/** The member states on 2026-01-01. */
export const EU_MEMBERS: readonly string[] =
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/**
 * Parts of member states where EU VAT does not apply (Directive 2006/112/EC, article 6), by postcode. They are a fact
 * of law and no setting: what a shop charges there is its own zones' business.
 */
export const OUTSIDE_THE_EU_VAT_AREA: readonly Area[] = [
  outside("DE", "27498"), // Heligoland
  outside("DE", "78266"), // Büsingen
  outside("ES", "35"), // Canary Islands, Las Palmas
  outside("ES", "38"), // Canary Islands, Santa Cruz de Tenerife
  outside("ES", "51"), // Ceuta
  outside("ES", "52"), // Melilla
  outside("FI", "22"), // Åland
  outside("FR", "97"), // Guadeloupe, Martinique, Guiana, Réunion, Saint-Martin, Mayotte
  outside("FR", "98"), // the Pacific
  outside("GR", "63086"), // Mount Athos
  outside("IT", "22061"), // Campione d'Italia
  outside("IT", "23041"), // Livigno
];

const NORTHERN_IRELAND: Area = { country: "GB", regions: [], postcodes: [{ from: "BT", to: "BT" }] };

/**
 * The member state whose VAT a place counts to, or null outside the EU's VAT area. `XI`, Northern Ireland, counts for
 * goods alone (Windsor Framework), and Monaco counts to France (article 7).
 */
export function euMemberAt(place: Place, forGoods: boolean): string | null {
  if (place.country === "MC") return "FR";
  if (closestOf([NORTHERN_IRELAND], place) !== null) return forGoods ? "XI" : null;
  if (!EU_MEMBERS.includes(place.country)) return null;
  return closestOf(OUTSIDE_THE_EU_VAT_AREA, place) === null ? place.country : null;
}

function outside(country: string, prefix: string): Area {
  return { country, regions: [], postcodes: [{ from: prefix, to: prefix }] };
}
