/** A VAT identification number that has the form its country gives such numbers; whether it exists is another question. */
export type VatId = {
  /** Upper case without spaces and dots, with its prefix: `EL123456789`, `CHE123456789MWST`. */
  readonly id: string;
  /** Who gave it: ISO 3166-1 alpha-2 (`GR` for `EL`), or `XI` for Northern Ireland, whose ids are for goods alone. */
  readonly country: string;
  /** Of a member state of the EU, or of Northern Ireland. */
  readonly isEu: boolean;
};

/** The longest that is read, spaces included. */
export const VAT_ID_LENGTH_MAX = 32;

/**
 * What follows the prefix. Structure as VIES and the national offices publish it (European Commission, "VAT
 * identification number structure"; HMRC for GB and XI; ESTV for CH; Skatteetaten for NO), read on 2026-01-01.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{2})$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^[1-9]\d{1,9}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/,
  GB: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/,
  CH: /^E\d{9}(MWST|TVA|IVA)?$/,
  NO: /^\d{9}(MVA)?$/,
};

const NOT_EU = ["GB", "CH", "NO"];

/**
 * TAX-4 Reads an id with its prefix, in any of the spellings people use; null when no country writes such a one. Greece's
 * prefix is `EL`, and `GR` is read as it. Check digits are left to the register that knows whether the id lives.
 */
export function readVatId(text: string): VatId | null {
  if (text.length > VAT_ID_LENGTH_MAX) return null;

  const compact = text.toUpperCase().replace(/[\s.\-/]/g, "");
  const written = compact.slice(0, 2);
  const prefix = written === "GR" ? "EL" : written;
  const rest = compact.slice(2);
  const form = Object.hasOwn(FORMS, prefix) ? FORMS[prefix] : undefined;
  if (!form?.test(rest)) return null;

  const country = prefix === "EL" ? "GR" : prefix;
  return { id: prefix + rest, country, isEu: !NOT_EU.includes(prefix) };
}
