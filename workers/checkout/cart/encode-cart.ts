import type { z } from "zod";
import type { Cart, CartLine, Totals } from "../../../contracts/http/store/cart.ts";
import type { LineView, RecordView } from "../../../contracts/rpc/orders.ts";
import { DEFAULT_CHANNEL } from "../../../domain/catalog/resolve-shelf.ts";
import { type RecordId, showCartId, showOrderId } from "../../../domain/kernel/record-id.ts";
import type { Money } from "../../../domain/money/money.ts";
import { keptStepAt, readStep } from "../../../domain/pricing/kept-steps.ts";
import type { PricingBundle } from "../../../domain/pricing/pricing-bundle.ts";
import type { Quote } from "../../../domain/pricing/quote.ts";
import { quoteToShow } from "./quote-record.ts";

const STATUS = {
  open: "open",
  checking_out: "checking_out",
  placed: "completed",
  cancelled: "cancelled",
} as const;

/** A cart as shoppers see it: whole, with its totals, so that a client needs no read after a write. */
export function encodeCart(record: RecordView, bundle: PricingBundle): Cart {
  const frozen = record.status === "open" ? null : (record.attempt?.frozen ?? null);
  const lines = frozen?.lines ?? record.lines;
  const quote = frozen ? (frozen.quote as unknown as Quote) : quoteToShow(record, bundle);
  return {
    id: showCartId(record.id as RecordId),
    status: STATUS[record.status],
    version: record.version,
    currency: record.currency,
    channel: record.reader?.channel ?? DEFAULT_CHANNEL,
    market: record.reader?.market ?? null,
    email: record.email,
    shipping_address: record.shippingAddress,
    billing_address: record.billingAddress,
    shipping_option_id: quote.shipping?.optionId ?? (frozen ? null : chosenOption(record, bundle)),
    lines: encodeLines(lines, quote),
    totals: encodeTotals(quote),
    hold: record.holdExpiresAtMs === null ? null : { expires_at: iso(record.holdExpiresAtMs) },
    order_id: record.number === null ? null : showOrderId(record.id as RecordId),
    created_at: iso(record.createdAtMs),
    updated_at: iso(record.updatedAtMs),
    expires_at: iso(record.expiresAtMs),
  };
}

export function encodeLines(lines: readonly LineView[], quote: Quote): z.infer<typeof CartLine>[] {
  const quoted = new Map(quote.lines.map((line) => [line.lineId, line]));
  return lines.map((line) => {
    const priced = quoted.get(line.id);
    if (!priced) throw new Error(`PRC-2 line ${line.id} has no quote`);
    const kept = keptStepAt(line.priceSteps ?? [], line.quantity);
    const step = kept && readStep(kept);
    return {
      id: line.id,
      variant_id: line.variantId,
      product_id: line.productId,
      product_handle: line.productHandle,
      product_title: line.productTitle,
      variant_title: line.variantTitle,
      sku: line.sku,
      quantity: line.quantity,
      unit_price: wire(priced.unitPrice),
      min_quantity: step?.minQuantity ?? 1,
      compare_at: step ? compareAtOf(step, priced.unitPrice) : null,
      price_includes_tax: priced.priceIncludesTax ?? quote.pricesIncludeTax,
      subtotal: wire(priced.subtotal),
      tax: wire(priced.tax),
      total: wire(priced.total),
      requires_shipping: line.requiresShipping,
    };
  });
}

function compareAtOf({ compareAt }: { compareAt: number | null }, { currency }: Money) {
  return compareAt === null ? null : { amount: compareAt, currency };
}

export function encodeTotals(quote: Quote): z.infer<typeof Totals> {
  return {
    subtotal: wire(quote.subtotal),
    shipping: wire(quote.shippingTotal),
    tax: wire(quote.taxTotal),
    total: wire(quote.total),
    prices_include_tax: quote.pricesIncludeTax,
    rounding: quote.rounding,
    taxes: quote.taxes.map(({ name, ratePpm, net, tax }) => ({
      name,
      rate_ppm: ratePpm,
      net: wire(net),
      tax: wire(tax),
    })),
    pricing_version: quote.bundleVersion,
  };
}

export function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function wire({ amount, currency }: Money): { amount: number; currency: string } {
  return { amount, currency };
}

/** An option stays chosen while nothing needs shipping yet, but not when it no longer applies. */
function chosenOption(record: RecordView, bundle: PricingBundle): string | null {
  const needsShipping = record.lines.some((line) => line.requiresShipping);
  return needsShipping || !bundle.shippingOptions.some((option) => option.id === record.shippingOptionId)
    ? null
    : record.shippingOptionId;
}
