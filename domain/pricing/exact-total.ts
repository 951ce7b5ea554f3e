import { invariant } from "../kernel/invariant.ts";
import { exactRateOnTop } from "../money/apply-rate.ts";
import type { Money } from "../money/money.ts";
import type { TaxRate } from "../tax/tax-rate.ts";
import type { SoldCurrency } from "./pricing-bundle.ts";

/** Something the buyer is to pay for: a line, or shipping as one unit of it. */
export type Charge = {
  readonly unitPrice: Money;
  readonly quantity: number;
  readonly rate: TaxRate | null;
  /** Absent: as the currency. */
  readonly priceIncludesTax?: boolean | undefined;
};

/**
 * What the charges come to in all, before the bounds of Money.
 * PRC-1 No charge is negative, so every other figure of a quote is at most this one: when it fits, the whole quote
 * can be reckoned without meeting AMOUNT_MAX.
 */
export function exactTotal(charges: readonly Charge[], { code, pricesIncludeTax }: SoldCurrency): bigint {
  let total = 0n;
  for (const { unitPrice, quantity, rate, priceIncludesTax = pricesIncludeTax } of charges) {
    invariant(Number.isSafeInteger(quantity) && quantity > 0, `PRC-1 nobody buys ${quantity} units`);
    invariant(unitPrice.amount >= 0, `PRC-1 no price is negative, got ${unitPrice.amount}`);
    invariant(unitPrice.currency === code, `PRC-1 a cart in ${code} has no price in ${unitPrice.currency}`);

    const subtotal = BigInt(unitPrice.amount) * BigInt(quantity);
    total += subtotal;
    if (rate && !priceIncludesTax) total += exactRateOnTop(subtotal, rate.ratePpm);
  }
  return total;
}
