import type {
  addLine as addSpec,
  changeLine as changeSpec,
  removeLine as removeSpec,
} from "../../../contracts/http/store/cart-routes.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { mintId } from "../../../platform/ids/mint.ts";
import type { CheckoutEnv } from "../env.ts";
import { requireShelf } from "./choose-reader.ts";
import { editCart } from "./edit-cart.ts";
import { openCart } from "./open-cart.ts";
import { describeVariants } from "./variants.ts";

export async function addLine({
  params,
  headers,
  body,
  actor,
  env,
}: Call<typeof addSpec, CheckoutEnv>): Promise<Reply<typeof addSpec>> {
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);
  const variantId = body.variant_id;

  // Currency and reader are the cart's for life, and stand in the token: no read is needed to price the line.
  const { birth } = cart.ref;
  const [variants] = await Promise.all([
    describeVariants(env, [{ variantId, pointer: "/variant_id" }], birth),
    requireShelf(env, birth),
  ]);
  const variant = variants.get(variantId);
  if (!variant) throw new Error("describeVariants answers for each variant or refuses");

  const line = { lineId: mintId("line"), variant, quantity: body.quantity };
  return editCart(env, cart, "addLine", headers, body, { kind: "add_line", line });
}

export async function changeLine({
  params,
  headers,
  body,
  actor,
  env,
}: Call<typeof changeSpec, CheckoutEnv>): Promise<Reply<typeof changeSpec>> {
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);
  // PRC-11 Another quantity has another price.
  await requireShelf(env, cart.ref.birth);

  return editCart(env, cart, "changeLine", headers, [params.line_id, body], {
    kind: "set_quantity",
    lineId: params.line_id,
    quantity: body.quantity,
  });
}

export async function removeLine({
  params,
  headers,
  actor,
  env,
}: Call<typeof removeSpec, CheckoutEnv>): Promise<Reply<typeof removeSpec>> {
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);

  return editCart(env, cart, "removeLine", headers, params.line_id, {
    kind: "remove_line",
    lineId: params.line_id,
  });
}
