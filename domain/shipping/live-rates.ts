import { ok, type Result, refuse } from "../kernel/result.ts";
import { isCurrency } from "../money/currency.ts";
import { AMOUNT_MAX } from "../money/money.ts";
import type { Place } from "../place/place.ts";
import type { Shipment } from "./plan-shipments.ts";

/** What a carrier is asked about one shipment: places without a street, and boxes. */
export type LiveRatesRequest = {
  readonly currency: string;
  readonly origin: Place;
  readonly destination: Place;
  readonly parcels: readonly { readonly weightGrams: number; readonly units: number }[];
};

/** What it says, parsed but not yet believed. Prices in minor units, for all parcels together. */
export type LiveRatesAnswer = { readonly currency: string; readonly rates: readonly LiveRate[] };

export type LiveRate = {
  readonly service: string;
  readonly price: number;
  readonly minDays: number;
  readonly maxDays: number;
};

/** Why there are no live rates: the adapter's reasons, or what is wrong with an answer. */
export type NoLiveRates =
  | { readonly code: "timed_out" | "unreachable" | "refused" }
  | {
      readonly code:
        | "currency_differs"
        | "too_many_rates"
        | "repeated_service"
        | "price_out_of_range"
        | "days_out_of_range";
    };

export const LIVE_LIMITS = { ratesMax: 50, daysMax: 365 } as const;

export function composeLiveRequest(
  { parcels }: Shipment,
  { currency, origin, destination }: Omit<LiveRatesRequest, "parcels">,
): LiveRatesRequest {
  return {
    currency,
    origin,
    destination,
    parcels: parcels.map(({ weightGrams, units }) => ({
      weightGrams,
      units: units.reduce((sum, { quantity }) => sum + quantity, 0),
    })),
  };
}

/** SHP-5 Believes a carrier only what can be charged: in the cart's currency, no price below zero, each service once. */
export function readLiveRates(
  answer: Result<LiveRatesAnswer, NoLiveRates>,
  currency: string,
): Result<LiveRate[], NoLiveRates> {
  if (!answer.ok) return answer;
  const { rates } = answer.value;
  if (answer.value.currency !== currency || !isCurrency(currency))
    return refuse({ code: "currency_differs" });
  if (rates.length > LIVE_LIMITS.ratesMax) return refuse({ code: "too_many_rates" });
  if (new Set(rates.map(({ service }) => service)).size < rates.length)
    return refuse({ code: "repeated_service" });

  const isWhole = (value: number, max: number) => Number.isSafeInteger(value) && value >= 0 && value <= max;
  if (!rates.every(({ price }) => isWhole(price, AMOUNT_MAX))) return refuse({ code: "price_out_of_range" });
  const areDays = ({ minDays, maxDays }: LiveRate) =>
    isWhole(minDays, maxDays) && isWhole(maxDays, LIVE_LIMITS.daysMax);
  if (!rates.every(areDays)) return refuse({ code: "days_out_of_range" });
  return ok([...rates]);
}
