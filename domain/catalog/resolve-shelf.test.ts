import { describe, expect, it } from "vitest";
import { resolveShelf, type ShelfAsk, type ShelfSettings } from "./resolve-shelf.ts";

const SETTINGS: ShelfSettings = {
  currencies: [
    { code: "EUR", pricesIncludeTax: true },
    { code: "USD", pricesIncludeTax: false },
    { code: "CHF", pricesIncludeTax: true },
  ],
  channels: ["web", "pos"],
  locales: ["en", "de", "de-CH"],
  markets: [
    { handle: "swiss", currency: "CHF", locale: "de-CH" },
    { handle: "america", currency: "USD", locale: "en" },
  ],
  priceGroups: ["wholesale"],
};
const NOTHING: ShelfAsk = { channel: "web", market: null, currency: null, locale: null, priceGroup: null };
const resolve = (ask: Partial<ShelfAsk>) => resolveShelf(SETTINGS, { ...NOTHING, ...ask });

describe("a reader gets", () => {
  it.each([
    ["the shop's defaults", {}, { currency: "EUR", locale: "en", market: null, pricesIncludeTax: true }],
    ["those of the market", { market: "swiss" }, { currency: "CHF", locale: "de-CH", market: "swiss" }],
    [
      "what was said before the market's",
      { market: "swiss", currency: "USD", locale: "en" },
      { currency: "USD", locale: "en", pricesIncludeTax: false },
    ],
    ["the language, where the country is not known", { locale: "de-AT" }, { locale: "de" }],
    ["the language, past a script that is not known", { locale: "de-Latn-AT" }, { locale: "de" }],
    ["the narrowest locale that is known", { locale: "de-CH" }, { locale: "de-CH" }],
    [
      "channel and price group of the key",
      { channel: "pos", priceGroup: "wholesale" },
      { channel: "pos", priceGroup: "wholesale" },
    ],
  ] as [string, Partial<ShelfAsk>, object][])("%s", (_name, ask, shelf) => {
    expect(resolve(ask)).toMatchObject({ ok: true, value: shelf });
  });
});

describe("a reader is refused", () => {
  it.each([
    ["channel", { channel: "kiosk" }, "kiosk", ["web", "pos"]],
    ["market", { market: "mars" }, "mars", ["swiss", "america"]],
    ["currency", { currency: "JPY" }, "JPY", ["EUR", "USD", "CHF"]],
    ["currency", { currency: "eur" }, "eur", ["EUR", "USD", "CHF"]],
    ["locale", { locale: "fr-CH" }, "fr-CH", ["en", "de", "de-CH"]],
    ["price_group", { priceGroup: "vip" }, "vip", ["wholesale"]],
  ] as [string, Partial<ShelfAsk>, string, string[]][])("an unknown %s", (what, ask, asked, known) => {
    expect(resolve(ask)).toEqual({ ok: false, refusal: { code: "unknown_choice", what, asked, known } });
  });
});
