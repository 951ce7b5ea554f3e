import { money } from "../money/money.ts";
import type { Explained } from "../pricing/explained.ts";
import type { TaxedAmount } from "./taxed-cart.ts";

/** What a tax was looked up by, as far as it was. */
export type TaxedWhere = { readonly category?: string; readonly zone?: string | null };

/**
 * Why one amount is taxed as it is: `tax.rate` on the net amount for each tax, `tax.none` with its reason where there is
 * none, and `tax.home_tax_out` (below zero) where a gross price lost the tax of the shop's home. So
 * `amount + home_tax_out + every rate that is not inside = total`. Rows name no buyer and no VAT id.
 */
export function explainTax(taxed: TaxedAmount, subject: string, { category, zone }: TaxedWhere): Explained[] {
  const { amount, homeTaxOut, isTaxInside, net, components, treatment } = taxed;
  const where = { ...(category === undefined ? {} : { category }), ...(zone ? { zone } : {}) };
  const rows: Explained[] = [];

  if (homeTaxOut.amount !== 0) {
    const out = money(-homeTaxOut.amount, amount.currency);
    rows.push({
      rule: "tax.home_tax_out",
      subject,
      base: amount,
      amount: out,
      detail: { why: treatment, ...where },
    });
  }
  if (components.length === 0) {
    const nothing = money(0, amount.currency);
    rows.push({
      rule: "tax.none",
      subject,
      base: net,
      amount: nothing,
      detail: { whyNot: treatment, ...where },
    });
  }
  for (const { name, ratePpm, isCompound, tax } of components) {
    const detail = { name, ratePpm, isCompound, isInside: isTaxInside, ...where };
    rows.push({ rule: "tax.rate", subject, base: net, amount: tax, detail });
  }
  return rows;
}
