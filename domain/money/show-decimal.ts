import { minorDigitsOf } from "./currency.ts";
import type { Money } from "./money.ts";

/** The amount as other systems write it: `19.99`, `1500` (JPY), `0.005` (KWD). Exact: digits are moved, nothing divided. */
export function showDecimal({ amount, currency }: Money): string {
  const digits = minorDigitsOf(currency);
  const whole = String(Math.abs(amount)).padStart(digits + 1, "0");
  const point = whole.length - digits;
  const shown = digits === 0 ? whole : `${whole.slice(0, point)}.${whole.slice(point)}`;
  return amount < 0 ? `-${shown}` : shown;
}
