import type { z } from "zod";
import type { StockPolicyEdit } from "../../../contracts/http/admin/stock.ts";
import type { changeStockPolicy as spec } from "../../../contracts/http/admin/stock-routes.ts";
import type { SetPolicy } from "../../../contracts/rpc/stock.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { shopSettings } from "../cart/pricing.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeLevel } from "./encode-level.ts";
import { itemOfSku } from "./item-of-sku.ts";
import { moveOf } from "./move-of.ts";
import { stockProblem } from "./stock-problem.ts";

type Edit = z.output<typeof StockPolicyEdit>;
type Flaw = { pointer: string; detail: string };

export async function changeStockPolicy({
  params,
  body,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const flaws = findFlaws(body, Date.now());
  if (flaws.length > 0) throw problem("invalid_request", { errors: flaws });
  const { locations } = await shopSettings(env);
  const { sku, itemId, stock } = await itemOfSku(env, params.sku);

  const { safety = [] } = body;
  const set = await stock.setPolicy({
    itemId,
    ...describePolicy(body),
    safety: safety.map((row) => ({ ...row, mustBeKnown: !locations.includes(row.location) })),
    actor: actor.id,
  });

  switch (set.kind) {
    case "set":
      return { status: 200, body: encodeLevel(sku, set.level, await moveOf(stock, set.level)) };
    case "excluded_by":
      throw problem("invalid_request", { errors: [excludedBy(set.present)] });
    case "unknown_location": {
      const at = safety.findIndex(({ location }) => location === set.location);
      throw stockProblem(set, { units: "", location: `/safety/${at}/location` }, locations);
    }
    case "too_many_locations":
      throw stockProblem(set, { units: "", location: "/safety" }, locations);
  }
}

function describePolicy({ policy = {} }: Edit): Pick<SetPolicy, "policy" | "ways"> {
  const { backorder_limit, preorder, max_per_order, max_per_buyer, low_stock_threshold } = policy;
  return {
    policy: { maxPerOrder: max_per_order, maxPerBuyer: max_per_buyer, lowAt: low_stock_threshold },
    ways: {
      backorderLimit: backorder_limit,
      preorder: preorder && { limit: preorder.limit, availableFromMs: Date.parse(preorder.available_from) },
    },
  };
}

/** What is wrong whatever the item is like. */
function findFlaws({ policy = {}, safety = [] }: Edit, nowMs: number): Flaw[] {
  const flaws: Flaw[] = [];
  if (policy.preorder && policy.backorder_limit)
    flaws.push({
      pointer: "/policy/backorder_limit",
      detail: "excludes `preorder`: an item is sold in one of these ways",
    });
  if (policy.preorder && Date.parse(policy.preorder.available_from) <= nowMs)
    flaws.push({ pointer: "/policy/preorder/available_from", detail: "has passed" });
  safety.forEach(({ location }, index) => {
    if (safety.findIndex((row) => row.location === location) < index)
      flaws.push({ pointer: `/safety/${index}/location`, detail: "is named twice" });
  });
  return flaws;
}

function excludedBy(present: "backorder" | "preorder"): Flaw {
  return present === "preorder"
    ? {
        pointer: "/policy/backorder_limit",
        detail: "is excluded by the item's preorder: send `preorder: null` with it to end that",
      }
    : {
        pointer: "/policy/preorder",
        detail: "is excluded by the item's backorders: send `backorder_limit: null` with it to end them",
      };
}
