import { describe, expect, it } from "vitest";
import { findSettingsFlaws } from "./find-settings-flaws.ts";

type Settings = Parameters<typeof findSettingsFlaws>[0];

const shipping = {
  id: "standard",
  prices: [{ amount: 490, currency: "EUR" }],
  countries: ["DE", "AT"],
  minDays: 2,
  maxDays: 4,
};
const sound: Settings = {
  currencies: [{ code: "EUR" }, { code: "JPY" }],
  taxRates: [
    { country: "DE", category: "standard" },
    { country: "DE", category: "reduced" },
    { country: "AT", category: "standard" },
  ],
  shippingOptions: [shipping],
  locations: [{ code: "berlin", serves: ["AT", "CH"] }],
  channels: [{ handle: "web" }, { handle: "pos" }],
  locales: ["de", "en"],
  markets: [
    { handle: "dach", countries: ["DE", "AT"], currency: "EUR", locale: "de" },
    { handle: "japan", countries: ["JP"], currency: "JPY", locale: "en" },
  ],
  priceGroups: [{ handle: "wholesale" }],
  hasStorefront: true,
};
const [dach, japan] = sound.markets;

it("finds nothing wrong with sound settings", () => {
  expect(findSettingsFlaws(sound)).toEqual([]);
  expect(findSettingsFlaws({ ...sound, channels: [] })).toEqual([]);
});

describe("names the place of", () => {
  const table: [what: string, change: Partial<Settings>, place: string][] = [
    ["a storefront without the channel that it shows", { channels: [{ handle: "pos" }] }, "storefront"],
    ["a channel listed twice", { channels: [{ handle: "web" }, { handle: "web" }] }, "channels/1/handle"],
    ["a locale listed twice", { locales: ["de", "en", "de"] }, "locales/2"],
    [
      "a price group listed twice",
      { priceGroups: [{ handle: "a" }, { handle: "a" }] },
      "price_groups/1/handle",
    ],
    [
      "a market listed twice",
      { markets: [...sound.markets, { ...japan, countries: [] }] as never },
      "markets/2/handle",
    ],
    [
      "a market in a currency that is not sold",
      { markets: [{ ...dach, currency: "USD" }] as never },
      "markets/0/currency",
    ],
    [
      "a market in a language that is not spoken",
      { markets: [{ ...dach, locale: "fr" }] as never },
      "markets/0/locale",
    ],
    [
      "a country of two markets",
      { markets: [dach, { ...japan, countries: ["JP", "AT"] }] as never },
      "markets/1/countries/1",
    ],
    [
      "an unknown currency",
      { currencies: [{ code: "EUR" }, { code: "ABC" }], markets: [] },
      "currencies/1/code",
    ],
    [
      "a currency listed twice",
      { currencies: [{ code: "EUR" }, { code: "EUR" }], markets: [] },
      "currencies/1/code",
    ],
    [
      "two rates for one category of a country",
      { taxRates: [...sound.taxRates, { country: "DE", category: "reduced" }] },
      "tax_rates/3",
    ],
    ["two shipping options of one id", { shippingOptions: [shipping, shipping] }, "shipping_options/1/id"],
    [
      "two shipping prices in one currency",
      { shippingOptions: [{ ...shipping, prices: [...shipping.prices, ...shipping.prices] }] },
      "shipping_options/0/prices/1/currency",
    ],
    [
      "a shipping price in no currency",
      { shippingOptions: [{ ...shipping, prices: [{ amount: 1, currency: "ABC" }] }] },
      "shipping_options/0/prices/0/currency",
    ],
    [
      "a country listed twice",
      { shippingOptions: [{ ...shipping, countries: ["DE", "DE"] }] },
      "shipping_options/0/countries/1",
    ],
    [
      "a delivery that ends before it begins",
      { shippingOptions: [{ ...shipping, minDays: 5 }] },
      "shipping_options/0/max_days",
    ],
    [
      "two locations of one code",
      {
        locations: [
          { code: "berlin", serves: [] },
          { code: "berlin", serves: [] },
        ],
      },
      "locations/1/code",
    ],
    [
      "a country that a location serves twice",
      { locations: [{ code: "berlin", serves: ["AT", "CH", "AT"] }] },
      "locations/0/serves/2",
    ],
  ];
  it.each(table)("%s", (_, change, place) => {
    expect(findSettingsFlaws({ ...sound, ...change }).map(({ at }) => at.join("/"))).toEqual([place]);
  });
});
