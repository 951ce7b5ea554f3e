import type { CartLine } from "../cart/cart-line.ts";
import type { Attempt } from "../checkout/attempt.ts";
import type { PlacedUnits } from "../inventory/stock-place.ts";
import type { RecordId } from "../kernel/record-id.ts";

/** Stock reserved ahead of payment; logged here before it is asked for. */
export type EarlyHold = {
  readonly legs: readonly (PlacedUnits & { readonly holdId: string })[];
  readonly sinceMs: number;
  readonly expiresAtMs: number;
};

/** Whose prices a cart has: those of the key that it was begun with. */
export type CartReader = {
  readonly channel: string;
  readonly market: string | null;
  readonly priceGroup: string | null;
};

/**
 * A cart and the order it becomes: one record in two lives (ORD-1). Personal data is not in it, but in a row of its
 * own beside it. Times are milliseconds since the epoch.
 */
export type OrderRecord = {
  readonly id: RecordId;
  readonly status: "open" | "checking_out" | "placed" | "cancelled";
  /** Rises with everything a reader could see change: the ETag. */
  readonly version: number;
  /** Rises when what is bought, where it goes or who buys changes: what a frozen attempt refers to. */
  readonly contentVersion: number;
  readonly currency: string;
  /** Where and to whom it is sold, for its whole life; absent: in channel `web`, to everybody. */
  readonly reader?: CartReader;
  readonly lines: readonly CartLine[];
  readonly country: string | null;
  readonly shippingOptionId: string | null;
  readonly earlyHold: EarlyHold | null;
  /** How many early holds were asked for (each has ids of its own) and how many of them were refused. */
  readonly holdsTaken: number;
  readonly holdsRefused: number;
  readonly number: string | null;
  readonly attempts: readonly Attempt[];
  /** How many events it has emitted; each carries its own, so a projection can tell newer from older. */
  readonly sequence: number;
  readonly cancelReason: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly placedAtMs: number | null;
};

export type OrderEventType = "order.placed" | "order.cancelled" | "order.payment_returned";

export function lastAttempt(record: OrderRecord): Attempt | null {
  return record.attempts.at(-1) ?? null;
}
