import type { CartLine } from "../cart/cart-line.ts";
import type { RecordId } from "../kernel/record-id.ts";
import type { CartReader, OrderRecord } from "./record.ts";

/** A cart as it is born. Whether it was ever written makes no difference to what it is. */
export function beginRecord(
  birth: { id: RecordId; currency: string; createdAtMs: number; reader?: CartReader | undefined },
  lines: readonly CartLine[],
): OrderRecord {
  return {
    id: birth.id,
    status: "open",
    version: 1,
    contentVersion: 1,
    currency: birth.currency,
    ...(birth.reader ? { reader: birth.reader } : {}),
    lines,
    country: null,
    shippingOptionId: null,
    earlyHold: null,
    holdsTaken: 0,
    holdsRefused: 0,
    number: null,
    attempts: [],
    sequence: 0,
    cancelReason: null,
    createdAtMs: birth.createdAtMs,
    updatedAtMs: birth.createdAtMs,
    placedAtMs: null,
  };
}
