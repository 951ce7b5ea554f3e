import type { Flaw } from "../catalog/flaw.ts";
import { isCurrency } from "../money/currency.ts";
import { AMOUNT_MAX, type Money } from "../money/money.ts";
import { PROMOTION_LIMITS } from "./promotion.ts";

type At = Flaw["at"];

/** Amounts stand once per currency, each at least `least`. */
export function findAmountFlaws(amounts: readonly Money[], at: At, least: number): Flaw[] {
  const { currenciesMax } = PROMOTION_LIMITS;
  const currencies = new Set(amounts.map(({ currency }) => currency));
  const isWrong = ({ amount, currency }: Money) =>
    !Number.isSafeInteger(amount) || amount < least || amount > AMOUNT_MAX || !isCurrency(currency);
  return [
    ...flawIf(amounts.length > currenciesMax, at, `has more than ${currenciesMax} currencies`),
    ...flawIf(currencies.size < amounts.length, at, "names a currency twice"),
    ...flawIf(amounts.some(isWrong), at, `is no amount of ${least} or more in a known currency`),
  ];
}

export const COUNT = `is no whole number from 1 to ${PROMOTION_LIMITS.unitsMax}`;

export function isCount(units: number): boolean {
  return Number.isSafeInteger(units) && units >= 1 && units <= PROMOTION_LIMITS.unitsMax;
}

/** Reads better in a list of flaws than a condition does. */
export function flawIf(condition: boolean, at: At, detail: string): Flaw[] {
  return condition ? [{ at, detail }] : [];
}
