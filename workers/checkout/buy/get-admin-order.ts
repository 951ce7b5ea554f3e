import type { getAdminOrder as spec } from "../../../contracts/http/admin/order-routes.ts";
import { readOrderId } from "../../../domain/kernel/record-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { iso } from "../cart/encode-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { ordersOf } from "../shop.ts";
import { encodeOrder } from "./encode-order.ts";

export async function getAdminOrder({
  params,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const id = readOrderId(params.id);
  if (!id) throw problem("not_found");

  const found = await (await ordersOf(env, id)).log({ id });
  const order = found.kind === "log" ? encodeOrder(found.record) : null;
  if (found.kind === "missing" || !order) throw problem("not_found");

  const log = found.log.map(({ position, atMs, type, facts }) => ({ position, at: iso(atMs), type, facts }));
  return { status: 200, body: { ...order, log } };
}
