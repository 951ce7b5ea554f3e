import { describe, expect, test } from "vitest";
import { EU_MEMBERS } from "./eu-vat-area.ts";
import { readVatId } from "./vat-id.ts";

/** Made up but for their form: one per form that a country has. */
const WELL_FORMED = `
  ATU12345678  BE0123456789 BE1234567890  BG123456789 BG1234567890  CY12345678X  CZ12345678 CZ123456789 CZ1234567890
  DE123456789  DK12345678  EE123456789  EL123456789  ESA1234567B ESX12345678 ES12345678Z  FI12345678
  FR12345678901 FRX1345678901 FRAB123456789  HR12345678901  HU12345678  IE1234567X IE1X23456Z IE1+23456Z IE1234567WA
  IT12345678901  LT123456789 LT123456789012  LU12345678  LV12345678901  MT12345678  NL123456789B01  PL1234567890
  PT123456789  RO12 RO1234567890  SE123456789001  SI12345678  SK1234567890  XI123456789 XI123456789012 XIGD123 XIHA567
  GB123456789 GB123456789012 GBGD123 GBHA567  CHE123456789 CHE123456789MWST CHE123456789TVA CHE123456789IVA
  NO123456789 NO123456789MVA`
  .trim()
  .split(/\s+/);

const MALFORMED = `
  AT12345678 ATU1234567 ATU123456789  BE2123456789 BE012345678  BG12345678 BG12345678901  CY123456789 CY1234567X
  CZ1234567 CZ12345678901  DE12345678 DE1234567890 DE12345678A  DK1234567 DK123456789  EE12345678  EL12345678
  EL1234567890  ES123456789 ESA123456B  FI1234567  FR1234567890 FRI1123456789 FRO1123456789  HR1234567890  HU1234567
  IE123456X IE12345678 IE1234567WAX  IT1234567890  LT1234567890  LU1234567  LV1234567890  MT1234567  NL123456789A01
  NL123456789B1 NL12345678B01  PL123456789  PT12345678  RO1 RO01 RO12345678901  SE12345678901  SI1234567  SK123456789
  XI12345678 XIGD567 XIHA123  GB1234567890 GBGD999  CH123456789 CHE12345678 CHE123456789VAT  NO12345678 NO123456789MVB
  US123456789 123456789 XX123456789 constructor __proto__`
  .trim()
  .split(/\s+/);

describe("readVatId", () => {
  test.each(WELL_FORMED)("reads %s", (text) => {
    const read = readVatId(text);
    expect(read?.id).toBe(text);
    expect(read?.isEu).toBe(!["GB", "CH", "NO"].includes(text.slice(0, 2)));
  });

  test.each(MALFORMED)("refuses %s", (text) => expect(readVatId(text)).toBeNull());

  test("knows a form of every member state, of Northern Ireland, and of GB, CH and NO", () => {
    const known = new Set(WELL_FORMED.map((text) => readVatId(text)?.country));
    expect([...known].sort()).toEqual([...EU_MEMBERS, "XI", "GB", "CH", "NO"].sort());
    const refused = new Set(MALFORMED.map((text) => text.slice(0, 2).replace("EL", "GR")));
    for (const country of known) expect(refused).toContain(country);
  });

  test.each([
    ["atu 1234.5678", "ATU12345678", "AT"],
    ["NL 1234.56.789.B.01", "NL123456789B01", "NL"],
    ["che-123.456.789 mwst", "CHE123456789MWST", "CH"],
    ["GR 123 456 789", "EL123456789", "GR"],
    ["BE 0123/456/789", "BE0123456789", "BE"],
  ])("reads '%s' as %s of %s", (text, id, country) => {
    expect(readVatId(text)).toMatchObject({ id, country });
  });

  test.each([
    "",
    "DE",
    " ".repeat(40),
    `DE123456789${" ".repeat(40)}`,
    "DE１２３４５６７８９",
  ])("refuses '%s'", (text) => expect(readVatId(text)).toBeNull());
});
