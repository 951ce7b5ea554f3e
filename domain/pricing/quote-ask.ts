import type { Money } from "../money/money.ts";

/** A cart to be priced, as the buyer left it. */
export type QuoteAsk = {
  readonly currency: string;
  readonly lines: readonly LineAsk[];
  /** ISO 3166-1 alpha-2, upper case; null until the buyer names one. */
  readonly destinationCountry: string | null;
  readonly shippingOptionId: string | null;
};

/** A line to be priced. The caller vouches for a whole quantity of one or more, and a price in the cart's currency. */
export type LineAsk = {
  readonly lineId: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Absent: as the shop's settings say of the currency. */
  readonly priceIncludesTax?: boolean | undefined;
  readonly taxCategory: string;
  readonly requiresShipping: boolean;
};
