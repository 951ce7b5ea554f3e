import type { Area } from "../place/area.ts";
import type { ShippingOption } from "./shipping-option.ts";

/**
 * Places that are delivered to alike. A place may be in several zones, and every option of each reaches it; what is
 * special (islands) is excepted from the general one. That differs from tax, where the closest zone alone counts.
 */
export type ShippingZone = {
  readonly id: string;
  readonly name: string;
  readonly areas: readonly Area[];
  readonly except: readonly Area[];
};

/** Goods that are shipped together, and apart from others: freight, chilled, flowers. */
export type ShippingProfile = {
  readonly id: string;
  readonly name: string;
  /** No parcel is heavier; null: all in one parcel. */
  readonly parcelMaxGrams: number | null;
};

/** What a price follows. `goods` is the worth of the shipment's goods; `billable_weight` the greater of weight and size. */
export type ShippingMeasure =
  | { readonly by: "nothing" | "weight" | "quantity" }
  /** Size becomes weight by the carrier's divisor: mm³ per gram, the same figure as cm³ per kilogram (5,000 is usual). */
  | { readonly by: "billable_weight"; readonly divisor: number }
  | { readonly by: "goods"; readonly worth: GoodsWorth };

/** Of goods before their discounts, or after. */
export type GoodsWorth = "discounted" | "undiscounted";

/** From so much of the measure on. `each` adds a price for every commenced `size` above `from`. */
export type ShippingStep = {
  readonly from: number;
  readonly price: number;
  readonly each: { readonly size: number; readonly price: number } | null;
};

/** An option's prices in one currency, in minor units. */
export type ShippingRates = {
  readonly currency: string;
  readonly measure: ShippingMeasure;
  /** Rising; below the first nothing is offered. */
  readonly steps: readonly ShippingStep[];
  /** The most of the measure that is taken; null: any. */
  readonly upTo: number | null;
  /** SHP-2 Free when the goods of the whole cart (gift cards apart) are worth so much, or more. */
  readonly freeFrom: { readonly amount: number; readonly worth: GoodsWorth } | null;
};

/** Prices that a carrier tells on the spot; the option's own rates are for when it does not. */
export type LiveTerms = {
  readonly provider: string;
  readonly service: string;
  readonly onFailure: "hide" | "use_table";
};

/** A way to have the goods of one profile delivered, or handed over. */
export type ShippingOptionTerms = {
  readonly id: string;
  readonly name: string;
  /** Null: the general profile, of everything that names none. */
  readonly profile: string | null;
  /** Empty: everywhere. */
  readonly zones: readonly string[];
  readonly kind: "delivery" | "pickup";
  /** Whether a price is for the shipment, or for each of its parcels. */
  readonly charge: "per_shipment" | "per_parcel";
  /** At most one row per currency; without one, the option is not offered in that currency. */
  readonly rates: readonly ShippingRates[];
  readonly live: LiveTerms | null;
  readonly taxCategory: string;
  readonly minDays: number;
  readonly maxDays: number;
};

/** All that a shop says about shipping. The general profile is in `profiles` only when it limits its parcels, as `general`. */
export type ShippingSettings = {
  readonly zones: readonly ShippingZone[];
  readonly profiles: readonly ShippingProfile[];
  readonly options: readonly ShippingOptionTerms[];
};

/** The profile of what names none; its options say null. */
export const GENERAL_PROFILE = "general";

/** What settings may hold; whatever takes them refuses more. */
export const SHIPPING_LIMITS = {
  zonesMax: 300,
  profilesMax: 50,
  optionsMax: 500,
  stepsMax: 100,
  parcelsMax: 500,
} as const;

/** What settings of today say in this shape: options with countries and a price per currency. */
export function settingsOfOptions(options: readonly ShippingOption[]): ShippingSettings {
  return {
    zones: options.flatMap(({ id, name, countries }) => {
      const areas = countries.map((country) => ({ country, regions: [], postcodes: [] }));
      return areas.length === 0 ? [] : [{ id, name, areas, except: [] }];
    }),
    profiles: [],
    options: options.map(({ id, name, countries, prices, taxCategory, minDays, maxDays }) => ({
      id,
      name,
      profile: null,
      zones: countries.length === 0 ? [] : [id],
      kind: "delivery",
      charge: "per_shipment",
      rates: prices.map(({ amount, currency }) => ({
        currency,
        measure: { by: "nothing" },
        steps: [{ from: 0, price: amount, each: null }],
        upTo: null,
        freeFrom: null,
      })),
      live: null,
      taxCategory,
      minDays,
      maxDays,
    })),
  };
}
