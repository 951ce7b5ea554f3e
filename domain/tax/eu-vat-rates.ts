import { invariant } from "../kernel/invariant.ts";
import { addDays } from "../kernel/iso-day.ts";
import type { DatedTaxRate } from "./dated-rate.ts";
import { ppmOfPercent } from "./ppm-of-percent.ts";
import type { TaxSettings } from "./tax-settings.ts";

/** Per country: first day (`-` for those in force when 2025 began), standard rate, then the reduced ones falling, in percent. */
const RATES = `
  AT - 20 13 10
  BE - 21 12 6
  BG - 20 9
  CY - 19 9 5 3
  CZ - 21 12
  DE - 19 7
  DK - 25
  EE - 22 13 9
  EE 2025-07-01 24 13 9
  ES - 21 10 4
  FI - 25.5 14 10
  FI 2026-01-01 25.5 13.5 10
  FR - 20 10 5.5 2.1
  GR - 24 13 6
  HR - 25 13 5
  HU - 27 18 5
  IE - 23 13.5 9 4.8
  IT - 22 10 5 4
  LT - 21 9 5
  LT 2026-01-01 21 12 5
  LU - 17 14 8 3
  LV - 21 12 5
  MC - 20 10 5.5 2.1
  MT - 18 12 7 5
  NL - 21 9
  PL - 23 8 5
  PT - 23 13 6
  RO - 19 9 5
  RO 2025-08-01 21 11
  SE - 25 12 6
  SI - 22 9.5 5
  SK - 23 19 5
`;

/** Parts of a country with rates of their own, or none: id, country, postcode ranges, then rates as above (`-`: none). */
const PARTS = `
  at-jungholz-mittelberg AT 6691,6991-6993 19 13 10
  de-buesingen DE 78266 -
  de-heligoland DE 27498 -
  es-canary-islands ES 35,38 -
  es-ceuta ES 51 -
  es-melilla ES 52 -
  fr-guadeloupe FR 971 8.5 2.1
  fr-guiana FR 973 -
  fr-martinique FR 972 8.5 2.1
  fr-mayotte FR 976 -
  fr-reunion FR 974 8.5 2.1
  gr-mount-athos GR 63086 -
  it-campione IT 22061 -
  it-livigno IT 23041 -
  pt-azores PT 95-99 16 9 4
  pt-madeira PT 90-94 22 12 4
`;

/** The day on which these rows were last compared with their sources. */
export const EU_RATES_AS_OF = "2026-01-01";

/**
 * The VAT of the EU (and of Monaco, which counts to France) as zones and dated rates that a shop may take over and edit; facts, and no advice. From ibericode's
 * vat-rates (version 4), put right where states changed their law since, and where it lacks a rate: the test beside this
 * lists each difference with its reason. Reduced rates of the parts are from what these regions publish.
 * The categories are `standard`, and `reduced`, `reduced_2`, `reduced_3` from the highest reduced rate down: which goods
 * are of which is a question of each state's law. Where a state lacks one, `rateOn` takes its standard rate.
 */
export function euVatRates(): Pick<TaxSettings, "zones" | "rates"> {
  const rows = rowsOf(RATES);
  const countries = rows.map(([country = "", since = "", ...percents], index) => {
    const [nextCountry, nextSince = ""] = rows[index + 1] ?? [];
    return {
      zone: country.toLowerCase(),
      country,
      postcodes: [],
      fromDay: since === "-" ? null : since,
      // Ended, and not only overtaken: a state may give up a reduced rate, as Romania did.
      toDay: nextCountry === country ? addDays(nextSince, -1) : null,
      percents,
    };
  });
  const parts = rowsOf(PARTS).map(([zone = "", country = "", postcodes = "", ...percents]) => ({
    zone,
    country,
    postcodes: postcodes.split(",").map(rangeOf),
    fromDay: null,
    toDay: null,
    percents: percents.filter((percent) => percent !== "-"),
  }));

  const all = [...countries, ...parts];
  const zones = new Map(
    all.map(({ zone, country, postcodes }) => [
      zone,
      { id: zone, name: zone.toUpperCase(), areas: [{ country, regions: [], postcodes }] },
    ]),
  );
  return { zones: [...zones.values()], rates: all.flatMap(ratesOf) };
}

type Row = Pick<DatedTaxRate, "zone" | "fromDay" | "toDay"> & { readonly percents: readonly string[] };

function ratesOf({ zone, fromDay, toDay, percents }: Row): DatedTaxRate[] {
  return percents.map((percent, index) => {
    const category = index === 0 ? "standard" : index === 1 ? "reduced" : `reduced_${index}`;
    const ratePpm = ppmOfPercent(percent);
    invariant(ratePpm !== null, `MON-3 our own table holds percentages, got "${percent}"`);
    const components = [{ name: "VAT", ratePpm, isCompound: false }];
    return { zone, category, components, fromDay, toDay };
  });
}

function rowsOf(table: string): string[][] {
  return table
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/ +/));
}

function rangeOf(text: string): { from: string; to: string } {
  const [from = "", to = from] = text.split("-");
  return { from, to };
}
