import type { Money } from "../money/money.ts";

/** A way to have goods delivered, as the merchant set it up. */
export type ShippingOption = {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2, upper case; empty means everywhere. */
  readonly countries: readonly string[];
  /** At most one price per currency; without one, the option is not offered in that currency. */
  readonly prices: readonly Money[];
  readonly taxCategory: string;
  readonly minDays: number;
  readonly maxDays: number;
};
