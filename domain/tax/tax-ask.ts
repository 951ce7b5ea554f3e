import type { Money } from "../money/money.ts";
import type { Place } from "../place/place.ts";
import type { GivenVatId } from "./reverse-charge.ts";

/** A cart to be taxed, after its discounts. The caller vouches for one currency and for amounts of zero or more. */
export type TaxAsk = {
  readonly currency: string;
  /** The ISO day whose rates apply, by the shop's calendar. */
  readonly day: string;
  readonly destination: Place;
  readonly customer: TaxCustomer;
  readonly lines: readonly TaxableLine[];
  /** What is charged for shipping: one row per chosen option. */
  readonly shipping: readonly TaxableShipping[];
};

/** Who buys, as far as tax asks. */
export type TaxCustomer = {
  readonly vatId: GivenVatId | null;
  readonly exemption: TaxExemption | null;
};

/** A buyer who owes no tax: `reason` is a code of the shop's, such as `resale` or `diplomatic`. */
export type TaxExemption = {
  readonly reason: string;
  /** ISO 3166-1 alpha-2; empty: everywhere. */
  readonly countries: readonly string[];
  /** The last day that it holds; null: no end. */
  readonly untilDay: string | null;
};

/** All units of a line together, less their discounts, in the terms of the line's price. */
export type TaxableLine = {
  readonly lineId: string;
  readonly amount: Money;
  readonly quantity: number;
  readonly priceIncludesTax: boolean;
  readonly taxCategory: string;
  readonly requiresShipping: boolean;
  readonly isDigital: boolean;
  /** A voucher for anything is taxed when it is spent, not when it is sold (Directive (EU) 2016/1065). */
  readonly isGiftCard: boolean;
};

/** What one shipping option costs, less its discounts. */
export type TaxableShipping = {
  readonly id: string;
  readonly amount: Money;
  readonly priceIncludesTax: boolean;
  readonly taxCategory: string;
};

/** A buyer of whom nothing special is known. */
export const ANYBODY: TaxCustomer = { vatId: null, exemption: null };
