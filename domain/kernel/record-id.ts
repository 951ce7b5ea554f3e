import { encodeBase32, numberOfBase32 } from "./base32.ts";
import type { Brand } from "./brand.ts";

/**
 * A cart and the order it becomes are one record in two lives, so they share one id body:
 * `cart_BODY` and `order_BODY`. The body says where the record lives, then 100 random bits.
 *
 *     0 01 03 7k3mq9xa2tc5rnw8vj4e
 *     | |  |  20 random digits
 *     | |  partition   (2 digits, 0..255)
 *     | generation     (2 digits, 1..127)
 *     placement        (1 digit, 0..15)
 */
export type RecordId = Brand<string, "RecordId">;

/** Where a record lives: a row of the layout. */
export type Place = { placement: number; generation: number; partition: number };

/** The most a layout may hold; an order number packs the same fields (see domain/order/order-number.ts). */
export const PLACE_LIMITS = { placementMax: 15, generationMax: 127, partitionMax: 255 } as const;

const RANDOM_DIGITS = 20;
const BODY = /^[0-9a-hjkmnp-tv-z]{25}$/;

/** `random` is 20 base-32 digits. */
export function composeRecordId(place: Place, random: string): RecordId {
  const where =
    encodeBase32(BigInt(place.placement), 1) +
    encodeBase32(BigInt(place.generation), 2) +
    encodeBase32(BigInt(place.partition), 2);
  return readRecordBody(where + random) ?? invalid(random);
}

/** Reads `cart_…`; null for anything that we can't have minted. */
export function readCartId(text: string): RecordId | null {
  return text.startsWith("cart_") ? readRecordBody(text.slice(5)) : null;
}

/** Reads `order_…`; null for anything that we can't have minted. */
export function readOrderId(text: string): RecordId | null {
  return text.startsWith("order_") ? readRecordBody(text.slice(6)) : null;
}

export function showCartId(id: RecordId): string {
  return `cart_${id}`;
}

export function showOrderId(id: RecordId): string {
  return `order_${id}`;
}

export function placeOfRecord(id: RecordId): Place {
  return {
    placement: numberOfBase32(id.slice(0, 1)),
    generation: numberOfBase32(id.slice(1, 3)),
    partition: numberOfBase32(id.slice(3, 5)),
  };
}

function readRecordBody(body: string): RecordId | null {
  return BODY.test(body) ? (body as RecordId) : null;
}

function invalid(random: string): never {
  throw new RangeError(`a record id takes ${RANDOM_DIGITS} base-32 digits, got "${random}"`);
}
