import { standingOf } from "../pricing/price-list.ts";
import type { CompiledPromotion } from "./compile-promotions.ts";
import type { MatchedLines } from "./match-lines.ts";
import { amountIn, type PromotionAction } from "./promotion-action.ts";
import type { PromotionAsk } from "./promotion-ask.ts";
import type { Facts, WhyNotPromoted } from "./promotion-outcome.ts";

export type Verdict = { readonly whyNot: WhyNotPromoted; readonly detail: Facts };

/** What was found out about the ask for all promotions at once. */
export type JudgedAsk = {
  readonly ask: PromotionAsk;
  readonly usedUp: ReadonlySet<string>;
  /** The code that opened each promotion, by id. */
  readonly opened: ReadonlyMap<string, string>;
  readonly linesOf: (place: number) => MatchedLines;
};

/**
 * PRM-3 Whether a promotion may apply at all; null when it may. All of it is about the cart before any discount, so no
 * promotion decides whether another one's conditions are met, and the order of applying does not either.
 */
export function judgePromotion(compiled: CompiledPromotion, judged: JudgedAsk): Verdict | null {
  const { promotion } = compiled;
  const { ask } = judged;
  const standing = standingOf(promotion, ask.nowMs);
  if (standing !== null) return because(standing);
  if (promotion.trigger.kind === "code" && !judged.opened.has(promotion.id)) return because("no_code");
  if (judged.usedUp.has(promotion.id)) return because("used_up");
  return judgeBuyer(compiled, ask) ?? judgeAmounts(compiled, judged);
}

export function because(whyNot: WhyNotPromoted, detail: Facts = {}): Verdict {
  return { whyNot, detail };
}

function judgeBuyer({ promotion: { conditions } }: CompiledPromotion, ask: PromotionAsk): Verdict | null {
  const { channels, markets, customerGroups } = conditions;
  if (channels.length > 0 && !channels.includes(ask.channel)) return because("other_channel");
  if (markets.length > 0 && (ask.market === null || !markets.includes(ask.market))) {
    return because("other_market");
  }
  if (customerGroups.length > 0 && !ask.customerGroups.some((group) => customerGroups.includes(group))) {
    return because("other_customer_group");
  }
  if (!conditions.firstOrderOnly || ask.isFirstOrder === true) return null;
  return because(ask.isFirstOrder === null ? "first_order_unknown" : "not_first_order");
}

function judgeAmounts(compiled: CompiledPromotion, { ask, linesOf }: JudgedAsk): Verdict | null {
  const { conditions, action } = compiled.promotion;
  const { currency } = ask;
  const min = conditions.subtotalMin.length === 0 ? 0 : amountIn(conditions.subtotalMin, currency);
  const max = conditions.subtotalMax.length === 0 ? Infinity : amountIn(conditions.subtotalMax, currency);
  if (min === null || max === null || !hasAmounts(action, currency)) return because("no_amount_in_currency");

  const counted = linesOf(compiled.counted);
  if (counted.value < min) return because("subtotal_below_min", { min, missing: min - counted.value });
  if (counted.value > max) return because("subtotal_above_max", { max });
  const quantityMin = conditions.quantityMin ?? 0;
  if (counted.units < quantityMin) {
    return because("too_few_units", { quantityMin, missing: quantityMin - counted.units });
  }

  const shipped = action.kind === "shipping" ? judgeShipping(action, ask) : null;
  if (shipped) return shipped;
  const lacksLines = [compiled.counted, ...compiled.reach].some((place) => linesOf(place).rows.length === 0);
  return lacksLines ? because("no_matching_lines") : null;
}

function judgeShipping(
  { optionIds }: Extract<PromotionAction, { kind: "shipping" }>,
  { shipping }: PromotionAsk,
): Verdict | null {
  if (!shipping) return because("no_shipping");
  if (optionIds.length === 0 || optionIds.includes(shipping.optionId)) return null;
  return because("other_shipping_option");
}

function hasAmounts(action: PromotionAction, currency: string): boolean {
  switch (action.kind) {
    case "percentage":
      return action.atMost.length === 0 || amountIn(action.atMost, currency) !== null;
    case "amount_off":
      return amountIn(action.amounts, currency) !== null;
    case "fixed_price":
    case "bundle_price":
      return amountIn(action.prices, currency) !== null;
    case "tiered_spend":
      return action.tiers.some(({ from }) => from.currency === currency);
    case "shipping":
      if (action.off.kind === "percentage") return true;
      return (
        amountIn(action.off.kind === "amount" ? action.off.amounts : action.off.prices, currency) !== null
      );
    default:
      return true;
  }
}
