import { hashOf } from "./hash.ts";

/**
 * An EAN-13 for a SKU, with the prefix 200 that GS1 leaves to shops for their own use, so it can never be mistaken
 * for a real maker's article.
 */
export function inStoreBarcode(sku: string): string {
  const body = `200${String(hashOf(sku) % 1_000_000_000).padStart(9, "0")}`;
  return `${body}${checkDigit(body)}`;
}

/** GS1 General Specifications 7.9: from the left, twelve digits weigh 1 and 3 by turns. */
function checkDigit(body: string): number {
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}
