import type { getCart as spec } from "../../../contracts/http/store/cart-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { answerCart } from "./edit-cart.ts";
import { openCart } from "./open-cart.ts";

export async function getCart({
  params,
  headers,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);

  const found = await cart.orders.read(cart.ref);
  if (found.kind === "missing") throw problem("not_found");

  return answerCart(env, found.record);
}
