import { ok, type Result, refuse } from "../kernel/result.ts";
import { sumMoney } from "../money/add-money.ts";
import { allocateByKey } from "../money/allocate-by-key.ts";
import { type Money, money } from "../money/money.ts";

/** A card, gift card or credit that paid for a part of an order, and how much of that it has not got back yet. */
export type RefundablePayment = { readonly paymentId: string; readonly left: Money };

export type PaymentRefund = { readonly paymentId: string; readonly amount: Money };

export type PaymentRefundRefusal = {
  readonly code: "more_than_was_paid";
  readonly asked: Money;
  readonly left: Money;
};

/**
 * RFD-2 Money goes back the way it came: to each payment its proportion of what is left of all, by largest remainder.
 * So a gift card is never turned into cash, and no payment gets back more than it gave, however many refunds there are.
 */
export function refundToPayments(
  amount: Money,
  payments: readonly RefundablePayment[],
): Result<readonly PaymentRefund[], PaymentRefundRefusal> {
  const left = sumMoney(
    payments.map((payment) => payment.left),
    amount.currency,
  );
  if (amount.amount > left.amount) return refuse({ code: "more_than_was_paid", asked: amount, left });

  const weights = payments.map((payment) => ({ key: payment.paymentId, weight: payment.left.amount }));
  const parts = allocateByKey(amount, weights);
  const refunds = payments.map(({ paymentId }, at) => ({
    paymentId,
    amount: parts[at] ?? money(0, amount.currency),
  }));
  return ok(refunds.filter((refund) => refund.amount.amount > 0));
}
