import type { Cart } from "../../../contracts/http/store/cart.ts";
import type { CartChange, ChangeCartResult, RecordView } from "../../../contracts/rpc/orders.ts";
import { type RecordId, showOrderId } from "../../../domain/kernel/record-id.ts";
import { etagOf, versionOf } from "../../../platform/http/etag.ts";
import { hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeCart } from "./encode-cart.ts";
import type { OpenCart } from "./open-cart.ts";
import { pricingBundle } from "./pricing.ts";

type EditHeaders = { "idempotency-key"?: string | undefined; "if-match"?: string | undefined };
type Edited = { status: 200; body: Cart; headers: Record<string, string> };

/** What every edit of a cart has in common: its key, its condition, its answer. `request` is what the key is bound to. */
export async function editCart(
  env: CheckoutEnv,
  cart: OpenCart,
  operationId: string,
  headers: EditHeaders,
  request: unknown,
  change: CartChange,
): Promise<Edited> {
  const idempotency = await hashKey(headers["idempotency-key"], cart.ref.id, operationId, request);
  const ifVersion = versionOf(headers["if-match"]);

  const changed = await cart.orders.change({ ...cart.ref, change, ifVersion, idempotency });
  if (changed.kind !== "record") throw editProblem(changed);

  return answerCart(env, changed.record, changed.replayed);
}

export async function answerCart(env: CheckoutEnv, record: RecordView, replayed = false): Promise<Edited> {
  return {
    status: 200,
    body: encodeCart(record, await pricingBundle(env)),
    headers: { etag: etagOf(record.version), ...(replayed ? REPLAYED : {}) },
  };
}

export function cartClosed(record: RecordView) {
  return problem("cart_closed", { members: { order_id: showOrderId(record.id as RecordId) } });
}

function editProblem(refusal: Exclude<ChangeCartResult, { kind: "record" }>) {
  switch (refusal.kind) {
    case "missing":
    case "unknown_line":
      return problem("not_found");
    case "key_reused":
      return problem("idempotency_key_reused");
    case "version_mismatch":
      return problem("version_mismatch");
    case "closed":
      return cartClosed(refusal.record);
    case "in_progress":
      return problem("request_in_progress", { detail: "The cart is being bought." });
    case "too_many_lines":
    case "too_many_units":
    case "worth_too_much":
    case "too_many_units_of_item":
    case "too_few_units":
    case "too_many_price_tiers":
      return problem("limit_exceeded", { members: { limit: refusal.kind, allowed: refusal.allowed } });
  }
}
