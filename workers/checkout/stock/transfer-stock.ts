import type { transferStock as spec } from "../../../contracts/http/admin/stock-routes.ts";
import { hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { shopSettings } from "../cart/pricing.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeLevel } from "./encode-level.ts";
import { itemOfSku } from "./item-of-sku.ts";
import { moveOf } from "./move-of.ts";
import { notOneOf, stockProblem } from "./stock-problem.ts";

export async function transferStock({
  params,
  headers,
  body,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const { from, to, units, note = null } = body;
  const { locations } = await shopSettings(env);
  if (from === to) throw refused({ pointer: "/to", detail: "is where the units are already" });
  // Units may still lie at a location that was closed: they can leave it, and none can go there.
  if (!locations.includes(to)) throw refused(notOneOf("/to", locations));
  const item = await itemOfSku(env, params.sku);
  const { itemId, stock } = item;
  const idempotency = await hashKey(headers["idempotency-key"], actor.id, "transferStock", [
    params.sku,
    body,
  ]);

  const moved = await stock.transfer({ itemId, from, to, units, note, actor: actor.id, idempotency });

  if (moved.kind !== "adjusted") throw stockProblem(moved, { units: "/units", location: "/from" }, locations);
  return {
    status: 201,
    body: encodeLevel(item.sku, moved.level, await moveOf(stock, moved.level)),
    headers: moved.replayed ? REPLAYED : {},
  };
}

function refused(error: { pointer: string; detail: string }) {
  return problem("invalid_request", { errors: [error] });
}
