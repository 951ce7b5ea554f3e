import { money } from "../money/money.ts";
import type { Explained } from "../pricing/explained.ts";
import type { PromotionOutcome } from "./promotion-outcome.ts";

/**
 * PRM-13 Every discount with its rule, base and amount: per subject, each base is what the earlier ones left (or its units'
 * share of that), and all amounts together are the discounts of the outcome. Told from the outcome alone, which is short
 * enough to be frozen into an order, where the same words on each line are not.
 */
export function explainDiscounts({ discounts, considered }: PromotionOutcome): Explained[] {
  const applied = new Map(considered.map((one) => [one.promotionId, one]));
  return discounts.map(({ promotionId, lineId, units, base, amount }) => {
    const { rule = "promotion", title = "", code = null, detail = {} } = applied.get(promotionId) ?? {};
    return {
      rule,
      subject: lineId ?? "shipping",
      base,
      amount: money(-amount.amount, amount.currency),
      detail: {
        ...detail,
        promotionId,
        title,
        ...(code === null ? {} : { code }),
        ...(units === null ? {} : { units }),
      },
    };
  });
}
