import { invariant } from "../kernel/invariant.ts";

/** How many decimal digits of a currency its minor unit stands for: JPY 0, EUR 2, KWD 3, CLF 4. */
export type MinorDigits = 0 | 2 | 3 | 4;

/**
 * ISO 4217 list one as published on 2026-01-01 (amendment 180): every code that has a minor unit.
 * Ours, because the engine's `Intl` digits are CLDR display digits and differ for 16 of these.
 * Left out are the 13 codes whose minor unit is "N.A." (metals, bond units, XDR, XTS, XXX): nobody prices in them.
 * A code that ISO withdraws keeps its row, since orders placed in it are rendered for years.
 */
const CODES_BY_DIGITS: readonly (readonly [MinorDigits, string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
    CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
    YER ZAR ZMW ZWG`,
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const DIGITS_OF: ReadonlyMap<string, MinorDigits> = new Map(
  CODES_BY_DIGITS.flatMap(([digits, codes]) => codes.split(/\s+/).map((code) => [code, digits] as const)),
);

/** Whether `code` is a currency that a shop can price in, as three upper-case letters of ISO 4217. */
export function isCurrency(code: string): boolean {
  return DIGITS_OF.has(code);
}

/** The ISO 4217 minor digits of a currency already checked with `isCurrency`; an unknown one is a bug. */
export function minorDigitsOf(code: string): MinorDigits {
  const digits = DIGITS_OF.get(code);
  invariant(digits !== undefined, `MON-2 every amount is in a currency of our table, got "${code}"`);
  return digits;
}
