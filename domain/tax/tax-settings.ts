import type { RoundingPolicy } from "../money/rounding-policy.ts";
import type { Area } from "../place/area.ts";
import type { Place } from "../place/place.ts";
import type { DatedTaxRate } from "./dated-rate.ts";
import type { ReverseChargePolicy } from "./reverse-charge.ts";
import type { TaxRate } from "./tax-rate.ts";

/** Places that are taxed alike. A place is in one zone at most: the one whose area holds it most closely. */
export type TaxZone = { readonly id: string; readonly name: string; readonly areas: readonly Area[] };

/**
 * What becomes of a price with tax inside where the buyer owes another tax than at home. `same_total`: the buyer pays
 * the same everywhere, and the merchant keeps what is not taxed. `same_net`: the tax at home is taken out, and the
 * destination's put on top of what is left.
 */
export type GrossPricePolicy = "same_total" | "same_net";

/** How shipping is taxed: by the option's own category, as the goods in proportion to their worth, or at their highest rate. */
export type ShippingTaxPolicy = "own_category" | "as_goods" | "highest_rate";

/** What of a `RoundingPolicy` concerns tax. */
export type TaxRounding = Pick<RoundingPolicy, "mode" | "per">;

/** All that a shop says about taxes. Thresholds of the EU's one-stop shop are the merchant's: enter the rates that apply. */
export type TaxSettings = {
  readonly zones: readonly TaxZone[];
  readonly rates: readonly DatedTaxRate[];
  /** Where the shop is at home: what is inside its gross prices, and for whom a supply is domestic. */
  readonly home: Place;
  readonly shippingTax: ShippingTaxPolicy;
  readonly grossPrices: {
    /** Bound for where another rate applies, or none. */
    readonly abroad: GrossPricePolicy;
    /** For a buyer who is exempt or accounts for the tax. */
    readonly untaxed: GrossPricePolicy;
  };
  readonly reverseCharge: ReverseChargePolicy;
};

/** What settings of today say in this shape: one rate per country and category and nothing else. */
export function settingsOfFlatRates(rates: readonly TaxRate[], homeCountry: string): TaxSettings {
  const countries = [...new Set(rates.map(({ country }) => country))];
  return {
    zones: countries.map((country) => ({
      id: country,
      name: country,
      areas: [{ country, regions: [], postcodes: [] }],
    })),
    rates: rates.map(({ country, category, name, ratePpm }) => ({
      zone: country,
      category,
      components: [{ name, ratePpm, isCompound: false }],
      fromDay: null,
      toDay: null,
    })),
    home: { country: homeCountry, region: null, postcode: null },
    shippingTax: "own_category",
    grossPrices: { abroad: "same_total", untaxed: "same_total" },
    reverseCharge: "off",
  };
}
