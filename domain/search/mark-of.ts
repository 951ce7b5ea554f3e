const ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";
const VALUE_LENGTH = 8;
const FACET_LENGTH = 5;
export const MARK_LENGTH = VALUE_LENGTH + FACET_LENGTH;

/**
 * The name of a value of a facet in the index: `brand` `nordlys` is a word like `k3v9…`. Made from both by a hash, so that
 * whoever filters knows it without asking. Values come first: the index of beginnings is then evenly filled.
 */
export function markOf(facet: string, value: string): string {
  return spell(hash(`${facet}\u0000${value}`, 7), VALUE_LENGTH) + facetOfMark(facet);
}

/** How all marks of a facet end. */
export function facetOfMark(facet: string): string {
  return spell(hash(facet, 3), FACET_LENGTH);
}

/** 53 bits of two mixed 32-bit hashes (cyrb53, public domain). Not against attackers: only staff name values. */
function hash(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

function spell(number: number, length: number): string {
  let rest = number;
  let text = "";
  for (let index = 0; index < length; index += 1) {
    text += ALPHABET[rest % ALPHABET.length];
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
