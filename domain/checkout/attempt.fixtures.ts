import type { CartLine } from "../cart/cart-line.ts";
import { composeItemId } from "../kernel/item-id.ts";
import { composeRecordId } from "../kernel/record-id.ts";
import { beginRecord } from "../order/begin-record.ts";
import type { OrderRecord } from "../order/record.ts";
import { beginAttempt } from "./begin-attempt.ts";

const PRICE = { amount: 1000, currency: "EUR" };

/** One unit of an item that lives in this stock partition. */
export function lineIn(partition: number, quantity = 1): CartLine {
  return {
    id: `line_${partition}`,
    variantId: `var_${partition}`,
    productId: "prod",
    productHandle: "tee",
    productTitle: "Tee",
    variantTitle: "One size",
    sku: `TEE-${partition}`,
    itemId: composeItemId(partition, "0".repeat(20)),
    unitPrice: PRICE,
    taxCategory: "standard",
    requiresShipping: false,
    quantity,
  };
}

export function openRecord(lines: CartLine[] = [lineIn(0), lineIn(1)]): OrderRecord {
  const id = composeRecordId({ placement: 0, generation: 1, partition: 3 }, "0123456789abcdefghjk");
  return beginRecord({ id, currency: "EUR", createdAtMs: 0 }, lines);
}

/** The record with a first or further attempt begun. */
export function begun(record: OrderRecord = openRecord(), nowMs = 0): OrderRecord {
  const frozen = { contentVersion: record.contentVersion, lines: record.lines, quote: { total: PRICE } };
  const ask = {
    request: { scope: "s", requestHash: "h" },
    frozen,
    provider: "test",
    token: "tok",
    number: "AAAAA-BBBBB",
    paymentDeadlineMs: 900_000,
    spreads: [],
  };
  const result = beginAttempt(record, ask, nowMs);
  if (!result.ok) throw new Error(`not begun: ${result.refusal.code}`);
  return result.value;
}
