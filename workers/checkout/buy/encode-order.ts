import type { Order } from "../../../contracts/http/store/order.ts";
import type { RecordView } from "../../../contracts/rpc/orders.ts";
import { type RecordId, showOrderId } from "../../../domain/kernel/record-id.ts";
import type { Quote } from "../../../domain/pricing/quote.ts";
import { encodeLines, encodeTotals, iso } from "../cart/encode-cart.ts";
import { lineSources } from "./line-sources.ts";

const PAYMENT_STATUS = {
  none: "not_started",
  created: "pending",
  pending: "pending",
  requires_action: "requires_action",
  unknown: "unknown",
  paid: "paid",
  declined: "declined",
  cancelled: "cancelled",
  refunded: "refunded",
} as const;

/** An order as its buyer sees it, or null for a cart that was never frozen. Rendered from what was frozen. */
export function encodeOrder(record: RecordView): Order | null {
  const { attempt, number } = record;
  if (!attempt?.frozen || number === null || record.orderStatus === null) return null;
  const quote = attempt.frozen.quote as unknown as Quote;
  const id = showOrderId(record.id as RecordId);
  const { provider, status, nextActionUrl } = attempt.payment;
  const sourced = lineSources(attempt);
  return {
    id,
    number,
    status: record.orderStatus,
    currency: record.currency,
    email: record.email,
    shipping_address: record.shippingAddress,
    billing_address: record.billingAddress,
    shipping_option: quote.shipping && { id: quote.shipping.optionId, name: quote.shipping.name },
    lines: encodeLines(attempt.frozen.lines, quote).map((line) => ({
      ...line,
      awaiting_stock: sourced?.get(line.id)?.awaiting ?? null,
    })),
    totals: encodeTotals(quote),
    payment: {
      provider,
      status: PAYMENT_STATUS[status as keyof typeof PAYMENT_STATUS],
      next_action: nextAction(status, nextActionUrl),
    },
    cancel_reason: record.cancelReason,
    status_url: `/v1/store/orders/${id}`,
    created_at: iso(record.createdAtMs),
    placed_at: record.placedAtMs === null ? null : iso(record.placedAtMs),
  };
}

function nextAction(status: string, url: string | null): Order["payment"]["next_action"] {
  if (status === "requires_action") return { type: "redirect", url };
  if (status === "pending" || status === "unknown") return { type: "wait", url: null };
  return null;
}
