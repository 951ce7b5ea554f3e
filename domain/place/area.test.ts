import { describe, expect, test } from "vitest";
import { type Area, closenessOf, closestOf } from "./area.ts";
import { type Place, postcodeKey } from "./place.ts";

const to = (country: string, postcode: string | null = null, region: string | null = null): Place => {
  return { country, region, postcode };
};
const range = (text: string) => {
  const [from = "", end = from] = text.split("-");
  return { from, to: end };
};
const area = (country: string, postcodes = "", regions = ""): Area => ({
  country,
  regions: regions.split(" ").filter(Boolean),
  postcodes: postcodes.split(" ").filter(Boolean).map(range),
});

describe("an area holds", () => {
  test.each([
    // area, place, does it?
    ["all of a country", area("ES"), to("ES", "35001"), true],
    ["a place without a postcode", area("ES"), to("ES"), true],
    ["nothing of another country", area("ES"), to("PT", "35001"), false],
    ["what a prefix begins", area("ES", "35 38"), to("ES", "38999"), true],
    ["nothing else", area("ES", "35 38"), to("ES", "36001"), false],
    ["the first of a range", area("ES", "51001-51005"), to("ES", "51001"), true],
    ["the last of a range", area("ES", "51001-51005"), to("ES", "51005"), true],
    ["nothing after it", area("ES", "51001-51005"), to("ES", "51006"), false],
    ["no postcode that is too short to say", area("ES", "51001-51005"), to("ES", "5100"), false],
    ["no place that has not said its postcode", area("ES", "35"), to("ES"), false],
    ["a longer postcode by its beginning", area("US", "90001-90899"), to("US", "90210-1234"), true],
    ["letters, in any spelling", area("GB", "BT"), to("GB", "bt1 1aa"), true],
    ["a region", area("US", "", "CA NY"), to("US", null, "NY"), true],
    ["no other region", area("US", "", "CA"), to("US", null, "NV"), false],
    ["no place that has not said its region", area("US", "", "CA"), to("US", "90210"), false],
    ["a postcode only in its region", area("US", "9", "CA"), to("US", "97001", "OR"), false],
  ])("%s", (_, given, place, holds) => {
    expect(closenessOf(given, place) !== null).toBe(holds);
  });

  test("what is more special more closely: postcodes before regions, long ones before short ones", () => {
    const place = to("US", "90210", "CA");
    const ranked = [
      area("US"),
      area("US", "", "CA"),
      area("US", "9"),
      area("US", "9", "CA"),
      area("US", "902"),
    ];
    const closeness = ranked.map((given) => closenessOf(given, place) ?? -1);
    expect(closeness).toEqual([...new Set(closeness)].sort((left, right) => left - right));
    expect(closestOf(ranked, place)).toBe(closeness.at(-1));
    expect(closestOf([area("CA")], place)).toBeNull();
  });
});

describe("postcodeKey", () => {
  test.each([
    ["sw1a 1aa", "SW1A1AA"],
    ["SW1A-1AA", "SW1A1AA"],
    ["90210-1234", "902101234"],
    [" 35 001 ", "35001"],
    ["", ""],
    ["1".repeat(500), "1".repeat(16)],
  ])("reads '%s' as '%s'", (written, key) => expect(postcodeKey(written)).toBe(key));
});
