import { decodeBase32, encodeBase32 } from "../kernel/base32.ts";
import type { Place } from "../kernel/record-id.ts";

/** 96 bits as four 24-bit words, most significant first. Chosen once per shop, never changed. */
export type OrderNumberKey = readonly [number, number, number, number];

const WORD = 0xffffff;
const ROUNDS = 23;
const DIGITS = 10;
const COUNTER_BITS = 29n;
export const ORDER_COUNTER_MAX = 2 ** Number(COUNTER_BITS) - 1;

/**
 * ORD-2 A short number that is unique without asking anyone, leads back to its partition, and can't be guessed in
 * sequence: place (4 + 7 + 8 bits) and the partition's counter (29 bits) permuted by Speck 48/96.
 * Source: Beaulieu et al., "The SIMON and SPECK Families of Lightweight Block Ciphers" (IACR ePrint 2013/404).
 */
export function numberOrder(place: Place, counter: number, key: OrderNumberKey): string {
  if (!Number.isInteger(counter) || counter < 1 || counter > ORDER_COUNTER_MAX) {
    throw new RangeError(`ORD-2 a partition numbers 1 to ${ORDER_COUNTER_MAX} orders, got ${counter}`);
  }
  const packed =
    (((BigInt(place.placement) << 7n) | BigInt(place.generation)) << 8n) | BigInt(place.partition);
  const [high, low] = speckEncrypt(split((packed << COUNTER_BITS) | BigInt(counter)), key);
  const digits = encodeBase32((BigInt(high) << 24n) | BigInt(low), DIGITS).toUpperCase();
  return `${digits.slice(0, 5)}-${digits.slice(5)}`;
}

/** Reads a number as a person types it (any case, with or without the hyphen); null for what can't be one of ours. */
export function readOrderNumber(text: string, key: OrderNumberKey): { place: Place; counter: number } | null {
  const digits = text.trim().replaceAll("-", "");
  const value = digits.length === DIGITS ? decodeBase32(digits) : null;
  if (value === null || value >= 1n << 48n) return null;

  const [high, low] = speckDecrypt(split(value), key);
  const packed = (BigInt(high) << 24n) | BigInt(low);
  const where = packed >> COUNTER_BITS;
  return {
    place: {
      placement: Number(where >> 15n),
      generation: Number((where >> 8n) & 127n),
      partition: Number(where & 255n),
    },
    counter: Number(packed & ((1n << COUNTER_BITS) - 1n)),
  };
}

type Block = [high: number, low: number];

/** Exported for the published test vector alone. */
export function speckEncrypt([high, low]: Block, key: OrderNumberKey): Block {
  let x = high;
  let y = low;
  for (const roundKey of roundKeys(key)) {
    x = ((rotateRight(x, 8) + y) & WORD) ^ roundKey;
    y = rotateLeft(y, 3) ^ x;
  }
  return [x, y];
}

function speckDecrypt([high, low]: Block, key: OrderNumberKey): Block {
  let x = high;
  let y = low;
  for (const roundKey of roundKeys(key).reverse()) {
    y = rotateRight(y ^ x, 3);
    x = rotateLeft(((x ^ roundKey) - y) & WORD, 8);
  }
  return [x, y];
}

function roundKeys([l2, l1, l0, k0]: OrderNumberKey): number[] {
  const left = [l0, l1, l2];
  const keys = [k0];
  for (let round = 0; round < ROUNDS - 1; round += 1) {
    const key = keys[round] ?? 0;
    const next = ((key + rotateRight(left[round] ?? 0, 8)) & WORD) ^ round;
    left.push(next);
    keys.push(rotateLeft(key, 3) ^ next);
  }
  return keys;
}

function rotateRight(word: number, by: number): number {
  return ((word >>> by) | (word << (24 - by))) & WORD;
}

function rotateLeft(word: number, by: number): number {
  return ((word << by) | (word >>> (24 - by))) & WORD;
}

function split(value: bigint): Block {
  return [Number(value >> 24n), Number(value & 0xffffffn)];
}
