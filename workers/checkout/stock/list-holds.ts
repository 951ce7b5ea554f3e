import type { listHolds as spec } from "../../../contracts/http/admin/stock-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeHold } from "./encode-hold.ts";
import { itemOfSku } from "./item-of-sku.ts";

export async function listHolds({
  params,
  query,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const { state, limit } = query;
  const after = readCursor(query.cursor);
  const { itemId, stock } = await itemOfSku(env, params.sku);

  const answer = await stock.holds({ itemId, state, after, limit });
  const holds = answer.kind === "holds" ? answer.holds : [];

  const last = holds.length === limit ? holds.at(-1) : undefined;
  return { status: 200, body: { data: holds.map(encodeHold), next_cursor: last?.holdId ?? null } };
}

/** The list is in the order of ids, so a place in it is one. */
function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^[\x21-\x7e]{1,80}$/.test(cursor))
    throw problem("invalid_request", { errors: [{ pointer: "?cursor", detail: "is not one of ours" }] });
  return cursor;
}
