import type { OrderSnapshot } from "../../contracts/messages/order-event.ts";
import type {
  AttemptView,
  CommandView,
  LineView,
  RecordView,
  SourcedView,
  Work,
} from "../../contracts/rpc/orders.ts";
import { type Attempt, type HoldLeg, isInFlight } from "../../domain/checkout/attempt.ts";
import { planOf } from "../../domain/checkout/plan-of.ts";
import type { HoldSources } from "../../domain/inventory/hold-sources.ts";
import { showOrderId } from "../../domain/kernel/record-id.ts";
import { lastAttempt, type OrderRecord } from "../../domain/order/record.ts";
import { statusOfOrder } from "../../domain/order/status-of-order.ts";
import type { StoredRecord } from "./record-rows.ts";

/** A record as callers see it: no payment tokens, no keys, no hold ids. */
export function viewRecord({ record, person, expiresAtMs }: StoredRecord, nowMs: number): RecordView {
  const attempt = lastAttempt(record);
  const holdEndsMs = record.earlyHold?.expiresAtMs ?? null;
  return {
    id: record.id,
    status: record.status,
    version: record.version,
    contentVersion: record.contentVersion,
    currency: record.currency,
    reader: record.reader ?? null,
    lines: [...record.lines] as unknown as LineView[],
    country: record.country,
    shippingOptionId: record.shippingOptionId,
    ...person,
    holdExpiresAtMs: holdEndsMs !== null && holdEndsMs > nowMs ? holdEndsMs : null,
    number: record.number,
    orderStatus: attempt && statusOfOrder(record),
    attempt: attempt && viewAttempt(attempt),
    cancelReason: record.cancelReason,
    createdAtMs: record.createdAtMs,
    updatedAtMs: record.updatedAtMs,
    expiresAtMs,
    placedAtMs: record.placedAtMs,
  };
}

export function workOf(attempt: Attempt): Work {
  return { attempt: attempt.n, plan: planOf(attempt) as CommandView[][] };
}

/** The order as its events show it. Nothing personal. */
export function snapshotOrder(record: OrderRecord): OrderSnapshot {
  const attempt = lastAttempt(record);
  const lines = attempt?.frozen?.lines ?? record.lines;
  const total = attempt?.frozen?.quote.total ??
    attempt?.payment.amount ?? { amount: 0, currency: record.currency };
  return {
    id: showOrderId(record.id),
    number: record.number ?? "",
    status: statusOfOrder(record),
    currency: record.currency,
    total,
    units: lines.reduce((sum, line) => sum + line.quantity, 0),
    line_count: lines.length,
    lines: lines.map((line) => ({
      variant_id: line.variantId,
      sku: line.sku,
      title: `${line.productTitle} · ${line.variantTitle}`,
      quantity: line.quantity,
      unit_price: line.unitPrice,
    })),
    payment: { provider: attempt?.payment.provider ?? "", status: attempt?.payment.status ?? "none" },
    cancel_reason: record.cancelReason,
    created_at: new Date(record.createdAtMs).toISOString(),
    placed_at: record.placedAtMs === null ? null : new Date(record.placedAtMs).toISOString(),
    updated_at: new Date(record.updatedAtMs).toISOString(),
  };
}

export function viewAttempt(attempt: Attempt): AttemptView {
  const { provider, status, nextActionUrl } = attempt.payment;
  return {
    n: attempt.n,
    state: attempt.state,
    refusal: attempt.refusal as AttemptView["refusal"],
    payment: { provider, status, nextActionUrl },
    frozen: attempt.frozen && {
      lines: [...attempt.frozen.lines] as unknown as LineView[],
      quote: attempt.frozen.quote,
    },
    held: viewHeld(attempt),
    isInFlight: isInFlight(attempt),
  };
}

/** Null while something of it is not held, and for orders of a time when this was not kept. */
function viewHeld({ legs }: Attempt): AttemptView["held"] {
  const isHeld = (leg: HoldLeg) => leg.state === "pinned" || leg.state === "committed";
  const held = legs.flatMap((leg) =>
    isHeld(leg) && leg.sources ? [{ items: [...leg.items], sources: viewSources(leg.sources) }] : [],
  );
  return legs.length > 0 && held.length === legs.length ? held : null;
}

function viewSources(sources: HoldSources): SourcedView["sources"] {
  return sources.map(({ location, units }) => ({ location, units: [...units] }));
}
