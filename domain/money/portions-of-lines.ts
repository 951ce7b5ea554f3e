import { invariant } from "../kernel/invariant.ts";
import { sumMoney } from "./add-money.ts";
import { allocateByKey } from "./allocate-by-key.ts";
import { type Money, money } from "./money.ts";
import type { RoundedPer } from "./rounding-policy.ts";

/** What a portion is taken of: a line's amount (zero or more), of so many units. */
export type PortionBase = { readonly key: string; readonly amount: Money; readonly quantity: number };

/**
 * MON-5 One portion (a tax, a discount) of each line, rounded per unit, line or order as the shop chose; what is shown
 * of the whole is always the sum of what is shown of the lines. `portionOf` takes the portion and rounds it, once.
 *
 * Per unit: of each unit alone. A discounted line that does not divide evenly has units of two prices a cent apart.
 * Per order: of the sum, then divided over the lines by largest remainder, ties to the lesser key.
 */
export function portionsOfLines(
  lines: readonly PortionBase[],
  per: RoundedPer,
  portionOf: (amount: Money) => Money,
): Money[] {
  for (const { amount, quantity } of lines) {
    invariant(amount.amount >= 0, `MON-5 a portion is taken of zero or more, got ${amount.amount}`);
    invariant(Number.isSafeInteger(quantity) && quantity > 0, `MON-5 no line has ${quantity} units`);
  }

  if (per === "line") return lines.map(({ amount }) => portionOf(amount));
  if (per === "unit") return lines.map((line) => portionOfUnits(line, portionOf));

  const currency = lines[0]?.amount.currency;
  if (currency === undefined) return [];
  const whole = sumMoney(
    lines.map(({ amount }) => amount),
    currency,
  );
  return allocateByKey(
    portionOf(whole),
    lines.map(({ key, amount }) => ({ key, weight: amount.amount })),
  );
}

/** Units are of two amounts at most, so a line of a million units costs no more than one of two. */
function portionOfUnits({ amount, quantity }: PortionBase, portionOf: (amount: Money) => Money): Money {
  const dearer = amount.amount % quantity;
  const unit = (amount.amount - dearer) / quantity;

  const portion = (of: number) => BigInt(portionOf(money(of, amount.currency)).amount);
  const cheap = portion(unit) * BigInt(quantity - dearer);
  const dear = dearer === 0 ? 0n : portion(unit + 1) * BigInt(dearer);
  return money(Number(cheap + dear), amount.currency);
}
