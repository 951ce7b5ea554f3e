import { invariant } from "../kernel/invariant.ts";
import { sumMoney } from "../money/add-money.ts";
import { breakDownTaxedAmounts } from "./break-down-taxed-amounts.ts";
import { explainTax, type TaxedWhere } from "./explain-tax.ts";
import type { TaxAsk } from "./tax-ask.ts";
import type { TaxConsidered, TaxedAmount, TaxedCart } from "./taxed-cart.ts";

/** Taxed amounts in the order of a cart: its lines, then the parts of each charge for shipping. */
export type TaxedParts = {
  readonly amounts: readonly TaxedAmount[];
  /** How many parts each charge for shipping has. */
  readonly partsOf: readonly number[];
  /** What each amount's tax was looked up by. */
  readonly where: readonly TaxedWhere[];
  readonly considered: readonly TaxConsidered[];
};

/** Adds up what was taxed and rounded already; nothing is rounded here (TAX-1). */
export function composeTaxedCart(
  ask: TaxAsk,
  { amounts, partsOf, where, considered }: TaxedParts,
): TaxedCart {
  const amountAt = (index: number): TaxedAmount => {
    const amount = amounts[index];
    invariant(amount, `TAX-1 each line has a taxed amount of its own, number ${index} has none`);
    return amount;
  };
  const sums = (parts: readonly TaxedAmount[]) => ({
    net: sumMoney(
      parts.map(({ net }) => net),
      ask.currency,
    ),
    tax: sumMoney(
      parts.map(({ tax }) => tax),
      ask.currency,
    ),
    total: sumMoney(
      parts.map(({ total }) => total),
      ask.currency,
    ),
  });

  const lines = ask.lines.map(({ lineId }, index) => ({ lineId, ...amountAt(index) }));
  let next = lines.length;
  const shipping = ask.shipping.map(({ id }, index) => {
    const parts = amounts.slice(next, next + (partsOf[index] ?? 0));
    next += parts.length;
    return { id, parts, ...sums(parts) };
  });
  invariant(next === amounts.length, `TAX-1 every taxed amount is of a line or of shipping`);

  const { tax: taxTotal, total } = sums(amounts);
  return {
    lines,
    shipping,
    taxTotal,
    total,
    taxes: breakDownTaxedAmounts(amounts),
    considered,
    explained: amounts.flatMap((amount, index) =>
      explainTax(amount, ask.lines[index]?.lineId ?? "shipping", where[index] ?? {}),
    ),
  };
}
