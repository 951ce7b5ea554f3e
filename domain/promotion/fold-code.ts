/**
 * PRM-9 The form in which codes are compared, named ones and hashes of bulk-made ones alike: in whichever case, width or
 * spacing somebody types what is printed on a card, it is the same code.
 */
export function foldCode(typed: string): string {
  return typed.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
}
