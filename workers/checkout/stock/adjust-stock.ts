import type { adjustStock as spec } from "../../../contracts/http/admin/stock-routes.ts";
import { hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { shopSettings } from "../cart/pricing.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeLevel } from "./encode-level.ts";
import { itemOfSku } from "./item-of-sku.ts";

export async function adjustStock({
  params,
  headers,
  body,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const { locations } = await shopSettings(env);
  const location = body.location ?? locations[0] ?? "";
  if (!locations.includes(location)) {
    throw problem("invalid_request", {
      errors: [{ pointer: "/location", detail: `is none of: ${locations.join(", ")}` }],
    });
  }
  const item = await itemOfSku(env, params.sku);
  const idempotency = await hashKey(headers["idempotency-key"], actor.id, "adjustStock", [params.sku, body]);

  const adjusted = await item.stock.adjust({
    itemId: item.itemId,
    location,
    change: { kind: "delta", units: body.delta },
    reason: body.reason,
    note: body.note ?? null,
    actor: actor.id,
    idempotency,
  });

  switch (adjusted.kind) {
    case "adjusted":
      return {
        status: 201,
        body: encodeLevel(item.sku, adjusted.level),
        headers: adjusted.replayed ? REPLAYED : {},
      };
    case "would_be_negative":
      throw problem("stock_would_be_negative", { members: { location, on_hand: adjusted.onHand } });
    case "too_many_units":
      throw problem("invalid_request", {
        errors: [{ pointer: "/delta", detail: `would exceed ${adjusted.onHandMax} units` }],
      });
    case "too_many_locations":
      throw problem("limit_exceeded", { members: { limit: "locations", allowed: adjusted.allowed } });
    case "key_reused":
      throw problem("idempotency_key_reused");
  }
}
