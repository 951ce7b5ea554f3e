import type { releaseHold as spec } from "../../../contracts/http/admin/stock-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeHold } from "./encode-hold.ts";
import { itemOfSku } from "./item-of-sku.ts";

/** HLD-6 Staff take back a hold that no payment is under way for. */
export async function releaseHold({
  params,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const { itemId, stock } = await itemOfSku(env, params.sku);

  const answer = await stock.withdraw({ itemId, holdId: params.hold_id, actor: actor.id });

  switch (answer.kind) {
    case "withdrawn":
    case "ended":
      return { status: 200, body: encodeHold(answer.hold) };
    case "pinned":
      throw problem("hold_in_payment", { members: { hold: encodeHold(answer.hold) } });
    case "sold":
      throw problem("hold_sold", { members: { hold: encodeHold(answer.hold) } });
    case "unknown_hold":
      throw problem("not_found");
  }
}
