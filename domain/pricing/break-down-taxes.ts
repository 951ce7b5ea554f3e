import { addMoney } from "../money/add-money.ts";
import type { TaxedLine } from "../tax/tax-line.ts";
import type { QuotedTax } from "./quote.ts";

/** Adds taxed lines up by tax and rate, sorted by name, then rate, so that the order of a cart does not show. */
export function breakDownTaxes(lines: readonly TaxedLine[]): QuotedTax[] {
  const rows = new Map<string, QuotedTax>();
  for (const { taxName: name, taxRatePpm: ratePpm, net, tax } of lines) {
    if (name === null) continue;
    const key = `${ratePpm} ${name}`;
    const row = rows.get(key);
    rows.set(key, {
      name,
      ratePpm,
      net: row ? addMoney(row.net, net) : net,
      tax: row ? addMoney(row.tax, tax) : tax,
    });
  }
  return [...rows.values()].sort(byNameThenRate);
}

/** By code unit: `localeCompare` would sort a frozen quote by the machine's locale. */
function byNameThenRate(left: QuotedTax, right: QuotedTax): number {
  if (left.name === right.name) return left.ratePpm - right.ratePpm;
  return left.name < right.name ? -1 : 1;
}
