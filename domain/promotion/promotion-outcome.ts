import type { Money } from "../money/money.ts";

/** What one promotion takes off one line, or off shipping. In the terms of the line's price: with tax where that has it. */
export type Discount = {
  readonly promotionId: string;
  /** A line's id; null is shipping. */
  readonly lineId: string | null;
  /** On how many of the line's units; null for shipping. */
  readonly units: number | null;
  /** What was left of those units, or of shipping, before. */
  readonly base: Money;
  /** What is taken off: more than zero, and at most the base. */
  readonly amount: Money;
};

/** Units of a variant that the buyer is to get for nothing, if there are any. */
export type GiftLine = { readonly promotionId: string; readonly variantId: string; readonly units: number };

/** Why a promotion does not apply to a cart. */
export type WhyNotPromoted =
  | "not_active"
  | "not_begun"
  | "ended"
  | "no_code"
  | "used_up"
  | "other_channel"
  | "other_market"
  | "other_customer_group"
  | "not_first_order"
  | "first_order_unknown"
  | "no_amount_in_currency"
  | "subtotal_below_min"
  | "subtotal_above_max"
  | "too_few_units"
  | "no_matching_lines"
  | "no_shipping"
  | "other_shipping_option"
  | "set_incomplete"
  | "tier_not_reached"
  | "nothing_to_take"
  | "better_in_group"
  | "better_exclusive"
  | "better_together"
  | "too_many_applied";

export type Facts = Readonly<Record<string, string | number | boolean>>;

/** A promotion, whether it applied, and what it took or why it did not. */
export type Considered = {
  readonly promotionId: string;
  readonly title: string;
  /** Stable: `promotion.percentage` and so on, by what it does. */
  readonly rule: string;
  /** The given code that opened it, as it is compared. */
  readonly code: string | null;
  readonly detail: Facts;
} & (
  | { readonly applied: true; readonly taken: Money }
  | { readonly applied: false; readonly whyNot: WhyNotPromoted }
);

/** What promotions make of a cart. A plain value; the same for every order of the lines, byte by byte. */
export type PromotionOutcome = {
  /** In the order in which they were taken, and by line id within a promotion. */
  readonly discounts: readonly Discount[];
  readonly giftLines: readonly GiftLine[];
  /** Every promotion of the bundle once, in the order in which they are applied. */
  readonly considered: readonly Considered[];
  /** Given codes that open nothing, as they are compared. */
  readonly unknownCodes: readonly string[];
  /** All lines before any discount. */
  readonly subtotal: Money;
  readonly goodsDiscount: Money;
  /** What the chosen option costs with those discounts, before its own; null where none is chosen. */
  readonly shippingPrice: Money | null;
  readonly shippingDiscount: Money;
};
