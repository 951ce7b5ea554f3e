import type { CartRef, OrdersRpc } from "../../../contracts/rpc/orders.ts";
import { readCartId, readOrderId } from "../../../domain/kernel/record-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";
import { ordersOf } from "../shop.ts";
import { readCartToken } from "./cart-token.ts";

/** A cart whose token fits, and the partition that keeps it. */
export type OpenCart = { ref: CartRef; orders: OrdersRpc };

/** An id alone opens nothing: a wrong token is answered exactly like a cart that does not exist. */
export async function openCart(env: CheckoutEnv, id: string, token: string): Promise<OpenCart> {
  const record = readCartId(id) ?? readOrderId(id);
  const ref = record && (await readCartToken(record, token, env.CART_TOKEN_KEY));
  if (!record || !ref) throw problem("not_found");
  return { ref, orders: await ordersOf(env, record) };
}
