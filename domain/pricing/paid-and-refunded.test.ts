import fc from "fast-check";
import { expect, test } from "vitest";
import { sumMoney } from "../money/add-money.ts";
import { type Money, money } from "../money/money.ts";
import { roundCash } from "../money/round-cash.ts";
import { USUAL_ROUNDING } from "../money/rounding-policy.ts";
import { payWithBalances, type SpendableBalance } from "./pay-with-balances.ts";
import { type RefundableLine, totalOfLine } from "./refund-line.ts";
import {
  leftOfOrder,
  type Refund,
  type RefundAsk,
  type RefundableOrder,
  refundShares,
} from "./refund-shares.ts";
import { type RefundablePayment, refundToPayments } from "./refund-to-payments.ts";

const chf = (amount: number) => money(amount, "CHF");
const total = (amounts: readonly Money[]) => sumMoney(amounts, "CHF").amount;

const anyLines: fc.Arbitrary<RefundableLine[]> = fc
  .array(fc.record({ units: fc.integer({ min: 1, max: 5 }), net: fc.nat(5_000), tax: fc.nat(900) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((lines) =>
    lines.map(({ units, net, tax }, at) => {
      const taxes = [{ key: "vat", amount: chf(tax) }];
      return { lineId: `line_${at}`, units, net: chf(net), taxes, discounts: [] };
    }),
  );
const anyBalances: fc.Arbitrary<SpendableBalance[]> = fc.array(fc.nat(4_000), { maxLength: 3 }).map((cents) =>
  cents.map((amount, at) => {
    return { balanceId: `gift_${at}`, kind: "gift_card", available: chf(amount), expiresAtMs: null };
  }),
);

/** Buys with balances and the rest in cash, as the figures of an order follow from each other. */
function buy(lines: readonly RefundableLine[], balances: readonly SpendableBalance[], cashStep: number) {
  const paid = payWithBalances(chf(total(lines.map(totalOfLine))), balances, 0);
  if (!paid.ok) throw new Error(paid.refusal.code);
  const cash = roundCash(paid.value.amountDue, { ...USUAL_ROUNDING, cashStep });
  if (!cash.ok) throw new Error(cash.refusal.code);

  const order: RefundableOrder = { currency: "CHF", lines, cashRounding: cash.value.cashRounding };
  const payments: RefundablePayment[] = [
    ...paid.value.payments.map(({ balanceId, amount }) => ({ paymentId: balanceId, left: amount })),
    { paymentId: "cash", left: cash.value.toPay },
  ];
  return { order, payments };
}

test("what was paid with gift cards and in rounded cash comes back to each of them to the cent, in whatever parts", () => {
  fc.assert(
    fc.property(
      anyLines,
      anyBalances,
      fc.constantFrom(1, 5, 50),
      fc.array(fc.nat(1_000), { maxLength: 5 }),
      (lines, balances, cashStep, steps) => {
        const { order, payments } = buy(lines, balances, cashStep);
        const refunds: Refund[] = [];
        let left = payments;
        const refund = (ask: RefundAsk) => {
          const next = refundShares(order, refunds, ask);
          if (!next.ok) return;
          refunds.push(next.value);
          const back = refundToPayments(next.value.toBuyer, left);
          if (!back.ok) throw new Error(back.refusal.code);
          left = left.map((payment) => {
            const given =
              back.value.find(({ paymentId }) => paymentId === payment.paymentId)?.amount.amount ?? 0;
            return { ...payment, left: chf(payment.left.amount - given) };
          });
          for (const payment of left) expect(payment.left.amount).toBeGreaterThanOrEqual(0);
        };

        const rest = () => total([...leftOfOrder(order, refunds).values()].map(totalOfLine));
        for (const step of steps) refund({ amount: chf(Math.floor((rest() * step) / 1_000)) });
        refund({ lines: lines.map(({ lineId, units }) => ({ lineId, units, amount: null })) });

        expect(rest()).toBe(0);
        expect(left.map((payment) => payment.left.amount)).toEqual(left.map(() => 0));
      },
    ),
  );
});
