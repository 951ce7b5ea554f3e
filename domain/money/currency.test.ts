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
