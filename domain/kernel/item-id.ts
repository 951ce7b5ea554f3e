import { decodeBase32, encodeBase32 } from "./base32.ts";
import type { Brand } from "./brand.ts";

/** An inventory item, `inv_` + its home stock partition (2 digits) + 20 random digits. Fixed for life, never the SKU. */
export type ItemId = Brand<string, "ItemId">;

const ITEM = /^inv_[0-9a-hjkmnp-tv-z]{22}$/;

/** `random` is 20 base-32 digits. */
export function composeItemId(partition: number, random: string): ItemId {
  const id = readItemId(`inv_${encodeBase32(BigInt(partition), 2)}${random}`);
  if (!id) throw new RangeError(`an item id takes 20 base-32 digits, got "${random}"`);
  return id;
}

export function readItemId(text: string): ItemId | null {
  return ITEM.test(text) ? (text as ItemId) : null;
}

export function homePartitionOfItem(id: ItemId): number {
  return Number(decodeBase32(id.slice(4, 6)));
}
