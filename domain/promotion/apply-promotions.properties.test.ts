import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AMOUNT_MAX } from "../money/money.ts";
import { anyCart, anyLine, anyPromotions } from "./any-promotion.fixture.ts";
import { explainDiscounts } from "./explain-discounts.ts";
import { apply, costOf } from "./promotion.fixture.ts";
import type { Promotion } from "./promotion.ts";
import { amountIn } from "./promotion-action.ts";
import type { PromotionAsk } from "./promotion-ask.ts";
import type { PromotionOutcome } from "./promotion-outcome.ts";

const everyday = { cart: anyCart(8), promotions: anyPromotions(8) };
const bytes = (outcome: PromotionOutcome) => JSON.stringify(outcome);
const shuffled = <Value>(values: readonly Value[]) =>
  fc.shuffledSubarray([...values], { minLength: values.length });

describe("whatever the cart and the promotions", () => {
  test("a discount is more than nothing and at most its base, and a line's together at most the line", () => {
    fc.assert(
      fc.property(everyday.cart, everyday.promotions, (ask, promotions) => {
        const outcome = apply(ask, promotions);
        const left = new Map(
          ask.lines.map(({ lineId, unitPrice, quantity }) => [lineId, unitPrice.amount * quantity]),
        );
        for (const { lineId, units, base, amount } of outcome.discounts) {
          expect(amount.amount).toBeGreaterThan(0);
          expect(amount.amount).toBeLessThanOrEqual(base.amount);
          if (lineId === null) continue;
          const line = ask.lines.find((one) => one.lineId === lineId);
          expect(units).toBeGreaterThan(0);
          expect(units).toBeLessThanOrEqual(line?.quantity ?? 0);
          expect(base.amount).toBeLessThanOrEqual(left.get(lineId) ?? 0);
          left.set(lineId, (left.get(lineId) ?? 0) - amount.amount);
        }
        for (const rest of left.values()) expect(rest).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  test("the explanation adds up to the discounts, and what each promotion took to both", () => {
    fc.assert(
      fc.property(everyday.cart, everyday.promotions, (ask, promotions) => {
        const outcome = apply(ask, promotions);
        const rows = explainDiscounts(outcome);
        const sumWhere = (isOne: (subject: string) => boolean) =>
          rows.reduce((sum, { subject, amount }) => sum + (isOne(subject) ? amount.amount : 0), 0);
        expect(0 - sumWhere((subject) => subject !== "shipping")).toBe(outcome.goodsDiscount.amount);
        expect(0 - sumWhere((subject) => subject === "shipping")).toBe(outcome.shippingDiscount.amount);

        const taken = outcome.considered.reduce((sum, one) => sum + (one.applied ? one.taken.amount : 0), 0);
        expect(taken).toBe(outcome.goodsDiscount.amount + outcome.shippingDiscount.amount);
        for (const { rule, detail } of rows) {
          expect(outcome.considered).toContainEqual(
            expect.objectContaining({ applied: true, rule, promotionId: detail.promotionId }),
          );
        }
        expect(outcome.shippingDiscount.amount).toBeLessThanOrEqual(outcome.shippingPrice?.amount ?? 0);
      }),
    );
  });

  test("each promotion is considered once, in the order of applying", () => {
    fc.assert(
      fc.property(everyday.cart, everyday.promotions, (ask, promotions) => {
        const ordered = promotions.toSorted(
          (one, other) => other.priority - one.priority || (one.id < other.id ? -1 : 1),
        );
        expect(apply(ask, promotions).considered.map(({ promotionId }) => promotionId)).toEqual(
          ordered.map(({ id }) => id),
        );
      }),
    );
  });

  test("the order of lines, promotions and codes makes no difference to a single byte", () => {
    const reordered = fc.tuple(everyday.cart, everyday.promotions).chain(([ask, promotions]) =>
      fc.tuple(
        fc.constant([ask, promotions] as const),
        shuffled(ask.lines).map((lines) => ({ ...ask, lines, codes: ask.codes.toReversed() })),
        shuffled(promotions),
      ),
    );
    fc.assert(
      fc.property(reordered, ([[ask, promotions], otherAsk, otherPromotions]) => {
        expect(bytes(apply(otherAsk, otherPromotions))).toBe(bytes(apply(ask, promotions)));
      }),
      { numRuns: 300 },
    );
  });

  test("the same input gives the same bytes, is left as it was, and the answer is a plain value", () => {
    fc.assert(
      fc.property(everyday.cart, everyday.promotions, (ask, promotions) => {
        const before = JSON.stringify([ask, promotions]);
        const outcome = apply(deepFreeze(ask), deepFreeze(promotions));
        expect(bytes(apply(ask, promotions))).toBe(bytes(outcome));
        expect(JSON.stringify([ask, promotions])).toBe(before);
        expect(JSON.parse(bytes(outcome))).toEqual(outcome);
      }),
    );
  });

  test("adding a line never lowers the undiscounted subtotal", () => {
    fc.assert(
      fc.property(everyday.cart, anyLine(3_000, 5), everyday.promotions, (ask, line, promotions) => {
        const before = apply(ask, promotions).subtotal.amount;
        const after = apply({ ...ask, lines: [...ask.lines, line] }, promotions).subtotal.amount;
        expect(after).toBe(before + line.unitPrice.amount * line.quantity);
      }),
    );
  });

  test("gift cards are never discounted", () => {
    fc.assert(
      fc.property(everyday.cart, everyday.promotions, (ask, promotions) => {
        const cards = ask.lines.filter(({ isGiftCard }) => isGiftCard).map(({ lineId }) => lineId);
        for (const { lineId } of apply(ask, promotions).discounts) expect(cards).not.toContain(lineId);
      }),
    );
  });

  test("a cart near the largest amount is reckoned exactly", () => {
    const huge = anyCart(6, Math.floor(AMOUNT_MAX / 12), 2);
    fc.assert(
      fc.property(huge, everyday.promotions, (ask, promotions) => {
        const outcome = apply(ask, promotions);
        const sum = outcome.discounts.reduce((total, { amount }) => total + BigInt(amount.amount), 0n);
        expect(sum).toBe(BigInt(outcome.goodsDiscount.amount) + BigInt(outcome.shippingDiscount.amount));
        expect(outcome.goodsDiscount.amount).toBeLessThanOrEqual(outcome.subtotal.amount);
      }),
    );
  });
});

test("PRM-7 no allowed choice is better for the buyer than the one that is made", () => {
  const chosenFrom = { tried: 0, contested: 0 };
  fc.assert(
    fc.property(anyCart(5), anyPromotions(7, 4), (ask, promotions) => {
      const outcome = apply(ask, promotions);
      const plans = allowedPlans(ask, promotions);
      const costs = plans.map((plan) => costWithGifts(apply(ask, plan), plan));
      expect(costWithGifts(outcome, promotions)).toBe(Math.min(...costs));
      chosenFrom.tried += 1;
      chosenFrom.contested += Number(new Set(costs).size > 1);
    }),
    { numRuns: 300 },
  );
  // Else this would prove nothing.
  expect(chosenFrom.contested).toBeGreaterThan(chosenFrom.tried / 30);
});

/** Every choice that stacking allows, as promotions that all stack: what may apply is found by asking for each alone. */
function allowedPlans(ask: PromotionAsk, promotions: readonly Promotion[]): Promotion[][] {
  const free = (promotion: Promotion): Promotion => ({ ...promotion, group: null, exclusive: false });
  const mayApply = promotions.filter((promotion) => {
    const [alone] = apply(ask, [free(promotion)]).considered;
    const late = ["set_incomplete", "tier_not_reached", "nothing_to_take"];
    return alone?.applied || (alone && late.includes(alone.whyNot));
  });
  const others = mayApply.filter(({ exclusive }) => !exclusive);
  let plans: Promotion[][] = [others.filter(({ group }) => group === null)];
  for (const group of new Set(others.flatMap((one) => one.group ?? []))) {
    const members = others.filter((one) => one.group === group);
    plans = plans.flatMap((plan) => members.map((member) => [...plan, member]));
  }
  const alone = mayApply.filter(({ exclusive }) => exclusive).map((one) => [one]);
  const together = others.length === 0 && alone.length > 0 ? [] : plans;
  return [...together, ...alone].map((plan) => plan.map(free));
}

function costWithGifts(outcome: PromotionOutcome, promotions: readonly Promotion[]): number {
  const worth = outcome.giftLines.map(({ promotionId }) => {
    const action = promotions.find(({ id }) => id === promotionId)?.action;
    return action?.kind === "gift" ? (amountIn(action.worth, "EUR") ?? 0) : 0;
  });
  return costOf(outcome) - worth.reduce((sum, one) => sum + one, 0);
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
