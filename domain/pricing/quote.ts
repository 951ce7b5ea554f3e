import type { Money } from "../money/money.ts";
import type { TaxedLine } from "../tax/tax-line.ts";

/**
 * What a cart costs, and why. A plain JSON value: it is frozen into the order and rendered years later, so it
 * repeats every name and rate it used. Fields may be added; a field's meaning never changes.
 */
export type Quote = {
  readonly currency: string;
  /** The version of the pricing bundle that it was reckoned with. */
  readonly bundleVersion: number;
  /** Of `subtotal`, of shipping, and of all lines that do not say it themselves. */
  readonly pricesIncludeTax: boolean;
  /** Where tax and shipping were reckoned for; the bundle's default country when the buyer named none. */
  readonly destinationCountry: string;
  /** In the order of the cart. */
  readonly lines: readonly QuotedLine[];
  /** Null when nothing needs shipping, or when nothing is chosen yet (see `requiresShipping`). */
  readonly shipping: QuotedShipping | null;
  readonly requiresShipping: boolean;
  /** The lines together, with or without tax as `pricesIncludeTax` says, also where a price list says otherwise. */
  readonly subtotal: Money;
  /** What the buyer pays for shipping, tax included. */
  readonly shippingTotal: Money;
  /** All tax, that of shipping included. */
  readonly taxTotal: Money;
  /** What the buyer pays: the line totals and `shippingTotal`. */
  readonly total: Money;
  /** One row per tax and rate, by name, then rate. Untaxed amounts have no row; zero-rated ones do. */
  readonly taxes: readonly QuotedTax[];
  readonly rounding: "half_up_per_line";
};

/** One line of the cart: `subtotal` is unit price × quantity as priced, and `total` what the buyer pays for it. */
export type QuotedLine = TaxedLine & {
  readonly lineId: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Where a price list says so itself. */
  readonly priceIncludesTax?: boolean;
  readonly subtotal: Money;
};

/** The chosen shipping option, taxed like a line of its own. */
export type QuotedShipping = TaxedLine & {
  readonly optionId: string;
  readonly name: string;
  readonly price: Money;
};

/** How much one tax took in all, and of what. */
export type QuotedTax = {
  readonly name: string;
  readonly ratePpm: number;
  readonly net: Money;
  readonly tax: Money;
};
