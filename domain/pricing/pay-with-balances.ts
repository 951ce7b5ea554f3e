import { invariant } from "../kernel/invariant.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { subtractMoney } from "../money/add-money.ts";
import { type Money, money } from "../money/money.ts";
import type { Explained } from "./explained.ts";

/** Gift cards and credit that a cart may name; each is a hold to take, so the most that a checkout waits for. */
export const BALANCES_MAX = 20;

/** A gift card, or a customer's credit with the shop, as it stands when it is asked. */
export type SpendableBalance = {
  readonly balanceId: string;
  readonly kind: "gift_card" | "store_credit";
  /** Not promised to anybody else. At or below zero there is nothing to spend. */
  readonly available: Money;
  /** The first moment at which it is void; null: never. */
  readonly expiresAtMs: number | null;
};

export type BalancePayment = Pick<SpendableBalance, "balanceId" | "kind"> & {
  readonly amount: Money;
  /** What is then left of it. */
  readonly left: Money;
};

export type WhyNotSpent = "expired" | "other_currency" | "empty" | "nothing_left_to_pay";

export type UnspentBalance = Pick<SpendableBalance, "balanceId" | "kind"> & {
  readonly whyNot: WhyNotSpent;
  readonly available: Money;
};

export type PaidWithBalances = {
  /** In the order in which they are spent. */
  readonly payments: readonly BalancePayment[];
  /** In the order in which they would have been. */
  readonly unspent: readonly UnspentBalance[];
  readonly paidByBalances: Money;
  /** The total less `paidByBalances`: for the payment provider. */
  readonly amountDue: Money;
  /** One for each payment, below zero; they come to `paidByBalances`. */
  readonly explained: readonly Explained[];
};

export type BalanceRefusal = {
  readonly code: "too_many_balances";
  readonly given: number;
  readonly max: number;
};

/**
 * BAL-1 Balances pay, they discount nothing: the total stays, and what they pay is at most what each has and never more
 * than the total. Spent first is what is lost first (by expiry), then credit, since a gift card can be given away, then
 * by id; the order in which they were named is nothing. One that can't pay is passed over and says why, so a card
 * that has run out meanwhile does not keep its owner from buying.
 */
export function payWithBalances(
  total: Money,
  balances: readonly SpendableBalance[],
  nowMs: number,
): Result<PaidWithBalances, BalanceRefusal> {
  invariant(total.amount >= 0, `BAL-1 nobody pays a total of ${total.amount}`);
  if (balances.length > BALANCES_MAX) {
    return refuse({ code: "too_many_balances", given: balances.length, max: BALANCES_MAX });
  }

  const payments: BalancePayment[] = [];
  const unspent: UnspentBalance[] = [];
  let amountDue = total;
  for (const { balanceId, kind, available, expiresAtMs } of balances.toSorted(byExpiry)) {
    const whyNot = findWhyNot(available, expiresAtMs, amountDue, nowMs);
    if (whyNot) {
      unspent.push({ balanceId, kind, whyNot, available });
      continue;
    }
    const amount = money(Math.min(available.amount, amountDue.amount), total.currency);
    payments.push({ balanceId, kind, amount, left: subtractMoney(available, amount) });
    amountDue = subtractMoney(amountDue, amount);
  }

  const paidByBalances = subtractMoney(total, amountDue);
  return ok({ payments, unspent, paidByBalances, amountDue, explained: payments.map(explain) });
}

function findWhyNot(
  available: Money,
  expiresAtMs: number | null,
  due: Money,
  nowMs: number,
): WhyNotSpent | null {
  if (available.currency !== due.currency) return "other_currency";
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return "expired";
  if (available.amount <= 0) return "empty";
  return due.amount === 0 ? "nothing_left_to_pay" : null;
}

function byExpiry(one: SpendableBalance, other: SpendableBalance): number {
  invariant(one.balanceId !== other.balanceId, `BAL-1 a balance is spent once, got ${one.balanceId} twice`);
  const [first, second] = [one, other].map(({ expiresAtMs }) => expiresAtMs ?? Number.MAX_SAFE_INTEGER);
  if (first !== second) return (first ?? 0) - (second ?? 0);
  if (one.kind !== other.kind) return one.kind === "store_credit" ? -1 : 1;
  return one.balanceId < other.balanceId ? -1 : 1;
}

function explain({ balanceId, kind, amount, left }: BalancePayment): Explained {
  return {
    rule: `balance.${kind}`,
    subject: "order",
    base: money(amount.amount + left.amount, amount.currency),
    amount: money(-amount.amount, amount.currency),
    detail: { balanceId, left: left.amount },
  };
}
