import type { CartRef } from "../../../contracts/rpc/orders.ts";
import type { RecordId } from "../../../domain/kernel/record-id.ts";
import { signMac, verifyMac } from "../../../platform/auth/mac.ts";
import { Memo } from "../../../platform/memo.ts";

const KEY_VERSION = "1";
/** Tokens that this isolate has made or verified, each under its id: a visitor comes again within moments. */
const tokens = new Memo<CartRef>(10_000);

/**
 * Opens one cart and the order it becomes: `1.EUR.mf3k2x9.MAC`, where the MAC covers the id and what the cart was
 * begun with. Nothing stores it; a cart that was never written exists in it alone.
 */
export function signCartToken(ref: CartRef, secret: string): string {
  const { id, birth } = ref;
  const facts = `${KEY_VERSION}.${birth.currency}.${birth.createdAtMs.toString(36)}`;
  const token = `${facts}.${signMac(secret, messageOf(id, facts))}`;
  tokens.keep(`${id} ${token}`, ref);
  return token;
}

/** The cart that a token opens, or null when it does not belong to this id or was not signed by us. */
export function readCartToken(id: RecordId, token: string, secret: string): CartRef | null {
  const known = tokens.get(`${id} ${token}`);
  if (known) return known;
  const [version, currency, created, mac, ...rest] = token.split(".");
  if (version !== KEY_VERSION || !currency || !created || !mac || rest.length > 0) return null;
  if (!verifyMac(secret, messageOf(id, `${version}.${currency}.${created}`), mac)) return null;
  const ref = { id, birth: { currency, createdAtMs: Number.parseInt(created, 36) } };
  tokens.keep(`${id} ${token}`, ref);
  return ref;
}

function messageOf(id: string, facts: string): string {
  return `cart ${id} ${facts}`;
}
