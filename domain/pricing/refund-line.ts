import { invariant } from "../kernel/invariant.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { subtractMoney, sumMoney } from "../money/add-money.ts";
import { allocateMoney } from "../money/allocate-money.ts";
import { type Money, money } from "../money/money.ts";

/** A tax or a discount by its name in the order, zero or more. */
export type NamedAmount = { readonly key: string; readonly amount: Money };

/** What the buyer pays for a line, `net` and all `taxes`, or what of that is left to refund. Shipping is one unit. */
export type RefundableLine = {
  readonly lineId: string;
  readonly units: number;
  readonly net: Money;
  readonly taxes: readonly NamedAmount[];
  /** Taken off the line before; nobody paid it, so nobody gets it, but the books undo it with the units. */
  readonly discounts: readonly NamedAmount[];
};

/** What one refund takes of a line: of the same shape, and `total` is what goes to the buyer. */
export type RefundShare = RefundableLine & { readonly total: Money };

/** So many units of a line, at their share of its money, or at an amount that staff chose. No units: the amount alone. */
export type LineRefundAsk = {
  readonly lineId: string;
  readonly units: number;
  readonly amount: Money | null;
};

export type LineRefundRefusal =
  | { readonly code: "nothing_to_refund"; readonly lineId: string }
  | {
      readonly code: "too_many_units";
      readonly lineId: string;
      readonly asked: number;
      readonly left: number;
    }
  | { readonly code: "too_much_money"; readonly lineId: string; readonly asked: Money; readonly left: Money };

/**
 * RFD-1 What a refund takes of what is left of a line. Everything is divided from what is left, by largest remainder:
 * so no part is ever more than is left of it, and the refund that takes the last of a line leaves no cent of any tax.
 */
export function refundLine(left: RefundableLine, ask: LineRefundAsk): Result<RefundShare, LineRefundRefusal> {
  const { lineId, units } = ask;
  invariant(Number.isSafeInteger(units) && units >= 0, `RFD-1 nobody gives ${units} units back`);
  if (units === 0 && (ask.amount?.amount ?? 0) === 0) return refuse({ code: "nothing_to_refund", lineId });
  if (units > left.units) return refuse({ code: "too_many_units", lineId, asked: units, left: left.units });

  const all = totalOfLine(left);
  const total = ask.amount ?? shareOfUnits(all, units, left.units);
  invariant(total.amount >= 0 && total.currency === all.currency, `RFD-1 can't refund ${total.amount}`);
  if (total.amount > all.amount) return refuse({ code: "too_much_money", lineId, asked: total, left: all });

  const weights = [left.net, ...left.taxes.map(({ amount }) => amount)].map(({ amount }) => amount);
  const [net = total, ...taxes] = allocateMoney(total, weights);
  return ok({
    lineId,
    units,
    net,
    taxes: left.taxes.map(({ key }, at) => ({ key, amount: taxes[at] ?? money(0, total.currency) })),
    discounts: left.discounts.map(({ key, amount }) => ({
      key,
      amount: shareOfUnits(amount, units, left.units),
    })),
    total,
  });
}

/** What the shares so far leave of a line. */
export function leftOfLine(line: RefundableLine, shares: readonly RefundShare[]): RefundableLine {
  return shares.reduce<RefundableLine>((left, share) => {
    const less = (from: Money, taken: Money | undefined) => {
      const rest = taken ? subtractMoney(from, taken) : from;
      invariant(rest.amount >= 0, `RFD-1 more was refunded of ${line.lineId} than there was`);
      return rest;
    };
    const lessEach = (from: readonly NamedAmount[], taken: readonly NamedAmount[]) =>
      from.map(({ key, amount }) => ({
        key,
        amount: less(amount, taken.find((one) => one.key === key)?.amount),
      }));
    invariant(share.units <= left.units, `RFD-1 more units of ${line.lineId} were refunded than there were`);
    return {
      lineId: line.lineId,
      units: left.units - share.units,
      net: less(left.net, share.net),
      taxes: lessEach(left.taxes, share.taxes),
      discounts: lessEach(left.discounts, share.discounts),
    };
  }, line);
}

/** What the buyer paid for it, or what is left of that. */
export function totalOfLine({ net, taxes }: RefundableLine): Money {
  return sumMoney([net, ...taxes.map(({ amount }) => amount)], net.currency);
}

/** The units that are asked for come first, so an odd cent goes to the buyer. */
function shareOfUnits(whole: Money, units: number, of: number): Money {
  if (units === 0) return money(0, whole.currency);
  return allocateMoney(whole, [units, of - units])[0] ?? whole;
}
