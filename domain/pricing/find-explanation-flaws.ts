import type { Money } from "../money/money.ts";
import type { Explained } from "./explained.ts";

/** The figures of a quote or an order that its explanation has to come to. */
export type ExplainedFigures = {
  readonly lines: readonly { readonly lineId: string; readonly total: Money }[];
  readonly shippingTotal: Money;
  /** Above zero where something was taken off. */
  readonly discountTotal: Money;
  readonly taxTotal: Money;
  readonly total: Money;
  /** After gift cards and credit. */
  readonly amountDue: Money;
  /** After cash rounding: what the payment provider is asked for. */
  readonly toPay: Money;
  readonly explained: readonly Explained[];
};

/** A figure that says something other than its rows do. `explained` is null where a row is of another currency. */
export type ExplanationFlaw = {
  readonly figure: string;
  readonly stated: number;
  readonly explained: number | null;
};

/**
 * QUO-1 Every figure is what its rows come to; what this finds is a bug. Of a line or of shipping all rows are added (its
 * price, what promotions took, what tax laid on top), but tax inside a price, which is in that already. Rows
 * of the order (balances, cash rounding) come after the total. No row of a promotion takes more than its base.
 */
export function findExplanationFlaws(figures: ExplainedFigures): ExplanationFlaw[] {
  const { lines, explained, total } = figures;
  const strangers = explained.filter(({ base, amount }) =>
    [base, amount].some(({ currency }) => currency !== total.currency),
  );
  if (strangers.length > 0) {
    return strangers.map(({ rule, amount }) => ({ figure: rule, stated: amount.amount, explained: null }));
  }

  const bySubject = Map.groupBy(explained.filter(isAdded), ({ subject }) => subject);
  const comesTo = (subject: string) => sum(bySubject.get(subject) ?? []);
  const subjects = [...lines.map(({ lineId }) => lineId), "shipping"];
  const goods = sum(subjects.map((subject) => ({ amount: { amount: comesTo(subject) } })));
  const ofOrder = bySubject.get("order") ?? [];

  const checks: [string, Money, number][] = [
    ...lines.map((line): [string, Money, number] => [line.lineId, line.total, comesTo(line.lineId)]),
    ["shipping_total", figures.shippingTotal, comesTo("shipping")],
    ["discount_total", figures.discountTotal, -sum(explained.filter(isOf("promotion.")))],
    ["tax_total", figures.taxTotal, sum(explained.filter(isOf("tax.rate")))],
    ["total", total, goods],
    ["amount_due", figures.amountDue, goods + sum(ofOrder.filter(isOf("balance.")))],
    ["to_pay", figures.toPay, goods + sum(ofOrder)],
  ];
  const flaws = checks.flatMap(([figure, { amount: stated }, sums]): ExplanationFlaw[] =>
    stated === sums ? [] : [{ figure, stated, explained: sums }],
  );
  return [...flaws, ...findOrphans(bySubject, subjects), ...explained.flatMap(findExcess)];
}

const isAdded = ({ rule, detail }: Explained) => !(rule === "tax.rate" && detail.isInside === true);

const isOf =
  (rule: string) =>
  (row: Explained): boolean =>
    row.rule.startsWith(rule);

function sum(rows: readonly { readonly amount: { readonly amount: number } }[]): number {
  return rows.reduce((all, { amount }) => all + amount.amount, 0);
}

/** Rows about nothing in the quote. */
function findOrphans(bySubject: ReadonlyMap<string, readonly Explained[]>, subjects: readonly string[]) {
  const known = new Set([...subjects, "order"]);
  return [...bySubject].flatMap(([subject, rows]) =>
    known.has(subject) ? [] : [{ figure: subject, stated: 0, explained: sum(rows) }],
  );
}

function findExcess({ rule, subject, base, amount }: Explained): ExplanationFlaw[] {
  const isExcess = /^(promotion|balance)\./.test(rule) && (amount.amount > 0 || -amount.amount > base.amount);
  return isExcess ? [{ figure: `${rule} of ${subject}`, stated: base.amount, explained: amount.amount }] : [];
}
