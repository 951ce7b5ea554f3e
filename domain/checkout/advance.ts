import { invariant } from "../kernel/invariant.ts";
import type { OrderEventType, OrderRecord } from "../order/record.ts";
import { applyFact } from "./apply-fact.ts";
import { type Attempt, type AttemptState, isInFlight } from "./attempt.ts";
import type { Fact } from "./facts.ts";
import { takeLateMoney } from "./take-late-money.ts";

/** What facts did to a record. `applied` are those that were news; none means that nothing is to be written. */
export type Advance = { record: OrderRecord; applied: Fact[]; events: OrderEventType[] };

/** ORD-3 Takes facts about one attempt into its record: the only rule that places, reopens or cancels. */
export function advance(record: OrderRecord, n: number, facts: readonly Fact[], nowMs: number): Advance {
  const applied: Fact[] = [];
  const events: OrderEventType[] = [];
  let current = record;
  for (const fact of facts) {
    const attempt = current.attempts.find((known) => known.n === n);
    const after = attempt ? applyFact(attempt, fact) : null;
    if (!attempt || !after) continue;
    applied.push(fact);
    // PAY-3 Money that came while it was being undone, or after.
    const isOver = after.state === "undoing" || after.state === "refused";
    const isLate = isOver && after.payment.status === "paid";
    const settled = isLate ? takeLateMoney(current, after) : after;
    const { record: followed, event } = follow(
      current,
      attempt.state,
      { ...settled, progressAtMs: nowMs },
      nowMs,
    );
    if (event) events.push(event);
    current = followed;
  }
  if (applied.length === 0) return { record, applied, events };

  const attempts = current.attempts.map((attempt) =>
    attempt.n === n ? countHandout(record, attempt) : attempt,
  );
  const written = {
    ...current,
    attempts,
    version: record.version + 1,
    sequence: record.sequence + events.length,
    updatedAtMs: nowMs,
  };
  return { record: written, applied, events };
}

/** HLD-3 A leg that is still to be held will be asked for again, while the first question may yet arrive. */
function countHandout(before: OrderRecord, attempt: Attempt): Attempt {
  const earlier = before.attempts
    .find((known) => known.n === attempt.n)
    ?.legs.filter((leg) => leg.state === "asked");
  const asksAgain = attempt.state === "securing" || attempt.state === "resecuring";
  const isRepeated = attempt.legs.some(
    (leg) => leg.state === "asked" && earlier?.some((known) => known.holdId === leg.holdId),
  );
  return asksAgain && isRepeated ? { ...attempt, handouts: attempt.handouts + 1 } : attempt;
}

/** What an attempt's new state means for the record around it. */
function follow(
  record: OrderRecord,
  before: AttemptState,
  attempt: Attempt,
  nowMs: number,
): { record: OrderRecord; event: OrderEventType | null } {
  const attempts = record.attempts.map((other) => (other.n === attempt.n ? attempt : other));
  const next = { ...record, attempts };
  const wasPlaced = before === "placed" || before === "settled";
  const isPlaced = attempt.state === "placed" || attempt.state === "settled";

  if (isPlaced && !wasPlaced) {
    invariant(record.status !== "placed", `ORD-1 ${record.id} is an order already`);
    return {
      record: { ...next, status: "placed", placedAtMs: nowMs, cancelReason: null },
      event: "order.placed",
    };
  }
  if (attempt.state === "resecuring" && before === "refused") {
    return { record: { ...next, status: "checking_out" }, event: null };
  }
  if (attempt.state !== "refused" || before === "refused") return { record: next, event: null };

  if (attempt.refusal?.code === "payment_returned") {
    return { record: { ...next, status: statusAfterReturn(next) }, event: "order.payment_returned" };
  }
  if (attempt.refusal?.code === "deadline_passed") {
    return {
      record: { ...next, status: "cancelled", cancelReason: "payment_deadline_passed" },
      event: "order.cancelled",
    };
  }
  return { record: { ...next, status: "open" }, event: null };
}

/** Returned money of an old attempt leaves a placed order, an open cart or a newer attempt as it is. */
function statusAfterReturn(record: OrderRecord): OrderRecord["status"] {
  if (record.status !== "checking_out" || record.attempts.some(isInFlight)) return record.status;
  return record.cancelReason === null ? "open" : "cancelled";
}
