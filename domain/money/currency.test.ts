import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isCurrency, minorDigitsOf } from "./currency.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const EVERY_CODE = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)));

describe("minorDigitsOf", () => {
  test.each([
    ["JPY", 0],
    ["ISK", 0],
    ["UGX", 0],
    ["EUR", 2],
    ["USD", 2],
    ["XCG", 2],
    ["KWD", 3],
    ["TND", 3],
    ["CLF", 4],
    ["UYW", 4],
  ])("gives %s %i digits", (code, digits) => {
    expect(minorDigitsOf(code)).toBe(digits);
  });

  // Node 20.20 with CLDR 48 displays all of these with no digits at all.
  test.each(
    "AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK PKR SOS SYP YER".split(" "),
  )("gives %s the two digits of ISO 4217, not those of Intl", (code) => expect(minorDigitsOf(code)).toBe(2));

  test("gives IQD the three digits of ISO 4217, not those of Intl", () => {
    expect(minorDigitsOf("IQD")).toBe(3);
  });

  test("guards against a code that is no currency", () => {
    expect(() => minorDigitsOf("EURO")).toThrow("MON-2");
  });
});

describe("isCurrency", () => {
  test("knows as many codes of each kind as list one of 2026-01-01 has", () => {
    const counts = { 0: 0, 2: 0, 3: 0, 4: 0 };
    for (const code of EVERY_CODE.filter(isCurrency)) counts[minorDigitsOf(code)] += 1;
    expect(counts).toEqual({ 0: 17, 2: 139, 3: 7, 4: 2 });
  });

  test.each([
    "eur",
    " EUR",
    "EU",
    "",
    "BGN",
    "XAU",
    "XDR",
    "XTS",
    "XXX",
    "constructor",
  ])("refuses '%s'", (code) => expect(isCurrency(code)).toBe(false));
});

const FACTS = join(import.meta.dirname, "../../../shared/data/money/currency-digits.json");
type Facts = {
  iso4217_digits_not_2: Record<string, number>;
  iso_vs_intl_differences: Record<string, { iso4217: number; intl_cldr: number }>;
};

/** ISO 4217 gives them no minor unit ("N.A."), which the list writes as no digits. */
const NOT_PRICED_IN = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split(" ");

describe.skipIf(!existsSync(FACTS))("the list of 2024-06-25 (skipped where ../shared is absent)", () => {
  const facts = () => JSON.parse(readFileSync(FACTS, "utf8")) as Facts;

  test("has the same digits wherever they are not two, but for what nobody prices in", () => {
    const listed = Object.entries(facts().iso4217_digits_not_2);
    expect(listed.filter(([code]) => !isCurrency(code)).map(([code]) => code)).toEqual(NOT_PRICED_IN);

    const priced = listed.filter(([code]) => isCurrency(code));
    expect(priced.map(([code]) => [code, minorDigitsOf(code)])).toEqual(priced);
    const ours = EVERY_CODE.filter((code) => isCurrency(code) && minorDigitsOf(code) !== 2);
    expect(ours).toEqual(priced.map(([code]) => code).sort());
  });

  test("sides with us wherever it and the engine disagree", () => {
    const disputed = Object.entries(facts().iso_vs_intl_differences).filter(([code]) => isCurrency(code));
    expect(disputed).toHaveLength(16);
    for (const [code, { iso4217, intl_cldr }] of disputed) {
      expect([code, minorDigitsOf(code)]).toEqual([code, iso4217]);
      expect(minorDigitsOf(code)).not.toBe(intl_cldr);
    }
  });
});
