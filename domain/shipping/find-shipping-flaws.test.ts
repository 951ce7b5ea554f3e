import { describe, expect, test } from "vitest";
import type { DispatchCalendar } from "./estimate-delivery.ts";
import { estimateDelivery } from "./estimate-delivery.ts";
import { findCalendarFlaws } from "./find-calendar-flaws.ts";
import { findShippingFlaws } from "./find-shipping-flaws.ts";
import type { ShippingOptionTerms, ShippingRates, ShippingSettings } from "./shipping-settings.ts";

const step = { from: 0, price: 490, each: null };
const rates: ShippingRates = {
  currency: "EUR",
  measure: { by: "weight" },
  steps: [step],
  upTo: null,
  freeFrom: null,
};
const option: ShippingOptionTerms = {
  id: "post",
  name: "Post",
  profile: null,
  zones: ["de"],
  kind: "delivery",
  charge: "per_shipment",
  rates: [rates],
  live: null,
  taxCategory: "standard",
  minDays: 1,
  maxDays: 3,
};
const zone = { id: "de", name: "DE", areas: [{ country: "DE", regions: [], postcodes: [] }], except: [] };
const freight = { id: "freight", name: "Freight", parcelMaxGrams: null };
const settings: ShippingSettings = { zones: [zone], profiles: [freight], options: [option] };
const live = { provider: "carrier", service: "x" };

test("settings that agree have no flaw", () => {
  const options = [
    option,
    {
      ...option,
      id: "truck",
      profile: "freight",
      zones: [],
      rates: [],
      live: { ...live, onFailure: "hide" as const },
    },
  ];
  expect(findShippingFlaws({ ...settings, options })).toEqual([]);
});

describe("refuses", () => {
  const withOption = (more: Partial<ShippingOptionTerms>): ShippingSettings => ({
    ...settings,
    options: [{ ...option, ...more }],
  });
  const withRates = (more: Partial<ShippingRates>) => withOption({ rates: [{ ...rates, ...more }] });
  const backwards = { country: "DE", regions: [], postcodes: [{ from: "2", to: "1" }] };
  const m = "shipping/options/0";
  test.each([
    ["an option twice", { ...settings, options: [option, option] }, "shipping/options/1/id is listed twice"],
    ["a zone twice", { ...settings, zones: [zone, zone] }, "shipping/zones/1/id is listed twice"],
    [
      "a profile twice",
      { ...settings, profiles: [freight, freight] },
      "shipping/profiles/1/id is listed twice",
    ],
    [
      "an exception backwards",
      { ...settings, zones: [{ ...zone, except: [backwards] }] },
      "shipping/zones/0/except/0/postcodes/0 ends before it begins",
    ],
    [
      "parcels of nothing",
      { ...settings, profiles: [{ ...freight, parcelMaxGrams: 0 }] },
      "shipping/profiles/0/parcel_max_grams is a whole number of grams",
    ],
    [
      "a strange profile",
      withOption({ profile: "x" }),
      `${m}/profile is no profile of these settings (none: the general one)`,
    ],
    [
      "the general profile by name",
      withOption({ profile: "general" }),
      `${m}/profile is no profile of these settings (none: the general one)`,
    ],
    ["a strange zone", withOption({ zones: ["fr"] }), `${m}/zones/0 is no zone of these settings`],
    ["days backwards", withOption({ minDays: 4 }), `${m}/max_days is less than min_days`],
    [
      "a carrier for what is fetched",
      withOption({ kind: "pickup", live: { ...live, onFailure: "hide" } }),
      `${m}/live is for what a carrier delivers`,
    ],
    [
      "no rates to fall back on",
      withOption({ rates: [], live: { ...live, onFailure: "use_table" } }),
      `${m}/rates are needed where no carrier tells the price`,
    ],
    [
      "a currency twice",
      withOption({ rates: [rates, rates] }),
      `${m}/rates/1/currency has rates already: one row per currency`,
    ],
    [
      "a strange currency",
      withRates({ currency: "EURO" }),
      `${m}/rates/0/currency is not a currency of ISO 4217`,
    ],
    ["no steps", withRates({ steps: [] }), `${m}/rates/0/steps are 1 to 100`],
    [
      "steps that fall",
      withRates({
        steps: [
          { ...step, from: 5 },
          { ...step, from: 5 },
        ],
      }),
      `${m}/rates/0/steps/1/from is more than that of the step before`,
    ],
    [
      "a price below zero",
      withRates({ steps: [{ ...step, price: -1 }] }),
      `${m}/rates/0/steps/0 has prices of zero or more, each for a size of 1 or more`,
    ],
    [
      "a size of nothing",
      withRates({ steps: [{ ...step, each: { size: 0, price: 1 } }] }),
      `${m}/rates/0/steps/0 has prices of zero or more, each for a size of 1 or more`,
    ],
    [
      "a divisor of nothing",
      withRates({ measure: { by: "billable_weight", divisor: 0 } }),
      `${m}/rates/0/measure has a divisor of 1 or more`,
    ],
    ["a limit below zero", withRates({ upTo: -1 }), `${m}/rates/0/up_to is a whole number of zero or more`],
    [
      "free from less than nothing",
      withRates({ freeFrom: { amount: -1, worth: "discounted" } }),
      `${m}/rates/0/free_from is an amount of zero or more`,
    ],
    [
      "more options than a shop may have",
      { ...settings, options: Array.from({ length: 501 }, () => option) },
      "shipping/options are more than 500",
    ],
  ] as const)("%s", (_, given, flaw) => {
    expect(findShippingFlaws(given).map(({ at, detail }) => `${at.join("/")} ${detail}`)).toEqual([flaw]);
  });
});

describe("a calendar", () => {
  const calendar: DispatchCalendar = {
    cutOffMinute: 840,
    handlingDays: 1,
    workdays: [1, 5],
    holidays: ["2026-12-25"],
  };
  test.each([
    ["that agrees", {}, []],
    ["with a 25th hour", { cutOffMinute: 1_441 }, ["cut_off_minute"]],
    ["that handles for ever", { handlingDays: 366 }, ["handling_days"]],
    ["with an eighth day", { workdays: [8] }, ["workdays"]],
    ["with a day that is none", { holidays: ["2026-02-29"] }, ["holidays"]],
    ["with too many holidays", { holidays: Array.from({ length: 501 }, () => "2026-12-25") }, ["holidays"]],
  ])("%s", (_, more, fields) => {
    expect(findCalendarFlaws({ ...calendar, ...more }).map(({ at }) => at.at(-1))).toEqual(fields);
  });

  test("without a working day is stopped, not followed for ever", () => {
    const endless = { ...calendar, workdays: [8] };
    expect(() =>
      estimateDelivery({ day: "2026-01-01", minute: 0 }, { minDays: 1, maxDays: 1 }, endless),
    ).toThrow("SHP-4");
  });
});
