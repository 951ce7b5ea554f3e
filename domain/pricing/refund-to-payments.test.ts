import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import { type RefundablePayment, refundToPayments } from "./refund-to-payments.ts";

const eur = (amount: number) => money(amount, "EUR");
const paid = (lefts: Readonly<Record<string, number>>): RefundablePayment[] =>
  Object.entries(lefts).map(([paymentId, left]) => ({ paymentId, left: eur(left) }));

function parts(amount: number, lefts: Readonly<Record<string, number>>): Record<string, number> {
  const refunds = refundToPayments(eur(amount), paid(lefts));
  if (!refunds.ok) throw new Error(`expected refunds, got ${refunds.refusal.code}`);
  return Object.fromEntries(refunds.value.map((refund) => [refund.paymentId, refund.amount.amount]));
}

describe("refundToPayments", () => {
  test.each([
    ["all of one", 1_000, { card: 1_000 }, { card: 1_000 }],
    ["a part of one", 250, { card: 1_000 }, { card: 250 }],
    ["a card and a gift card in proportion", 1_000, { card: 3_000, gift: 1_000 }, { card: 750, gift: 250 }],
    ["an odd cent to the lesser id", 5, { gift: 10, card: 10 }, { gift: 2, card: 3 }],
    ["nothing to what has all of it back", 100, { card: 100, gift: 0 }, { card: 100 }],
    ["the last cent of each", 4_000, { card: 3_000, gift: 1_000 }, { card: 3_000, gift: 1_000 }],
    ["nothing of nothing", 0, { card: 10 }, {}],
  ])("gives back %s", (_, amount, lefts, refunds) => {
    expect(parts(amount, lefts)).toEqual(refunds);
  });

  test("refuses more than was paid, also where nothing was", () => {
    expect(refundToPayments(eur(101), paid({ card: 60, gift: 40 }))).toEqual({
      ok: false,
      refusal: { code: "more_than_was_paid", asked: eur(101), left: eur(100) },
    });
    expect(refundToPayments(eur(1), []).ok).toBe(false);
  });

  test("RFD-2 gives each payment back exactly what it gave, in whatever steps", () => {
    const anyPaid = fc.dictionary(fc.constantFrom("card", "credit", "gift_1", "gift_2"), fc.nat(10_000), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(anyPaid, fc.array(fc.nat(1_000), { maxLength: 6 }), (lefts, steps) => {
        const left: Record<string, number> = { ...lefts };
        const all = () => Object.values(left).reduce((sum, one) => sum + one, 0);
        for (const step of [...steps, 1_000]) {
          const amount = Math.floor((all() * step) / 1_000);
          const refunds = parts(amount, left);
          expect(Object.values(refunds).reduce((sum, one) => sum + one, 0)).toBe(amount);
          for (const [paymentId, part] of Object.entries(refunds)) {
            left[paymentId] = (left[paymentId] ?? 0) - part;
            expect(left[paymentId]).toBeGreaterThanOrEqual(0);
          }
        }
        expect(all()).toBe(0);
      }),
    );
  });
});
