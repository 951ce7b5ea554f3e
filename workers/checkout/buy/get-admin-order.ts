import type { getAdminOrder as spec } from "../../../contracts/http/admin/order-routes.ts";
import { readOrderId } from "../../../domain/kernel/record-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { iso } from "../cart/encode-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { ordersOf } from "../shop.ts";
import { encodeOrder } from "./encode-order.ts";
import { showSources } from "./show-sources.ts";

export async function getAdminOrder({
  params,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const id = readOrderId(params.id);
  if (!id) throw problem("not_found");

  const found = await (await ordersOf(env, id)).log({ id });
  const order = found.kind === "log" ? encodeOrder(found.record) : null;
  if (found.kind === "missing" || !order) throw problem("not_found");

  const sources = await showSources(env, found.record.attempt);
  const lines = order.lines.map((line) => ({ ...line, sources: sources?.get(line.id) ?? null }));
  const log = found.log.map(({ position, atMs, type, facts }) => ({ position, at: iso(atMs), type, facts }));
  return { status: 200, body: { ...order, lines, log } };
}
