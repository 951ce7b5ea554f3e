import type {
  gatherStock as gatherSpec,
  spreadStock as spreadSpec,
} from "../../../contracts/http/admin/stock-operations-routes.ts";
import type { MoveResult, MoveState } from "../../../contracts/rpc/stock.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeSpread } from "./encode-level.ts";
import { itemOfSku } from "./item-of-sku.ts";

export async function spreadStock({
  params,
  body,
  env,
}: Call<typeof spreadSpec, CheckoutEnv>): Promise<Reply<typeof spreadSpec>> {
  const { itemId, stock } = await itemOfSku(env, params.sku);

  const moved = await stock.spread({ itemId, shards: body.shards });

  return { status: 202, body: encodeSpread(movingOrRefuse(moved)) };
}

export async function gatherStock({
  params,
  env,
}: Call<typeof gatherSpec, CheckoutEnv>): Promise<Reply<typeof gatherSpec>> {
  const { itemId, stock } = await itemOfSku(env, params.sku);

  const moved = await stock.gather({ itemId });

  return { status: 202, body: encodeSpread(movingOrRefuse(moved)) };
}

function movingOrRefuse(moved: MoveResult): MoveState {
  switch (moved.kind) {
    case "moving":
      return moved.state;
    case "busy":
      throw problem("stock_moving", {
        members: { spread: encodeSpread(moved.state) },
        headers: { "retry-after": "2" },
      });
    case "limited_per_buyer":
      throw problem("stock_limited_per_buyer");
    case "unknown_item":
      throw problem("not_found", { detail: "The item was never stocked." });
  }
}
