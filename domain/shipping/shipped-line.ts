import type { Dimensions } from "../catalog/product.ts";
import type { Money } from "../money/money.ts";

/** A line as shipping sees it. */
export type ShippedLine = {
  readonly lineId: string;
  readonly quantity: number;
  readonly requiresShipping: boolean;
  readonly isGiftCard: boolean;
  /** Null: the general profile. One that the shop has no more counts as the general one too. */
  readonly shippingProfile: string | null;
  /** Of one unit. */
  readonly weightGrams: number;
  readonly dimensions: Dimensions | null;
  /** All units together, in the terms of the line's price: before its discounts, and after. */
  readonly undiscounted: Money;
  readonly discounted: Money;
};
