/**
 * The locales that a reader's texts are looked for in, narrowest first: `de-AT`, then `de` (RFC 4647, section 3.4). After the
 * last come the product's own texts, which are in the shop's first locale.
 */
export function localeChain(locale: string): string[] {
  const parts = locale.split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}
