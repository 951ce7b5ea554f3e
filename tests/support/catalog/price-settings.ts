import { SETTINGS } from "./fixtures.ts";

/** A shop that sells in two markets, in a web shop and at a counter, and has dealers and friends. */
export const PRICE_SETTINGS = {
  ...SETTINGS,
  channels: [
    { handle: "web", title: "Web shop" },
    { handle: "pos", title: "Counter" },
  ],
  locales: ["en", "de"],
  markets: [
    { handle: "dach", title: "D-A-CH", countries: ["DE", "AT", "CH"], currency: "EUR", locale: "de" },
    { handle: "america", title: "America", countries: ["US"], currency: "USD", locale: "en" },
  ],
  price_groups: [
    { handle: "dealer", title: "Dealers" },
    { handle: "friend", title: "Friends" },
  ],
};
