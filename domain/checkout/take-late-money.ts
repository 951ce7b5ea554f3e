import { invariant } from "../kernel/invariant.ts";
import { lastAttempt, type OrderRecord } from "../order/record.ts";
import { type Attempt, moveTo } from "./attempt.ts";

/**
 * PAY-3 Money that arrives after an attempt ended gets one new attempt to hold the stock, if the cart is still what
 * was paid for and nothing else was bought with it; else it goes back in full.
 */
export function takeLateMoney(record: OrderRecord, attempt: Attempt): Attempt {
  invariant(
    attempt.state === "refused" && attempt.payment.status === "paid",
    "PAY-3 only money after the end is late",
  );
  const isUntouched =
    (record.status === "open" || record.status === "cancelled") &&
    lastAttempt(record)?.n === attempt.n &&
    attempt.frozen?.contentVersion === record.contentVersion;
  if (!isUntouched) return { ...moveTo(attempt, "refunding"), refusal: { code: "payment_returned" } };

  return {
    ...moveTo(attempt, "resecuring"),
    refusal: null,
    handouts: 1,
    legs: attempt.legs.map((leg) => ({
      ...leg,
      holdId: `${record.id}.${attempt.n}r.${leg.partition}`,
      replaces: [],
      state: "asked",
    })),
  };
}
