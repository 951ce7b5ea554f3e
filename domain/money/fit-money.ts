import { ok, type Result, refuse } from "../kernel/result.ts";
import { isCurrency } from "./currency.ts";
import { AMOUNT_MAX, type Money, money } from "./money.ts";

/** Why a number that somebody sent, or an exact sum, is no Money. */
export type MoneyRefusal =
  | { readonly code: "currency_unknown"; readonly currency: string }
  | { readonly code: "amount_not_whole"; readonly currency: string }
  | { readonly code: "amount_too_large"; readonly currency: string; readonly amountMax: number };

/**
 * MON-2 An amount in minor units as Money where numbers come in: from merchants, shoppers, other systems, or from exact
 * reckoning with them. What does not fit is refused here, so that within only a bug meets the invariants of `money`.
 */
export function fitMoney(amount: number | bigint, currency: string): Result<Money, MoneyRefusal> {
  if (!isCurrency(currency)) return refuse({ code: "currency_unknown", currency });
  if (typeof amount === "number" && !Number.isInteger(amount))
    return refuse({ code: "amount_not_whole", currency });
  if (amount > AMOUNT_MAX || amount < -AMOUNT_MAX) {
    return refuse({ code: "amount_too_large", currency, amountMax: AMOUNT_MAX });
  }
  return ok(money(Number(amount), currency));
}
