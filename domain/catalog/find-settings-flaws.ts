import { isCurrency } from "../money/currency.ts";
import type { Money } from "../money/money.ts";
import { type Flaw, findRepeats } from "./flaw.ts";

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
  ];
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
