import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileTax, taxZoneAt } from "./compile-tax.ts";
import { rateOn } from "./dated-rate.ts";
import { EU_MEMBERS } from "./eu-vat-area.ts";
import { euVatRates } from "./eu-vat-rates.ts";
import { ppmOfPercent } from "./ppm-of-percent.ts";
import { settingsOfFlatRates } from "./tax-settings.ts";

const tax = compileTax({ ...settingsOfFlatRates([], "DE"), ...euVatRates() });

/** In percent; null where no tax is set. */
function percentAt(country: string, postcode: string | null, category: string, day: string): number | null {
  const zone = taxZoneAt(tax, { country, region: null, postcode });
  const rate = zone && rateOn(tax.ratesByZone.get(zone.id) ?? [], category, day);
  return rate ? (rate.components[0]?.ratePpm ?? 0) / 10_000 : null;
}

describe("the EU's VAT", () => {
  test.each([
    // on, to, category, percent
    ["2025-07-31", "RO", null, "standard", 19],
    ["2025-08-01", "RO", null, "standard", 21],
    ["2025-07-31", "RO", null, "reduced", 9],
    ["2025-08-01", "RO", null, "reduced", 11],
    // Given up on that day: what was taxed at 5 % has no reduced rate of its own any more.
    ["2025-07-31", "RO", null, "reduced_2", 5],
    ["2025-08-01", "RO", null, "reduced_2", 21],
    ["2025-06-30", "EE", null, "standard", 22],
    ["2025-07-01", "EE", null, "standard", 24],
    ["2025-12-31", "FI", null, "reduced", 14],
    ["2026-01-01", "FI", null, "reduced", 13.5],
    ["2026-01-01", "LT", null, "reduced", 12],
    ["2026-01-01", "FR", null, "reduced_3", 2.1],
    ["2026-01-01", "DE", "10115", "reduced", 7],
    ["2026-01-01", "DE", "27498", "standard", null],
    ["2026-01-01", "ES", "35001", "standard", null],
    ["2026-01-01", "ES", "28001", "standard", 21],
    ["2026-01-01", "PT", "9000-001", "standard", 22],
    ["2026-01-01", "PT", "9500-001", "standard", 16],
    ["2026-01-01", "AT", "6992", "standard", 19],
    ["2026-01-01", "AT", "6994", "standard", 20],
    ["2026-01-01", "FR", "97400", "standard", 8.5],
    ["2026-01-01", "MC", "98000", "reduced", 10],
    // A class that Denmark lacks is taxed in full.
    ["2026-01-01", "DK", null, "reduced", 25],
  ])("on %s to %s %s of %s: %s", (day, country, postcode, category, percent) => {
    expect(percentAt(country, postcode, category, day)).toBe(percent);
  });

  test("has a standard rate in every member state, of 15 % or more, and reduced ones fall", () => {
    for (const country of EU_MEMBERS) {
      const classes = ["standard", "reduced", "reduced_2", "reduced_3"];
      const own = classes.map((category) => percentAt(country, null, category, "2026-01-01"));
      expect(own[0]).toBeGreaterThanOrEqual(15);
      const reduced = own.filter((percent) => percent !== own[0]);
      expect(reduced).toEqual([...new Set(reduced)].sort((left, right) => (right ?? 0) - (left ?? 0)));
    }
  });
});

test.each([
  ["21", 210_000],
  ["5.5", 55_000],
  ["8.875", 88_750],
  ["0.0001", 1],
  ["0", 0],
  ["100", 1_000_000],
  ["8.87501", null],
  ["-1", null],
  ["1e2", null],
  ["", null],
  [".5", null],
])("'%s' percent is %s ppm", (percent, ppm) => expect(ppmOfPercent(percent)).toBe(ppm));

type Period = {
  effective_from: string;
  rates: Record<string, number>;
  exceptions?: { name: string; postcode: string; standard: number }[];
};
const FILE = join(import.meta.dirname, "../../../shared/data/money/vat-rates.ibericode.json");

/** Where the file (ibericode/vat-rates, version 4) and ours differ, and why. */
const STATED: Readonly<Record<string, string>> = {
  CY: "3 % on books and others since 2023; not in the file",
  FI: "14 % became 13.5 % on 2026-01-01, after the file",
  LT: "9 % became 12 % on 2026-01-01, after the file",
  MT: "12 % since 2024; not in the file",
  "PT Azores": "16 % since 2021-07-01; the file has 18 %",
};
const DAYS = ["2025-01-01", "2025-07-01", "2025-08-01", "2026-01-01"];

// Needs ../shared, which is no part of the project.
describe.skipIf(!existsSync(FILE))("compared with ibericode's file of facts", () => {
  const load = () =>
    Object.entries((JSON.parse(readFileSync(FILE, "utf8")) as { items: Record<string, Period[]> }).items);

  test("all that differs is stated, and all that is stated differs", () => {
    const different = new Set<string>();
    for (const [country, periods] of load().filter(([code]) => code !== "GB")) {
      for (const day of DAYS) {
        const period = periods
          .filter(({ effective_from }) => effective_from <= day)
          .sort((left, right) => (left.effective_from < right.effective_from ? 1 : -1))[0];
        const theirs = Object.entries(period?.rates ?? {}).filter(([name]) => name !== "standard");
        // A "parking" rate is a reduced rate by another name, and stands among ours where no other has its figure.
        const ours = ["reduced", "reduced_2", "reduced_3"]
          .map((category) => percentAt(country, null, category, day))
          .filter((percent) => percent !== percentAt(country, null, "standard", day));
        const reduced = [...new Set(theirs.map(([, percent]) => percent))].sort((a, b) => b - a);
        if (percentAt(country, null, "standard", day) !== period?.rates.standard) different.add(country);
        if (JSON.stringify(ours) !== JSON.stringify(reduced)) different.add(country);

        for (const { name, postcode, standard } of period?.exceptions ?? []) {
          const inside = ALL_POSTCODES.filter((code) => new RegExp(`^${postcode}$`).test(code));
          expect(inside, name).not.toEqual([]);
          for (const code of inside) {
            if ((percentAt(country, code, "standard", day) ?? 0) !== standard)
              different.add(`${country} ${name}`);
          }
        }
      }
    }
    expect([...different].sort()).toEqual(Object.keys(STATED).sort());
  });

  test("covers the same countries, but for the United Kingdom, which left", () => {
    const theirs = load().map(([country]) => country);
    expect(theirs.sort()).toEqual([...EU_MEMBERS, "GB"].sort());
  });
});

/** Of four digits and of five, enough for every pattern of the file. */
const ALL_POSTCODES = [4, 5].flatMap((length) =>
  Array.from({ length: 10 ** length }, (_, code) => String(code).padStart(length, "0")).filter(
    (code) => length === 4 || /[0-7][0-9]$|6$|8$/.test(code),
  ),
);
