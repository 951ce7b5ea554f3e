import type { completeCart as spec } from "../../../contracts/http/store/cart-routes.ts";
import type {
  AttemptView,
  CompletionKnown,
  FreezeResult,
  LineView,
  RecordView,
} from "../../../contracts/rpc/orders.ts";
import type { CartLine } from "../../../domain/cart/cart-line.ts";
import { missingParts } from "../../../domain/cart/check-ready.ts";
import { sumPerItem } from "../../../domain/inventory/sum-per-item.ts";
import type { Quote } from "../../../domain/pricing/quote.ts";
import { type HashedKey, hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { logEvent } from "../../../platform/telemetry/log.ts";
import { cartClosed } from "../cart/edit-cart.ts";
import { iso } from "../cart/encode-cart.ts";
import { type OpenCart, openCart } from "../cart/open-cart.ts";
import { type CheckoutEnv, readCheckoutSettings } from "../env.ts";
import { requireProvider } from "../payments/providers.ts";
import { hotItems } from "../stock/hot-items.ts";
import { soldOut } from "../stock/sold-out-memo.ts";
import { encodeOrder } from "./encode-order.ts";
import { type PricedCart, priceCart } from "./price-cart.ts";
import { runCheckout } from "./run-checkout.ts";
import { insufficientStock, saleLimited } from "./shortages.ts";

type CompleteCall = Call<typeof spec, CheckoutEnv>;
type CompleteReply = Reply<typeof spec>;

/** ORD-1 Buys a cart. However often and however parallel it is called, there is at most one order. */
export async function completeCart(call: CompleteCall): Promise<CompleteReply> {
  const { params, headers, body, actor, env } = call;
  if (headers["idempotency-key"] === undefined) throw problem("idempotency_key_required");
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);
  const key = await hashKey(headers["idempotency-key"], cart.ref.id, "completeCart", body);
  if (!key) throw problem("idempotency_key_required");

  const prepared = await cart.orders.prepare({ ...cart.ref, idempotency: key });
  if (prepared.kind !== "ready") return finishKnown(call, cart, prepared);
  requireProvider(env, body.payment.provider);
  requireReady(prepared.record);
  refuseSoldOut(prepared.record);

  const priced = await priceCart(call.env, cart, prepared.record, body.expected_total);
  const frozen = await freeze(call, cart, key, priced);
  if (frozen.kind !== "begun") return finishKnown(call, cart, frozen);
  if (priced.grace) tellOfGrace(frozen.record, priced.grace);

  const ran = await run(call, cart, frozen.record, frozen.work);
  return answer(ran, attemptOf(ran), 201);
}

/** Runs the saga until the buyer's answer is known; commits follow after the answer. */
async function run(
  call: CompleteCall,
  cart: OpenCart,
  record: RecordView,
  work: FrozenWork,
): Promise<RecordView> {
  const ran = await runCheckout(call.env, cart.orders, record, work, isAnswerable);
  if (ran.rest && attemptOf(ran.record).state === "placed") {
    call.waitUntil(runCheckout(call.env, cart.orders, ran.record, ran.rest, () => false));
  }
  return ran.record;
}
type FrozenWork = Extract<FreezeResult, { kind: "begun" }>["work"];

function isAnswerable(record: RecordView): boolean {
  const state = attemptOf(record).state;
  return state === "placed" || state === "asking";
}

async function freeze(
  { env, body }: CompleteCall,
  cart: OpenCart,
  idempotency: HashedKey,
  { contentVersion, lines, quote, grace }: PricedCart,
): Promise<Extract<FreezeResult, { kind: "begun" }> | CompletionKnown> {
  const frozen = await cart.orders.freeze({
    id: cart.ref.id,
    contentVersion,
    lines,
    quote: quote as unknown as { total: Quote["total"] },
    ...(grace ? { grace } : {}),
    provider: body.payment.provider,
    token: body.payment.token ?? null,
    paymentDeadlineMs: readCheckoutSettings(env).PAYMENT_DEADLINE_MS,
    spreads: hotItems.all(Date.now()),
    idempotency,
  });
  switch (frozen.kind) {
    case "begun":
    case "known":
    case "in_progress":
      return frozen;
    case "missing":
      throw problem("not_found");
    case "key_reused":
      throw problem("idempotency_key_reused");
    case "content_changed":
      throw problem("request_in_progress", { detail: "The cart was changed while it was being quoted." });
    case "too_many_attempts":
      throw problem("limit_exceeded", { members: { limit: "payment_attempts", allowed: frozen.allowed } });
  }
}

/** PRC-10 An order by prices that nobody could read: somebody should know. */
function tellOfGrace(record: RecordView, { sinceMs }: NonNullable<PricedCart["grace"]>): void {
  const facts = { order: record.id, attempt: attemptOf(record).n, age_ms: Date.now() - sinceMs };
  logEvent("warn", "checkout.price_grace", { ...facts, prices_last_read: iso(sinceMs) });
}

type Unready = CompletionKnown | { kind: "missing" } | { kind: "key_reused" };

/** A completion that was begun before: its answer again, or its work if nobody is at it. */
async function finishKnown(call: CompleteCall, cart: OpenCart, known: Unready): Promise<CompleteReply> {
  switch (known.kind) {
    case "missing":
      throw problem("not_found");
    case "key_reused":
      throw problem("idempotency_key_reused");
    case "in_progress":
      throw problem("request_in_progress");
    case "known": {
      if (known.record.status === "cancelled" && !known.sameKey) throw cartClosed(known.record);
      if (!known.work) return answer(known.record, known.attempt, known.sameKey ? 201 : 200, known.sameKey);
      const record = await run(call, cart, known.record, known.work);
      return answer(record, attemptOf(record), known.sameKey ? 201 : 200, known.sameKey);
    }
  }
}

/** The one place that says what an attempt's end is over HTTP. */
function answer(
  record: RecordView,
  attempt: AttemptView,
  placedStatus: 200 | 201,
  replayed = false,
): CompleteReply {
  const refusal = refusalOf(record, attempt);
  if (refusal) throw refusal;
  const order = encodeOrder(record);
  if (!order) throw new Error(`ORD-3 ${record.id} has no frozen attempt to answer with`);
  const headers = replayed ? REPLAYED : {};
  if (record.status === "placed") return { status: placedStatus, body: order, headers };
  return {
    status: 202,
    body: order,
    headers: { ...headers, "retry-after": "2", location: order.status_url },
  };
}

function refusalOf(record: RecordView, { state, refusal, frozen }: AttemptView): ProblemError | null {
  if (!refusal || (state !== "refused" && state !== "undoing")) return null;
  switch (refusal.code) {
    case "insufficient_stock":
      return outOfStock(refusal.shortages, frozen?.lines ?? record.lines);
    case "limit_exceeded":
      return saleLimited(refusal.limits, frozen?.lines ?? record.lines);
    case "payment_declined":
      return problem("payment_declined", { members: { reason: refusal.reason } });
    case "deadline_passed":
      // While it is being undone the provider may still say that it was paid.
      return state === "refused" ? cartClosed(record) : null;
    case "payment_returned":
      return problem("payment_returned");
  }
}

/** INV-10 A cart that holds nothing yet is refused here while a refusal of its items is still good. */
function refuseSoldOut(record: RecordView): void {
  if (record.holdExpiresAtMs !== null) return;
  const known = soldOut.refuse(itemsOf(record.lines), Date.now());
  if (known) throw insufficientStock(known, record.lines);
}

function outOfStock(shortages: Parameters<typeof insufficientStock>[0], lines: readonly LineView[]) {
  const known = soldOut.refuse(itemsOf(lines), Date.now()) ?? [];
  const dated = shortages.map((shortage) => ({
    ...shortage,
    validUntilMs: known.find(({ itemId }) => itemId === shortage.itemId)?.validUntilMs,
  }));
  return insufficientStock(dated, lines);
}

function itemsOf(lines: readonly LineView[]) {
  return sumPerItem(lines as unknown as readonly CartLine[]);
}

function requireReady(record: RecordView): void {
  const missing = missingParts({ ...record, hasShippingAddress: record.shippingAddress !== null });
  if (missing.length === 0) return;
  throw problem("cart_incomplete", {
    errors: missing.map((part) => ({ pointer: `/${part}`, detail: "is missing" })),
  });
}

function attemptOf(record: RecordView): AttemptView {
  if (!record.attempt) throw new Error(`ORD-3 ${record.id} has no attempt`);
  return record.attempt;
}
