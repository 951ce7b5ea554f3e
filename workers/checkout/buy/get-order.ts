import type { getOrder as spec } from "../../../contracts/http/store/cart-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { openOrder } from "../cart/open-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeOrder } from "./encode-order.ts";

export async function getOrder({
  params,
  headers,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const cart = await openOrder(env, params.id, headers["x-cart-token"]);

  const found = await cart.orders.read(cart.ref);
  const order = found.kind === "record" ? encodeOrder(found.record) : null;
  if (!order) throw problem("not_found");

  // Whoever follows a pending order should not ask faster than it can change.
  return { status: 200, body: order, headers: order.status === "pending" ? { "retry-after": "2" } : {} };
}
