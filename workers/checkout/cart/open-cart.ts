import type { CartRef, OrdersRpc } from "../../../contracts/rpc/orders.ts";
import { DEFAULT_CHANNEL } from "../../../domain/catalog/resolve-shelf.ts";
import { type RecordId, readCartId, readOrderId } from "../../../domain/kernel/record-id.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";
import { ordersOf } from "../shop.ts";
import { readCartToken } from "./cart-token.ts";

/** A cart whose token fits, and the partition that keeps it. */
export type OpenCart = { ref: CartRef; orders: OrdersRpc };

/**
 * An id alone opens nothing: a wrong token is answered exactly like a cart that does not exist. PRC-9 So is a key that
 * sells elsewhere or to others than the one it was begun with: a cart's prices are not for everybody.
 */
export async function openCart(env: CheckoutEnv, actor: Actor, id: string, token: string): Promise<OpenCart> {
  const cart = await open(env, readCartId(id), token);
  const { channel = DEFAULT_CHANNEL, priceGroup = null } = cart.ref.birth.reader ?? {};
  if (channel !== (actor.channel ?? DEFAULT_CHANNEL) || priceGroup !== (actor.priceGroup ?? null))
    throw problem("not_found");
  return cart;
}

/** The order that a cart became opens with the cart's token, whatever the key: it is the buyer's. */
export function openOrder(env: CheckoutEnv, id: string, token: string): Promise<OpenCart> {
  return open(env, readOrderId(id), token);
}

async function open(env: CheckoutEnv, record: RecordId | null, token: string): Promise<OpenCart> {
  const ref = record && readCartToken(record, token, env.CART_TOKEN_KEY);
  if (!record || !ref) throw problem("not_found");
  return { ref, orders: await ordersOf(env, record) };
}
