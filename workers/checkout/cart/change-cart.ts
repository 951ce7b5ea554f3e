import type { changeCart as spec } from "../../../contracts/http/store/cart-routes.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { editCart } from "./edit-cart.ts";
import { openCart } from "./open-cart.ts";
import { readDetails } from "./read-details.ts";

export async function changeCart({
  params,
  headers,
  body,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);
  const details = await readDetails(env, body, cart.ref.birth.currency);

  return editCart(env, cart, "changeCart", headers, body, { kind: "set_details", details });
}
