import { type Flaw, findRepeats } from "../catalog/flaw.ts";
import { isCurrency } from "../money/currency.ts";
import { AMOUNT_MAX } from "../money/money.ts";
import { findAreaFlaws } from "../place/find-area-flaws.ts";
import {
  GENERAL_PROFILE,
  SHIPPING_LIMITS,
  type ShippingOptionTerms,
  type ShippingRates,
  type ShippingSettings,
} from "./shipping-settings.ts";

/** CAT-3 Shipping settings in force refer to what there is, and give one price to each measure. */
export function findShippingFlaws(settings: ShippingSettings): Flaw[] {
  const { zones, profiles, options } = settings;
  const at = (list: string) => ["shipping", list];
  const crowds = [
    { list: "zones", rows: zones, max: SHIPPING_LIMITS.zonesMax },
    { list: "profiles", rows: profiles, max: SHIPPING_LIMITS.profilesMax },
    { list: "options", rows: options, max: SHIPPING_LIMITS.optionsMax },
  ].filter(({ rows, max }) => rows.length > max);
  if (crowds.length > 0)
    return crowds.map(({ list, max }) => ({ at: at(list), detail: `are more than ${max}` }));

  const repeats = (list: string, rows: readonly { id: string }[]) =>
    findRepeats(
      rows,
      ({ id }) => id,
      (index) => [...at(list), index, "id"],
      "is listed twice",
    );
  return [
    ...repeats("zones", zones),
    ...repeats("profiles", profiles),
    ...repeats("options", options),
    ...zones.flatMap(({ areas, except }, index) => [
      ...findAreaFlaws(areas, [...at("zones"), index, "areas"]),
      ...findAreaFlaws(except, [...at("zones"), index, "except"]),
    ]),
    ...profiles.flatMap(({ parcelMaxGrams }, index) =>
      parcelMaxGrams === null || isWhole(parcelMaxGrams, 1)
        ? []
        : [{ at: [...at("profiles"), index, "parcel_max_grams"], detail: "is a whole number of grams" }],
    ),
    ...options.flatMap((option, index) => optionFlaws(option, settings, [...at("options"), index])),
  ];
}

function optionFlaws(
  option: ShippingOptionTerms,
  { zones, profiles }: ShippingSettings,
  at: Flaw["at"],
): Flaw[] {
  const { profile, rates, live, kind, minDays, maxDays } = option;
  const flaw = (holds: boolean, field: string, detail: string): Flaw[] =>
    holds ? [] : [{ at: [...at, field], detail }];
  const isKnown =
    profile === null || (profile !== GENERAL_PROFILE && profiles.some(({ id }) => id === profile));
  return [
    ...flaw(isKnown, "profile", "is no profile of these settings (none: the general one)"),
    ...option.zones.flatMap((zone, index) =>
      zones.some(({ id }) => id === zone)
        ? []
        : [{ at: [...at, "zones", index], detail: "is no zone of these settings" }],
    ),
    ...flaw(isWhole(minDays, 0) && minDays <= maxDays, "max_days", "is less than min_days"),
    ...flaw(kind === "delivery" || live === null, "live", "is for what a carrier delivers"),
    ...flaw(
      rates.length > 0 || live?.onFailure === "hide",
      "rates",
      "are needed where no carrier tells the price",
    ),
    ...findRepeats(
      rates,
      ({ currency }) => currency,
      (index) => [...at, "rates", index, "currency"],
      "has rates already: one row per currency",
    ),
    ...rates.flatMap((row, index) => ratesFlaws(row, [...at, "rates", index])),
  ];
}

function ratesFlaws({ currency, measure, steps, upTo, freeFrom }: ShippingRates, at: Flaw["at"]): Flaw[] {
  const flaw = (holds: boolean, field: string, detail: string): Flaw[] =>
    holds ? [] : [{ at: [...at, field], detail }];
  const isDivisible = measure.by !== "billable_weight" || isWhole(measure.divisor, 1);
  const isCounted = steps.length > 0 && steps.length <= SHIPPING_LIMITS.stepsMax;
  return [
    ...flaw(isCurrency(currency), "currency", "is not a currency of ISO 4217"),
    ...flaw(isDivisible, "measure", "has a divisor of 1 or more"),
    ...flaw(isCounted, "steps", `are 1 to ${SHIPPING_LIMITS.stepsMax}`),
    ...flaw(upTo === null || isWhole(upTo, 0), "up_to", "is a whole number of zero or more"),
    ...flaw(freeFrom === null || isAmount(freeFrom.amount), "free_from", "is an amount of zero or more"),
    ...steps.flatMap(({ from, price, each }, index) => {
      const here = [...at, "steps", index];
      const previous = steps[index - 1];
      const rises = isWhole(from, 0) && (previous === undefined || previous.from < from);
      const isPriced = isAmount(price) && (each === null || (isWhole(each.size, 1) && isAmount(each.price)));
      return [
        ...(rises ? [] : [{ at: [...here, "from"], detail: "is more than that of the step before" }]),
        ...(isPriced
          ? []
          : [{ at: here, detail: "has prices of zero or more, each for a size of 1 or more" }]),
      ];
    }),
  ];
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function isAmount(value: number): boolean {
  return isWhole(value, 0) && value <= AMOUNT_MAX;
}
