import type {
  auditStock as auditSpec,
  getStock as getSpec,
  listMovements as listSpec,
} from "../../../contracts/http/admin/stock-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { iso } from "../cart/encode-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeAudit } from "./encode-audit.ts";
import { encodeLevel, neverStocked } from "./encode-level.ts";
import { itemOfSku } from "./item-of-sku.ts";
import { moveOf } from "./move-of.ts";

export async function getStock({
  params,
  env,
}: Call<typeof getSpec, CheckoutEnv>): Promise<Reply<typeof getSpec>> {
  const { sku, itemId, stock } = await itemOfSku(env, params.sku);

  const answer = await stock.level({ itemId });
  const level = answer.kind === "level" ? answer.level : neverStocked(itemId);

  return { status: 200, body: encodeLevel(sku, level, await moveOf(stock, level)) };
}

export async function auditStock({
  params,
  env,
}: Call<typeof auditSpec, CheckoutEnv>): Promise<Reply<typeof auditSpec>> {
  const { sku, itemId, stock } = await itemOfSku(env, params.sku);

  const answer = await stock.audit({ itemId });
  const audit =
    answer.kind === "audit"
      ? answer.audit
      : {
          level: neverStocked(itemId),
          ...{ balanced: true, liveHolds: 0, movements: 0, checks: [], inFlight: [] },
          auditedAtMs: Date.now(),
        };

  return { status: 200, body: encodeAudit(sku, audit) };
}

export async function listMovements({
  params,
  query,
  env,
}: Call<typeof listSpec, CheckoutEnv>): Promise<Reply<typeof listSpec>> {
  const beforeSequence = readCursor(query.cursor);
  const { itemId, stock } = await itemOfSku(env, params.sku);

  const { kind, limit } = query;
  const answer = await stock.movements({ itemId, beforeSequence, limit, ...(kind ? { kind } : {}) });
  const movements = answer.kind === "movements" ? answer.movements : [];

  const last = movements.length === limit ? movements.at(-1) : undefined;
  return {
    status: 200,
    body: {
      data: movements.map((movement) => ({
        sequence: movement.sequence,
        at: iso(movement.atMs),
        kind: movement.kind,
        location: movement.location,
        on_hand_delta: movement.onHandDelta,
        committed_delta: movement.committedDelta,
        reason: movement.reason,
        note: movement.note,
        actor: movement.actor,
        reference: movement.reference,
      })),
      next_cursor: last && last.sequence > 1 ? String(last.sequence) : null,
    },
  };
}

function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,15}$/.test(cursor))
    throw problem("invalid_request", { errors: [{ pointer: "?cursor", detail: "is not one of ours" }] });
  return Number(cursor);
}
