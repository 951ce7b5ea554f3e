import type { Money } from "../money/money.ts";
import type { Explained } from "../pricing/explained.ts";

/**
 * Why an amount is taxed, or is not. `no_rate`: the shop has set none there; `voucher`: taxed when it is spent;
 * `not_reckoned`: the tax provider did not say, and the shop sells without.
 */
export type TaxTreatment = "taxed" | "no_rate" | "exempt" | "reverse_charge" | "voucher" | "not_reckoned";

/** What one tax takes of an amount. Several taxes of one rate stand in the order they were laid on. */
export type ComponentTax = {
  readonly name: string;
  readonly ratePpm: number;
  readonly isCompound: boolean;
  readonly tax: Money;
};

/** An amount taken apart: `net + tax = total` always, and `components` add up to `tax` (TAX-1). */
export type TaxedAmount = {
  /** As it was priced, discounts off. */
  readonly amount: Money;
  /** The shop's own tax, taken out of a gross price since the buyer owes another or none. */
  readonly homeTaxOut: Money;
  /** Whether `tax` is within what is left of `amount`, rather than on top of it. */
  readonly isTaxInside: boolean;
  readonly net: Money;
  readonly tax: Money;
  /** What the buyer pays. */
  readonly total: Money;
  readonly treatment: TaxTreatment;
  readonly components: readonly ComponentTax[];
};

export type TaxedCartLine = TaxedAmount & { readonly lineId: string };

/** One charge for shipping, in as many parts as it has rates. */
export type TaxedShipping = {
  readonly id: string;
  readonly parts: readonly TaxedAmount[];
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
};

/** How much one tax took in all, and of what. */
export type TaxRow = {
  readonly name: string;
  readonly ratePpm: number;
  readonly isCompound: boolean;
  readonly net: Money;
  readonly tax: Money;
};

/** A question of the buyer's standing, and its answer. */
export type TaxConsidered = {
  readonly rule: "tax.exempt" | "tax.reverse_charge";
  /** What it was asked of. */
  readonly subject: "order" | "goods" | "digital";
  readonly whyNot: string | null;
};

/** A taxed cart: lines and shipping in the order they were asked in, and nothing else depends on that order. */
export type TaxedCart = {
  readonly lines: readonly TaxedCartLine[];
  readonly shipping: readonly TaxedShipping[];
  readonly taxTotal: Money;
  /** What the buyer pays for lines and shipping together. */
  readonly total: Money;
  /** One row per tax and rate, by name, then rate. Untaxed amounts have no row; zero-rated ones do. */
  readonly taxes: readonly TaxRow[];
  readonly considered: readonly TaxConsidered[];
  readonly explained: readonly Explained[];
};
