import type { CartRef } from "../../../contracts/rpc/orders.ts";
import type { RecordId } from "../../../domain/kernel/record-id.ts";
import { signMac, verifyMac } from "../../../platform/auth/mac.ts";

const KEY_VERSION = "1";

/**
 * Opens one cart and the order it becomes: `1.EUR.mf3k2x9.MAC`, where the MAC covers the id and what the cart was
 * begun with. Nothing stores it; a cart that was never written exists in it alone.
 */
export async function signCartToken({ id, birth }: CartRef, secret: string): Promise<string> {
  const facts = `${KEY_VERSION}.${birth.currency}.${birth.createdAtMs.toString(36)}`;
  return `${facts}.${signMac(secret, messageOf(id, facts))}`;
}

/** The cart that a token opens, or null when it does not belong to this id or was not signed by us. */
export async function readCartToken(id: RecordId, token: string, secret: string): Promise<CartRef | null> {
  const [version, currency, created, mac, ...rest] = token.split(".");
  if (version !== KEY_VERSION || !currency || !created || !mac || rest.length > 0) return null;
  if (!verifyMac(secret, messageOf(id, `${version}.${currency}.${created}`), mac)) return null;
  return { id, birth: { currency, createdAtMs: Number.parseInt(created, 36) } };
}

function messageOf(id: string, facts: string): string {
  return `cart ${id} ${facts}`;
}
