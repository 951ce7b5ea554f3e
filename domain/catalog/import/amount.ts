import { minorDigitsOf } from "../../money/currency.ts";

/** `19.99` as minor units of a currency, exactly; null for what is no plain decimal number or too fine for it. */
export function parseAmount(text: string, currency: string): number | null {
  const [, whole = "", fraction = ""] = /^(\d{1,13})(?:\.(\d{1,10}))?$/.exec(text) ?? [];
  if (whole === "") return null;
  const digits = minorDigitsOf(currency);
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const amount = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return Number.isSafeInteger(amount) ? amount : null;
}

/** The reverse: minor units as files write them. */
export function printAmount(amount: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  if (digits === 0) return String(amount);
  const text = String(amount).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
