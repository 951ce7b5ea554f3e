import { type Result, refuse } from "../kernel/result.ts";
import { isCurrency, minorDigitsOf } from "./currency.ts";
import { fitMoney, type MoneyRefusal } from "./fit-money.ts";
import type { Money } from "./money.ts";

export type DecimalRefusal =
  | MoneyRefusal
  | { readonly code: "not_a_decimal"; readonly currency: string }
  | { readonly code: "too_fine"; readonly currency: string; readonly digits: number };

/** Longer ones are no amounts; an attacker's megabyte is not looked at. */
const LENGTH_MAX = 40;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * The reverse of `showDecimal`: `19.99`, `1500`, `-0.5` as Money, exactly; digits are moved, nothing is multiplied.
 * Zeros after the last digit of the currency are no fraction; anything else there is refused rather than rounded, and
 * so are grouping, exponents and signs of currencies: nobody guesses what `1,299` means.
 */
export function parseDecimal(text: string, currency: string): Result<Money, DecimalRefusal> {
  if (!isCurrency(currency)) return refuse({ code: "currency_unknown", currency });
  const [, sign = "", whole, fraction = ""] = (text.length <= LENGTH_MAX && DECIMAL.exec(text)) || [];
  if (whole === undefined) return refuse({ code: "not_a_decimal", currency });

  const digits = minorDigitsOf(currency);
  if (/[1-9]/.test(fraction.slice(digits))) return refuse({ code: "too_fine", currency, digits });

  return fitMoney(BigInt(`${sign}${whole}${fraction.slice(0, digits).padEnd(digits, "0")}`), currency);
}
