import { invariant } from "../kernel/invariant.ts";
import { type Money, money } from "./money.ts";

/** Adds two amounts of one currency; mixed currencies or a sum beyond AMOUNT_MAX are bugs (MON-2). */
export function addMoney(left: Money, right: Money): Money {
  requireSameCurrency(left.currency, right.currency);
  return money(left.amount + right.amount, left.currency);
}

/** Takes `right` from `left`; the answer may be negative, and is never clamped. */
export function subtractMoney(left: Money, right: Money): Money {
  requireSameCurrency(left.currency, right.currency);
  return money(left.amount - right.amount, left.currency);
}

/** Adds any number of amounts; `currency` is told apart so that the sum of nothing is a zero of something. */
export function sumMoney(parts: readonly Money[], currency: string): Money {
  // BigInt, so that whether a sum fits depends on the sum alone and never on the order of its parts.
  let total = 0n;
  for (const part of parts) {
    requireSameCurrency(currency, part.currency);
    total += BigInt(part.amount);
  }
  return money(Number(total), currency);
}

function requireSameCurrency(left: string, right: string): void {
  invariant(left === right, `MON-2 only amounts of one currency are added, got ${left} and ${right}`);
}
