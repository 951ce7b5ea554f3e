import { addMoney, subtractMoney } from "../money/add-money.ts";
import { rateContained, rateOnTop } from "../money/apply-rate.ts";
import type { Money } from "../money/money.ts";
import type { TaxRate } from "./tax-rate.ts";

/** An amount taken apart for the receipt; `net + tax = total` always (TAX-1). */
export type TaxedLine = {
  readonly net: Money;
  readonly tax: Money;
  /** What the buyer pays. */
  readonly total: Money;
  /** Null when no tax applies, as opposed to one of 0 %. */
  readonly taxName: string | null;
  readonly taxRatePpm: number;
};

/**
 * TAX-1 Taxes the amount of a whole line, rounded half-up once per line; totals add rounded lines and never re-round.
 * A price that includes tax is what the buyer pays in every country: the destination's rate decides only how much of
 * it is tax, so without a rate the merchant keeps all of it.
 */
export function taxLine(priced: Money, rate: TaxRate | null, pricesIncludeTax: boolean): TaxedLine {
  const taxRatePpm = rate?.ratePpm ?? 0;
  const named = { taxName: rate?.name ?? null, taxRatePpm };

  if (pricesIncludeTax) {
    const tax = rateContained(priced, taxRatePpm);
    return { net: subtractMoney(priced, tax), tax, total: priced, ...named };
  }
  const tax = rateOnTop(priced, taxRatePpm);
  return { net: priced, tax, total: addMoney(priced, tax), ...named };
}
