/** Crockford's base 32 in lower case: no i, l, o, u, so ids survive being read aloud. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Fixed-width base 32, most significant digit first. `value` must fit `width` digits. */
export function encodeBase32(value: bigint, width: number): string {
  if (value < 0n || value >= 1n << BigInt(5 * width))
    throw new RangeError(`${value} needs more than ${width} digits`);
  let digits = "";
  for (let shift = BigInt(5 * (width - 1)); shift >= 0n; shift -= 5n) {
    digits += ALPHABET[Number((value >> shift) & 31n)];
  }
  return digits;
}

/** Reads base 32 in either case; `null` when a character is not of the alphabet. */
export function decodeBase32(text: string): bigint | null {
  let value = 0n;
  for (const character of text.toLowerCase()) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  return value;
}

/** Reads up to ten digits in lower case, which fit a number; `NaN` when a character is not of the alphabet. */
export function numberOfBase32(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = ALPHABET.indexOf(text.charAt(at));
    if (digit < 0) return Number.NaN;
    value = value * 32 + digit;
  }
  return value;
}

/** One digit for each byte (its low five bits): how random bytes become the unguessable part of an id. */
export function base32FromBytes(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += ALPHABET[byte & 31];
  return digits;
}
