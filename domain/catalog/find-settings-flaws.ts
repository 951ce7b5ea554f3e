import { isCurrency } from "../money/currency.ts";
import type { Money } from "../money/money.ts";
import { type Flaw, findRepeats } from "./flaw.ts";
import { DEFAULT_CHANNEL } from "./resolve-shelf.ts";

/** What of the shop's settings must agree with one another. */
type CheckedSettings = {
  readonly currencies: readonly { readonly code: string }[];
  readonly taxRates: readonly { readonly country: string; readonly category: string }[];
  readonly shippingOptions: readonly {
    readonly id: string;
    readonly prices: readonly Money[];
    readonly countries: readonly string[];
    readonly minDays: number;
    readonly maxDays: number;
  }[];
  readonly locations: readonly { readonly code: string; readonly serves: readonly string[] }[];
  /** None: the default alone. */
  readonly channels: readonly { readonly handle: string }[];
  readonly locales: readonly string[];
  readonly markets: readonly CheckedMarket[];
  readonly priceGroups: readonly { readonly handle: string }[];
  readonly hasStorefront: boolean;
};

type CheckedMarket = {
  readonly handle: string;
  readonly countries: readonly string[];
  readonly currency: string;
  readonly locale: string;
};

/** CAT-3 Settings in force answer every question in one way: no two tax rates, prices or locations compete. */
export function findSettingsFlaws(settings: CheckedSettings): Flaw[] {
  return [
    ...settings.currencies.flatMap(({ code }, index) => unknownCurrency(code, ["currencies", index, "code"])),
    ...findRepeats(
      settings.currencies,
      ({ code }) => code,
      (index) => ["currencies", index, "code"],
      "is listed twice",
    ),
    ...findRepeats(
      settings.taxRates,
      ({ country, category }) => `${country} ${category}`,
      (index) => ["tax_rates", index],
      "this country and category have a rate already",
    ),
    ...findRepeats(
      settings.shippingOptions,
      ({ id }) => id,
      (index) => ["shipping_options", index, "id"],
      "is the id of another option too",
    ),
    ...settings.shippingOptions.flatMap(shippingFlaws),
    ...findRepeats(
      settings.locations,
      ({ code }) => code,
      (index) => ["locations", index, "code"],
      "is the code of another location too",
    ),
    ...settings.locations.flatMap(({ serves }, index) =>
      findRepeats(
        serves,
        (country) => country,
        (country) => ["locations", index, "serves", country],
        "is listed twice",
      ),
    ),
    ...repeatedHandles("channels", settings.channels),
    ...repeatedHandles("markets", settings.markets),
    ...repeatedHandles("price_groups", settings.priceGroups),
    ...findRepeats(
      settings.locales,
      (locale) => locale,
      (index) => ["locales", index],
      "is listed twice",
    ),
    ...marketFlaws(settings),
    ...storefrontFlaws(settings),
  ];
}

function repeatedHandles(list: string, rows: readonly { handle: string }[]): Flaw[] {
  return findRepeats(
    rows,
    ({ handle }) => handle,
    (index) => [list, index, "handle"],
    "is listed twice",
  );
}

/** CAT-3 A market names what the shop has, and no country has two markets. */
function marketFlaws({ markets, currencies, locales }: CheckedSettings): Flaw[] {
  const strangers = markets.flatMap(({ currency, locale }, index) => [
    ...(currencies.some(({ code }) => code === currency)
      ? []
      : [{ at: ["markets", index, "currency"], detail: "is not a currency of the shop" }]),
    ...(locales.includes(locale)
      ? []
      : [{ at: ["markets", index, "locale"], detail: "is not a locale of the shop" }]),
  ]);
  const places = markets.flatMap(({ countries }, market) =>
    countries.map((country, index) => ({ country, at: ["markets", market, "countries", index] })),
  );
  const contested = findRepeats(
    places,
    ({ country }) => country,
    (index) => places[index]?.at ?? [],
    "belongs to a market already",
  );
  return [...strangers, ...contested];
}

/** FED-1 Sitemap and feeds show what the web channel shows. */
function storefrontFlaws({ hasStorefront, channels }: CheckedSettings): Flaw[] {
  const isSold = channels.length === 0 || channels.some(({ handle }) => handle === DEFAULT_CHANNEL);
  const detail = `shows the channel ${DEFAULT_CHANNEL}, which is not among the shop's`;
  return hasStorefront && !isSold ? [{ at: ["storefront"], detail }] : [];
}

function shippingFlaws(option: CheckedSettings["shippingOptions"][number], index: number): Flaw[] {
  const at = ["shipping_options", index] as const;
  const backwards = option.minDays > option.maxDays;
  return [
    ...option.prices.flatMap(({ currency }, price) =>
      unknownCurrency(currency, [...at, "prices", price, "currency"]),
    ),
    ...findRepeats(
      option.prices,
      ({ currency }) => currency,
      (price) => [...at, "prices", price, "currency"],
      "has a price already: one per currency",
    ),
    ...findRepeats(
      option.countries,
      (country) => country,
      (country) => [...at, "countries", country],
      "is listed twice",
    ),
    ...(backwards ? [{ at: [...at, "max_days"], detail: "is less than min_days" }] : []),
  ];
}

function unknownCurrency(code: string, at: Flaw["at"]): Flaw[] {
  return isCurrency(code) ? [] : [{ at, detail: "is not a currency of ISO 4217" }];
}
