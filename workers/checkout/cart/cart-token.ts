import type { CartRef } from "../../../contracts/rpc/orders.ts";
import type { RecordId } from "../../../domain/kernel/record-id.ts";
import { signMac, verifyMac } from "../../../platform/auth/mac.ts";
import { Memo } from "../../../platform/memo.ts";

/** PRC-9 A token of the second form says whose prices the cart has; one of the first is for everybody. */
const FORMS = { plain: "1", withReader: "2" } as const;
/** No market, or no price group: what none can be called. */
const NONE = "-";
/** Tokens that this isolate has made or verified, each under its id: a visitor comes again within moments. */
const tokens = new Memo<CartRef>(10_000);

/**
 * Opens one cart and the order it becomes: `1.EUR.mf3k2x9.MAC`, or `2.EUR.mf3k2x9.pos.-.wholesale.MAC` with channel,
 * market and price group, where the MAC covers the id and what the cart was begun with. Nothing stores it; a cart that was never written exists in it alone.
 */
export function signCartToken(ref: CartRef, secret: string): string {
  const { id, birth } = ref;
  const facts = factsOf(birth);
  const token = `${facts}.${signMac(secret, messageOf(id, facts))}`;
  tokens.keep(`${id} ${token}`, ref);
  return token;
}

/** The cart that a token opens, or null when it does not belong to this id or was not signed by us. */
export function readCartToken(id: RecordId, token: string, secret: string): CartRef | null {
  const known = tokens.get(`${id} ${token}`);
  if (known) return known;
  const birth = readFacts(token);
  if (!birth) return null;
  // Written again: what was signed is what we would write, and nothing that merely reads like it.
  const facts = factsOf(birth);
  if (!token.startsWith(`${facts}.`)) return null;
  if (!verifyMac(secret, messageOf(id, facts), token.slice(facts.length + 1))) return null;
  const ref = { id, birth };
  tokens.keep(`${id} ${token}`, ref);
  return ref;
}

function factsOf({ currency, createdAtMs, reader }: CartRef["birth"]): string {
  const created = createdAtMs.toString(36);
  if (!reader) return `${FORMS.plain}.${currency}.${created}`;
  const { channel, market, priceGroup } = reader;
  return `${FORMS.withReader}.${currency}.${created}.${channel}.${market ?? NONE}.${priceGroup ?? NONE}`;
}

/** What a token says, before anybody has looked at its MAC. */
function readFacts(token: string): CartRef["birth"] | null {
  const [form, currency, created, ...rest] = token.split(".");
  if (!currency || !created) return null;
  const birth = { currency, createdAtMs: Number.parseInt(created, 36) };
  if (form === FORMS.plain) return birth;
  const [channel, market, priceGroup] = rest;
  if (form !== FORMS.withReader || !channel || !market || !priceGroup) return null;
  const orNull = (said: string) => (said === NONE ? null : said);
  return { ...birth, reader: { channel, market: orNull(market), priceGroup: orNull(priceGroup) } };
}

function messageOf(id: string, facts: string): string {
  return `cart ${id} ${facts}`;
}
