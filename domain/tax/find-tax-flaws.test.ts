import { describe, expect, test } from "vitest";
import type { Area } from "../place/area.ts";
import type { DatedTaxRate } from "./dated-rate.ts";
import { euVatRates } from "./eu-vat-rates.ts";
import { findTaxFlaws } from "./find-tax-flaws.ts";

const area = (country: string, more: Partial<Area> = {}): Area => ({
  country,
  regions: [],
  postcodes: [],
  ...more,
});
const zone = (id: string, ...areas: Area[]) => ({ id, name: id, areas });
const vat = { name: "VAT", ratePpm: 190_000, isCompound: false };
const rate = (more: Partial<DatedTaxRate> = {}): DatedTaxRate => {
  return { zone: "de", category: "standard", components: [vat], fromDay: null, toDay: null, ...more };
};
const codes = (from: string, to = from) => ({ postcodes: [{ from, to }] });
const flaws = (zones: ReturnType<typeof zone>[], rates: DatedTaxRate[] = []) =>
  findTaxFlaws({ zones, rates }).map(({ at, detail }) => `${at.join("/")} ${detail}`);

test("the EU's zones and rates have no flaw", () => {
  expect(findTaxFlaws(euVatRates())).toEqual([]);
});

describe("zones", () => {
  test.each([
    [
      "of one country",
      [zone("a", area("DE")), zone("b", area("DE"))],
      "tax/zones/1/areas/0 belongs to another zone too",
    ],
    [
      "of postcodes that overlap",
      [zone("a", area("ES", codes("51001", "51005"))), zone("b", area("ES", codes("51005", "51009")))],
      "tax/zones/1/areas/0 belongs to another zone too",
    ],
    [
      "of postcodes within another's, behind one of its own",
      [
        zone("a", area("ES", codes("1", "9")), area("ES", codes("2", "3"))),
        zone("b", area("ES", codes("4", "5"))),
      ],
      "tax/zones/1/areas/0 belongs to another zone too",
    ],
    [
      "of one region",
      [zone("a", area("US", { regions: ["CA", "NY"] })), zone("b", area("US", { regions: ["NY"] }))],
      "tax/zones/1/areas/0 belongs to another zone too",
    ],
    [
      "of one id",
      [zone("a", area("DE")), zone("a", area("FR"))],
      "tax/zones/1/id is the id of another zone too",
    ],
    [
      "of a range backwards",
      [zone("a", area("ES", codes("38", "35")))],
      "tax/zones/0/areas/0/postcodes/0 ends before it begins",
    ],
    [
      "of a range of two lengths",
      [zone("a", area("ES", codes("35", "350")))],
      "tax/zones/0/areas/0/postcodes/0 begins and ends with as many characters",
    ],
    [
      "of a postcode that no key is equal to",
      [zone("a", area("GB", codes("bt1 1")))],
      "tax/zones/0/areas/0/postcodes/0 is written in capital letters and digits alone",
    ],
  ])("%s are refused", (_, zones, flaw) => expect(flaws(zones)).toEqual([flaw]));

  test("of which one is the other's special case go together", () => {
    const zones = [
      zone("es", area("ES")),
      zone("canary", area("ES", codes("35")), area("ES", codes("38"))),
      zone("one-town", area("ES", codes("35001"))),
      zone("ca", area("US", { regions: ["CA"] })),
      zone("beverly-hills", area("US", { regions: ["CA"], ...codes("90210") })),
    ];
    expect(flaws(zones)).toEqual([]);
  });

  test("a zone may name a place twice itself", () => {
    expect(flaws([zone("a", area("DE"), area("DE"))])).toEqual([]);
  });
});

describe("rates", () => {
  const zones = [zone("de", area("DE"))];
  test.each([
    ["of no zone", [rate({ zone: "fr" })], "tax/rates/0/zone is no zone of these settings"],
    [
      "from one day",
      [rate(), rate()],
      "tax/rates/1 this zone and category have a rate from that day already",
    ],
    ["of no day", [rate({ fromDay: "2025-02-29" })], "tax/rates/0/from_day is no day of the calendar"],
    [
      "that end first",
      [rate({ fromDay: "2025-02-02", toDay: "2025-02-01" })],
      "tax/rates/0/to_day is before from_day",
    ],
    [
      "of half a ppm",
      [rate({ components: [{ ...vat, ratePpm: 0.5 }] })],
      "tax/rates/0/components/0/rate_ppm is a whole number of ppm up to 1,000,000",
    ],
    [
      "above 100 %",
      [rate({ components: [{ ...vat, ratePpm: 1_000_001 }] })],
      "tax/rates/0/components/0/rate_ppm is a whole number of ppm up to 1,000,000",
    ],
    [
      "of one tax twice",
      [rate({ components: [vat, vat] })],
      "tax/rates/0/components/1/name is the name of another tax of this rate",
    ],
    [
      "of six taxes",
      [rate({ components: [..."abcdef"].map((name) => ({ ...vat, name })) })],
      "tax/rates/0/components are more than 5",
    ],
  ])("%s are refused", (_, rates, flaw) => expect(flaws(zones, rates)).toEqual([flaw]));

  test("that follow one another go together", () => {
    expect(flaws(zones, [rate(), rate({ fromDay: "2025-01-01", toDay: "2025-12-31" })])).toEqual([]);
  });
});

test.each([
  [
    "zones",
    Array.from({ length: 501 }, (_, index) => zone(String(index))),
    [],
    "tax/zones are more than 500",
  ],
  ["rates", [], Array.from({ length: 5_001 }, () => rate()), "tax/rates are more than 5000"],
  [
    "areas",
    [zone("a", ...Array.from({ length: 301 }, () => area("DE")))],
    [],
    "tax/zones/0/areas are more than 300",
  ],
])("more %s than a shop may have are refused", (_, zones, rates, flaw) => {
  expect(flaws(zones, rates)).toEqual([flaw]);
});
