import { invariant } from "../kernel/invariant.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { addMoney, subtractMoney, sumMoney } from "../money/add-money.ts";
import { allocateByKey } from "../money/allocate-by-key.ts";
import { type Money, money } from "../money/money.ts";
import { roundRatio } from "../money/round-ratio.ts";
import {
  type LineRefundAsk,
  type LineRefundRefusal,
  leftOfLine,
  type RefundableLine,
  type RefundShare,
  refundLine,
  totalOfLine,
} from "./refund-line.ts";

/** Each refund is reckoned from all before it. */
export const REFUNDS_MAX = 200;

/** What was bought, as frozen; shipping is a line of one unit. `cashRounding` is what was paid beyond the lines. */
export type RefundableOrder = {
  readonly currency: string;
  readonly lines: readonly RefundableLine[];
  readonly cashRounding: Money;
};

/** Parts of lines, or an amount of the order as a whole (over all lines in proportion to what is left of each). */
export type RefundAsk = { readonly lines: readonly LineRefundAsk[] } | { readonly amount: Money };

export type Refund = {
  readonly shares: readonly RefundShare[];
  /** What the shares come to. */
  readonly total: Money;
  /** The part of the order's cash rounding that goes with it. */
  readonly cashRounding: Money;
  /** Both together: never below zero, and over all refunds never more than was paid. */
  readonly toBuyer: Money;
};

export type RefundRefusal =
  | LineRefundRefusal
  | { readonly code: "line_unknown"; readonly lineId: string }
  | { readonly code: "line_named_twice"; readonly lineId: string }
  | { readonly code: "other_currency"; readonly currency: string; readonly asked: string }
  | { readonly code: "nothing_asked" }
  | { readonly code: "more_than_is_left"; readonly asked: Money; readonly left: Money }
  | { readonly code: "too_many_refunds"; readonly max: number };

/**
 * RFD-1 Refunds of parts never exceed the whole, and finally equal it: of the order, each line, each tax of it and the
 * cash rounding. `before` are all refunds of the order that were not given up.
 */
export function refundShares(
  order: RefundableOrder,
  before: readonly Refund[],
  ask: RefundAsk,
): Result<Refund, RefundRefusal> {
  if (before.length >= REFUNDS_MAX) return refuse({ code: "too_many_refunds", max: REFUNDS_MAX });

  const left = leftOfOrder(order, before);
  const asks = "lines" in ask ? ok(ask.lines) : divideOverLines(left, ask.amount, order.currency);
  if (!asks.ok) return asks;
  const refusal = findFlaw(asks.value, left, order.currency);
  if (refusal) return refuse(refusal);

  const shares: RefundShare[] = [];
  for (const lineAsk of asks.value) {
    const line = left.get(lineAsk.lineId);
    if (!line) return refuse({ code: "line_unknown", lineId: lineAsk.lineId });
    const share = refundLine(line, lineAsk);
    if (!share.ok) return share;
    shares.push(share.value);
  }
  return ok(composeRefund(order, before, shares));
}

/** What is left to refund of each line. */
export function leftOfOrder(order: RefundableOrder, before: readonly Refund[]): Map<string, RefundableLine> {
  const taken = Map.groupBy(
    before.flatMap(({ shares }) => shares),
    ({ lineId }) => lineId,
  );
  return new Map(order.lines.map((line) => [line.lineId, leftOfLine(line, taken.get(line.lineId) ?? [])]));
}

function divideOverLines(
  left: ReadonlyMap<string, RefundableLine>,
  amount: Money,
  currency: string,
): Result<readonly LineRefundAsk[], RefundRefusal> {
  if (amount.currency !== currency)
    return refuse({ code: "other_currency", currency, asked: amount.currency });
  if (amount.amount <= 0) return refuse({ code: "nothing_asked" });
  const weights = [...left].map(([key, line]) => ({ key, weight: totalOfLine(line).amount }));
  const all = sumMoney([...left.values()].map(totalOfLine), currency);
  if (amount.amount > all.amount) return refuse({ code: "more_than_is_left", asked: amount, left: all });

  const asks = allocateByKey(amount, weights).map((share, at) => ({
    lineId: weights[at]?.key ?? "",
    units: 0,
    amount: share,
  }));
  return ok(asks.filter((ask) => ask.amount.amount > 0));
}

function findFlaw(
  asks: readonly LineRefundAsk[],
  left: ReadonlyMap<string, RefundableLine>,
  currency: string,
): RefundRefusal | null {
  if (asks.length === 0) return { code: "nothing_asked" };
  const seen = new Set<string>();
  for (const { lineId, amount } of asks) {
    if (!left.has(lineId)) return { code: "line_unknown", lineId };
    if (seen.has(lineId)) return { code: "line_named_twice", lineId };
    if (amount && amount.currency !== currency)
      return { code: "other_currency", currency, asked: amount.currency };
    seen.add(lineId);
  }
  return null;
}

function composeRefund(
  order: RefundableOrder,
  before: readonly Refund[],
  shares: readonly RefundShare[],
): Refund {
  const sum = (amounts: readonly Money[]) => sumMoney(amounts, order.currency);
  const total = sum(shares.map((share) => share.total));

  const after = addMoney(sum(before.map((refund) => refund.total)), total);
  const given = sum(before.map((refund) => refund.cashRounding));
  const cashRounding = subtractMoney(roundingOf(order, after), given);
  return { shares, total, cashRounding, toBuyer: addMoney(total, cashRounding) };
}

/**
 * How much of the cash rounding goes with the first so many cents. Reckoned from all that is refunded so far, so that it
 * comes to all of it in the end; at most as much as the order (a cent of 0.02 that was rounded to nothing gives nothing back).
 */
function roundingOf(order: RefundableOrder, refunded: Money): Money {
  const whole = sumMoney(order.lines.map(totalOfLine), order.currency);
  if (whole.amount === 0) return money(0, order.currency);
  invariant(whole.amount + order.cashRounding.amount >= 0, "RFD-1 nobody paid less than nothing");
  const exact = BigInt(order.cashRounding.amount) * BigInt(refunded.amount);
  return money(Number(roundRatio(exact, BigInt(whole.amount), "half_up")), order.currency);
}
