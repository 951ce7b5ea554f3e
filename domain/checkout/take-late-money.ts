import { invariant } from "../kernel/invariant.ts";
import { lastAttempt, type OrderRecord } from "../order/record.ts";
import { type Attempt, moveTo } from "./attempt.ts";

/**
 * PAY-3 Money that arrives while an attempt is being undone, or after, gets one new attempt to hold the stock, if the
 * cart is still what was paid for and nothing else was bought with it; else it goes back in full. The old holds are
 * never trusted: an executor may be releasing them right now. New ones replace them, in one transaction of the stock.
 */
export function takeLateMoney(record: OrderRecord, attempt: Attempt): Attempt {
  invariant(attempt.payment.status === "paid", "PAY-3 only money that came is late");
  const isUntouched =
    record.status !== "placed" &&
    lastAttempt(record)?.n === attempt.n &&
    attempt.frozen?.contentVersion === record.contentVersion;
  const wasHeld = attempt.legs.every((leg) => leg.state === "pinned" || leg.state === "released");
  if (!isUntouched || !wasHeld)
    return { ...moveTo(attempt, "refunding"), refusal: { code: "payment_returned" } };

  return {
    ...moveTo(attempt, "resecuring"),
    refusal: null,
    // Whoever reported the money and whoever was undoing may both ask now: refusals are sealed from the start.
    handouts: 2,
    legsMade: attempt.legsMade + attempt.legs.length,
    legs: attempt.legs.map((leg, index) => ({
      place: leg.place,
      holdId: `${record.id}.${attempt.n}.${attempt.legsMade + index + 1}`,
      items: leg.items,
      seen: leg.seen,
      replaces: [{ holdId: leg.holdId, items: leg.items }, ...leg.replaces],
      state: "asked",
    })),
  };
}
