import { addMoney } from "../money/add-money.ts";
import type { TaxedAmount, TaxRow } from "./taxed-cart.ts";

/** Adds taxed amounts up by tax and rate, sorted by name, then rate, so that the order of a cart does not show. */
export function breakDownTaxedAmounts(amounts: readonly TaxedAmount[]): TaxRow[] {
  const rows = new Map<string, TaxRow>();
  for (const { net, components } of amounts) {
    for (const { name, ratePpm, isCompound, tax } of components) {
      const key = `${ratePpm} ${isCompound} ${name}`;
      const row = rows.get(key);
      rows.set(key, {
        name,
        ratePpm,
        isCompound,
        net: row ? addMoney(row.net, net) : net,
        tax: row ? addMoney(row.tax, tax) : tax,
      });
    }
  }
  return [...rows.values()].sort(byNameThenRate);
}

/** By code unit: `localeCompare` would sort a frozen quote by the machine's locale. */
function byNameThenRate(left: TaxRow, right: TaxRow): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return left.ratePpm - right.ratePpm || Number(left.isCompound) - Number(right.isCompound);
}
