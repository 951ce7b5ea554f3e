import { type Money, money } from "../money/money.ts";
import { applyPromotions } from "./apply-promotions.ts";
import { compilePromotions } from "./compile-promotions.ts";
import { EVERY_LINE, type LineFilter, type LineSelection } from "./line-selection.ts";
import type { Promotion } from "./promotion.ts";
import type { PromotionAction } from "./promotion-action.ts";
import type { PromotedLine, PromotionAsk } from "./promotion-ask.ts";
import type { Considered, PromotionOutcome } from "./promotion-outcome.ts";

export const eur = (amount: number): Money => money(amount, "EUR");

/** A line of the product, variant and line id that are named; a tag is enough to tell lines apart in most tests. */
export function lineOf(name: string, unitPrice: number, more: Partial<PromotedLine> = {}): PromotedLine {
  return {
    lineId: `line_${name}`,
    variantId: `variant_${name}`,
    productId: `prod_${name}`,
    collections: [],
    categories: [],
    tags: [],
    brand: null,
    quantity: 1,
    unitPrice: eur(unitPrice),
    isGiftCard: false,
    ...more,
  };
}

export function askOf(lines: readonly PromotedLine[], more: Partial<PromotionAsk> = {}): PromotionAsk {
  return {
    currency: "EUR",
    lines,
    codes: [],
    channel: "web",
    market: null,
    customerGroups: [],
    isFirstOrder: null,
    nowMs: 1_000,
    rounding: { mode: "half_up", per: "line" },
    usedUp: [],
    shipping: null,
    ...more,
  };
}

type PromotionParts = Partial<Omit<Promotion, "conditions" | "action">> & {
  readonly conditions?: Partial<Promotion["conditions"]>;
};

export function promotionOf(
  id: string,
  action: PromotionAction,
  { conditions, ...more }: PromotionParts = {},
): Promotion {
  return {
    id,
    title: `Promotion ${id}`,
    status: "active",
    startsAtMs: null,
    endsAtMs: null,
    priority: 0,
    group: null,
    exclusive: false,
    trigger: { kind: "automatic" },
    limits: null,
    conditions: {
      channels: [],
      markets: [],
      customerGroups: [],
      firstOrderOnly: false,
      counted: EVERY_LINE,
      quantityMin: null,
      subtotalMin: [],
      subtotalMax: [],
      ...conditions,
    },
    action,
    ...more,
  };
}

export const only = (filter: LineFilter, more: Partial<LineSelection> = {}): LineSelection => {
  return { ...EVERY_LINE, only: filter, ...more };
};

export const percentage = (percent: number, lines = EVERY_LINE, atMost: readonly Money[] = []) =>
  ({ kind: "percentage", lines, ratePpm: percent * 10_000, atMost }) satisfies PromotionAction;

export const amountOff = (amount: number, per: "unit" | "line" | "order" = "order", lines = EVERY_LINE) =>
  ({ kind: "amount_off", lines, amounts: [eur(amount)], per }) satisfies PromotionAction;

export const freeShipping = {
  kind: "shipping",
  optionIds: [],
  off: { kind: "percentage", ratePpm: 1_000_000 },
} satisfies PromotionAction;

export const shippingAt = (price: number) => ({ optionId: "ship_post", priceFor: () => price });

export function apply(ask: PromotionAsk, promotions: readonly Promotion[]): PromotionOutcome {
  return applyPromotions(ask, compilePromotions(promotions));
}

/** As a merchant reads it: `line_a −100` for each discount. */
export function told({ discounts }: PromotionOutcome): string[] {
  return discounts.map(({ lineId, amount }) => `${lineId ?? "shipping"} −${amount.amount}`);
}

export function verdictOf({ considered }: PromotionOutcome, id: string): string {
  const one: Considered | undefined = considered.find(({ promotionId }) => promotionId === id);
  if (!one) return "not considered";
  return one.applied ? `took ${one.taken.amount}` : one.whyNot;
}

/** What the buyer pays for goods and shipping. */
export function costOf(outcome: PromotionOutcome): number {
  const shipping = (outcome.shippingPrice?.amount ?? 0) - outcome.shippingDiscount.amount;
  return outcome.subtotal.amount - outcome.goodsDiscount.amount + shipping;
}
