import { expect, test } from "vitest";
import { EU_MEMBERS, euMemberAt, OUTSIDE_THE_EU_VAT_AREA } from "./eu-vat-area.ts";

const at = (country: string, postcode: string | null = null) => ({ country, region: null, postcode });

test.each([
  // place, the VAT of goods, the VAT of what is digital
  ["Berlin", at("DE", "10115"), "DE", "DE"],
  ["Germany, no postcode yet", at("DE"), "DE", "DE"],
  ["Heligoland", at("DE", "27498"), null, null],
  ["Büsingen", at("DE", "78266"), null, null],
  ["Madrid", at("ES", "28001"), "ES", "ES"],
  ["Gran Canaria", at("ES", "35001"), null, null],
  ["Tenerife", at("ES", "38001"), null, null],
  ["Ceuta", at("ES", "51001"), null, null],
  ["Melilla", at("ES", "52001"), null, null],
  ["Mariehamn", at("FI", "22100"), null, null],
  ["Réunion", at("FR", "97400"), null, null],
  ["Mount Athos", at("GR", "63086"), null, null],
  ["Livigno", at("IT", "23041"), null, null],
  ["Campione", at("IT", "22061"), null, null],
  ["Madeira", at("PT", "9000-001"), "PT", "PT"],
  ["Jungholz", at("AT", "6691"), "AT", "AT"],
  ["Monaco", at("MC", "98000"), "FR", "FR"],
  ["Belfast", at("GB", "BT1 1AA"), "XI", null],
  ["London", at("GB", "SW1A 1AA"), null, null],
  ["Zürich", at("CH", "8001"), null, null],
])("%s", (_, place, goods, digital) => {
  expect(euMemberAt(place, true)).toBe(goods);
  expect(euMemberAt(place, false)).toBe(digital);
});

test("27 members, and every exception is in one of them", () => {
  expect(new Set(EU_MEMBERS).size).toBe(27);
  for (const { country } of OUTSIDE_THE_EU_VAT_AREA) expect(EU_MEMBERS).toContain(country);
});
