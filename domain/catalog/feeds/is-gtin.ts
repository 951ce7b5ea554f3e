/**
 * Whether a barcode is a GTIN of 8, 12, 13 or 14 digits with the right check digit (GS1 General Specifications, 7.9), and
 * not one that a shop gave out itself (prefixes 02, 04 and 2 of 13 digits), which nobody else knows.
 */
export function isGtin(barcode: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(barcode)) return false;
  const digits = [...barcode.padStart(14, "0")].map(Number);
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 3 : 1), 0);
  const isRestricted = barcode.length >= 12 && /^.(?:2|02|04)/.test(barcode.padStart(14, "0"));
  return sum % 10 === 0 && !isRestricted;
}
