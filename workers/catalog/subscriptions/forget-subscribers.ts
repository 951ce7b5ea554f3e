import { type SQL, sql } from "drizzle-orm";
import type { Write } from "../../../platform/d1/commit-together.ts";

/** Erases those of the chosen addresses that neither a subscription nor a notification names any more. */
export function forgetUnnamedSubscribers(chosen: SQL): Write {
  return sql`DELETE FROM stock_subscriber WHERE id IN (${chosen})
    AND NOT EXISTS (SELECT 1 FROM stock_subscription WHERE subscriber_id = stock_subscriber.id)
    AND NOT EXISTS (SELECT 1 FROM stock_notification WHERE subscriber_id = stock_subscriber.id)`;
}
