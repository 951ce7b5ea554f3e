import { ok, type Result, refuse } from "../kernel/result.ts";
import { AMOUNT_MAX } from "../money/money.ts";
import type { Parcel } from "./pack-parcels.ts";
import { type Shipment, volumeOf } from "./plan-shipments.ts";
import type { GoodsWorth, ShippingOptionTerms, ShippingRates, ShippingStep } from "./shipping-settings.ts";

/** What goods are worth, in minor units of one currency. */
export type Worth = Readonly<Record<GoodsWorth, number>>;

/** A price by an option's own rates; `measured` is what it followed, of the shipment or of all parcels together. */
export type TablePrice = { readonly amount: number; readonly isFree: boolean; readonly measured: number };

export type NoTablePrice = "other_currency" | "below_first_step" | "above_limit" | "price_too_large";

/**
 * SHP-2 What an option costs by its own rates. A step holds from its `from` on; exactly at the free threshold is free, and a
 * shipment that is too much for the rates stays so: free is a price, not a promise to carry. Goods are measured for the
 * shipment, the free threshold for the whole cart. Per parcel, each has its own weight and count, and prices add.
 */
export function priceOption(
  option: ShippingOptionTerms,
  shipment: Shipment,
  currency: string,
  worth: { readonly cart: Worth; readonly shipment: Worth },
): Result<TablePrice, { whyNot: NoTablePrice }> {
  const rates = option.rates.find((row) => row.currency === currency);
  if (!rates) return refuse({ whyNot: "other_currency" });

  const measures = measuresOf(option, rates, shipment, worth.shipment);
  let amount = 0n;
  for (const measure of measures) {
    if (rates.upTo !== null && measure > BigInt(rates.upTo)) return refuse({ whyNot: "above_limit" });
    const step = rates.steps.findLast(({ from }) => BigInt(from) <= measure);
    if (!step) return refuse({ whyNot: "below_first_step" });
    amount += priceOfStep(step, measure);
  }
  if (amount > AMOUNT_MAX) return refuse({ whyNot: "price_too_large" });
  const measured = measures.reduce((sum, measure) => sum + measure, 0n);
  if (measured > Number.MAX_SAFE_INTEGER) return refuse({ whyNot: "above_limit" });

  const isFree = isFreeFor(rates, worth.cart);
  return ok({ amount: isFree ? 0 : Number(amount), isFree, measured: Number(measured) });
}

/** Whether the worth of a cart has reached the threshold of these rates. */
export function isFreeFor({ freeFrom }: ShippingRates, cart: Worth): boolean {
  return freeFrom !== null && cart[freeFrom.worth] >= freeFrom.amount;
}

/** What the rates are looked up by, of the shipment or of each parcel. What is fetched is handed over in one. */
function measuresOf(
  option: ShippingOptionTerms,
  rates: ShippingRates,
  shipment: Shipment,
  worth: Worth,
): bigint[] {
  if (option.charge === "per_parcel" && option.kind === "delivery") {
    return shipment.parcels.map((parcel) => measureOf(parcel, rates, shipment, worth));
  }
  const units = shipment.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  return [measureOf({ weightGrams: shipment.weightGrams, units }, rates, shipment, worth)];
}

function measureOf(
  { weightGrams, units }: Parcel,
  { measure }: ShippingRates,
  shipment: Shipment,
  worth: Worth,
): bigint {
  switch (measure.by) {
    case "nothing":
      return 0n;
    case "weight":
      return BigInt(weightGrams);
    case "quantity":
      return BigInt(units.reduce((sum, { quantity }) => sum + quantity, 0));
    case "goods":
      return BigInt(worth[measure.worth]);
    case "billable_weight": {
      const bySize = ceilDivide(volumeOf(shipment, units), BigInt(measure.divisor));
      return bySize > BigInt(weightGrams) ? bySize : BigInt(weightGrams);
    }
  }
}

function priceOfStep({ from, price, each }: ShippingStep, measure: bigint): bigint {
  if (each === null) return BigInt(price);
  return BigInt(price) + ceilDivide(measure - BigInt(from), BigInt(each.size)) * BigInt(each.price);
}

function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
