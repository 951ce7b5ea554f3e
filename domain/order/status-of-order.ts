import { isInFlight } from "../checkout/attempt.ts";
import { lastAttempt, type OrderRecord } from "./record.ts";

export type OrderStatus = "pending" | "placed" | "payment_failed" | "cancelled";

/** How a record looks to those who see it as an order. Only meaningful once its cart was frozen. */
export function statusOfOrder(record: OrderRecord): OrderStatus {
  if (record.status === "placed" || record.status === "cancelled") return record.status;
  const attempt = lastAttempt(record);
  return attempt && isInFlight(attempt) ? "pending" : "payment_failed";
}
