import type { adjustStock as spec } from "../../../contracts/http/admin/stock-routes.ts";
import { hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { shopSettings } from "../cart/pricing.ts";
import type { CheckoutEnv } from "../env.ts";
import { describeChange } from "./describe-change.ts";
import { encodeLevel } from "./encode-level.ts";
import { itemOfSku } from "./item-of-sku.ts";
import { moveOf } from "./move-of.ts";
import { stockProblem } from "./stock-problem.ts";

export async function adjustStock({
  params,
  headers,
  body,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const { locations } = await shopSettings(env);
  const item = await itemOfSku(env, params.sku);
  const idempotency = await hashKey(headers["idempotency-key"], actor.id, "adjustStock", [params.sku, body]);

  const adjusted = await item.stock.adjust({
    itemId: item.itemId,
    ...describeChange(body, locations),
    actor: actor.id,
    idempotency,
  });

  if (adjusted.kind !== "adjusted") {
    const units = body.counted === undefined ? "/delta" : "/counted";
    throw stockProblem(adjusted, { units, location: "/location" }, locations);
  }
  return {
    status: 201,
    body: encodeLevel(item.sku, adjusted.level, await moveOf(item.stock, adjusted.level)),
    headers: adjusted.replayed ? REPLAYED : {},
  };
}
