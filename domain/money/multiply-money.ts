import { invariant } from "../kernel/invariant.ts";
import { type Money, money } from "./money.ts";

/** A unit price times a whole number of units; for a fraction of an amount see `apply-rate.ts` and `allocate-money.ts`. */
export function multiplyMoney(unit: Money, quantity: number): Money {
  invariant(Number.isSafeInteger(quantity), `MON-2 money is multiplied by whole units, got ${quantity}`);
  // Doubles round monotonically, so a product too large to be exact is beyond AMOUNT_MAX too and money() stops it.
  return money(unit.amount * quantity, unit.currency);
}
