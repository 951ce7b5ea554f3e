import type { Money } from "../money/money.ts";

/** Where a figure of a quote comes from: the rule, what it was taken of, and what it came to. Plain JSON, frozen with the order. */
export type Explained = {
  /** Stable: `promotion.percentage`, `balance.gift_card`. */
  readonly rule: string;
  /** A line's id, `shipping` or `order`. */
  readonly subject: string;
  readonly base: Money;
  /** Below zero where it is taken off. */
  readonly amount: Money;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
};
