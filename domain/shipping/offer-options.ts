import type { Result } from "../kernel/result.ts";
import { type Money, money } from "../money/money.ts";
import { closestOf } from "../place/area.ts";
import type { Place } from "../place/place.ts";
import type { Explained } from "../pricing/explained.ts";
import type { LiveRate, NoLiveRates } from "./live-rates.ts";
import { planShipments, type Shipment } from "./plan-shipments.ts";
import { isFreeFor, type NoTablePrice, priceOption, type Worth } from "./price-option.ts";
import type { ShippedLine } from "./shipped-line.ts";
import type { ShippingOptionTerms, ShippingSettings } from "./shipping-settings.ts";

/** Where a cart goes and what is in it. The caller vouches for one currency. */
export type ShipmentsAsk = {
  readonly currency: string;
  readonly destination: Place;
  readonly lines: readonly ShippedLine[];
  /** What carriers said, read by `readLiveRates`; a row per provider and profile asked. */
  readonly live: readonly {
    readonly provider: string;
    readonly profile: string | null;
    readonly rates: Result<readonly LiveRate[], NoLiveRates>;
  }[];
};

/** An option that a buyer may choose for a shipment; its price is taxed later, as any price. */
export type OptionOffer = {
  readonly optionId: string;
  readonly name: string;
  readonly kind: ShippingOptionTerms["kind"];
  readonly price: Money;
  readonly isFree: boolean;
  readonly taxCategory: string;
  readonly minDays: number;
  readonly maxDays: number;
  /** `table_instead`: the carrier said nothing to go by, and the option's own rates stand in. */
  readonly source: "table" | "live" | "table_instead";
  readonly explained: Explained;
};

export type OptionNotOffered = {
  readonly optionId: string;
  readonly whyNot:
    | NoTablePrice
    | "other_zone"
    | "unit_too_heavy"
    | "too_many_parcels"
    | "no_live_rates"
    | "service_not_offered";
};

export type OfferedShipment = {
  readonly shipment: Shipment;
  /** In the merchant's order. */
  readonly offers: readonly OptionOffer[];
  readonly notOffered: readonly OptionNotOffered[];
};

/** SHP-1 What a buyer may choose for each shipment of a cart, what it costs and why, and why not the rest. */
export function offerOptions(ask: ShipmentsAsk, settings: ShippingSettings): OfferedShipment[] {
  const zones = new Set(
    settings.zones
      .filter(({ areas, except }) => {
        const isIn = closestOf(areas, ask.destination) !== null;
        return isIn && closestOf(except, ask.destination) === null;
      })
      .map(({ id }) => id),
  );
  const cart = worthOf(ask.lines.filter(({ isGiftCard }) => !isGiftCard));

  return planShipments(ask.lines, settings).map((shipment) => {
    const worth = { cart, shipment: worthOf(shipment.lines) };
    const offers: OptionOffer[] = [];
    const notOffered: OptionNotOffered[] = [];
    for (const option of settings.options) {
      if (option.profile !== shipment.profile) continue;
      const isReached = option.zones.length === 0 || option.zones.some((zone) => zones.has(zone));
      const offer = isReached ? offerOption(option, shipment, ask, worth) : "other_zone";
      if (typeof offer === "string") notOffered.push({ optionId: option.id, whyNot: offer });
      else offers.push(offer);
    }
    return { shipment, offers, notOffered };
  });
}

function offerOption(
  option: ShippingOptionTerms,
  shipment: Shipment,
  { currency, live }: ShipmentsAsk,
  worth: { cart: Worth; shipment: Worth },
): OptionOffer | OptionNotOffered["whyNot"] {
  // What is fetched needs no parcels.
  if (shipment.unpackable && option.kind === "delivery") return shipment.unpackable.code;

  if (option.live) {
    const { provider, service, onFailure } = option.live;
    const said = live.find((row) => row.provider === provider && row.profile === shipment.profile);
    if (said?.rates.ok) {
      const rate = said.rates.value.find((one) => one.service === service);
      if (!rate) return "service_not_offered";
      const rates = option.rates.find((row) => row.currency === currency);
      const isFree = rates !== undefined && isFreeFor(rates, worth.cart);
      const price = { amount: isFree ? 0 : rate.price, isFree, measured: shipment.weightGrams };
      const { minDays, maxDays } = rate;
      return compose({ ...option, minDays, maxDays }, price, currency, worth.shipment, "live");
    }
    if (onFailure === "hide") return "no_live_rates";
  }

  const priced = priceOption(option, shipment, currency, worth);
  if (!priced.ok) return priced.refusal.whyNot;
  return compose(option, priced.value, currency, worth.shipment, option.live ? "table_instead" : "table");
}

function compose(
  option: ShippingOptionTerms,
  { amount, isFree, measured }: { amount: number; isFree: boolean; measured: number },
  currency: string,
  worth: Worth,
  source: OptionOffer["source"],
): OptionOffer {
  const { id: optionId, name, kind, taxCategory, minDays, maxDays } = option;
  const price = money(amount, currency);
  const explained: Explained = {
    rule: isFree ? "shipping.free" : source === "live" ? "shipping.live_rate" : "shipping.rate",
    subject: "shipping",
    base: money(worth.discounted, currency),
    amount: price,
    detail: { optionId, source, measured },
  };
  return { optionId, name, kind, price, isFree, taxCategory, minDays, maxDays, source, explained };
}

function worthOf(lines: readonly ShippedLine[]): Worth {
  const sum = (of: (line: ShippedLine) => Money) => lines.reduce((all, line) => all + of(line).amount, 0);
  return { discounted: sum((line) => line.discounted), undiscounted: sum((line) => line.undiscounted) };
}
