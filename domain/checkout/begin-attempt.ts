import { groupByPartition } from "../inventory/group-by-partition.ts";
import { haveSameUnits, sumPerItem } from "../inventory/sum-per-item.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { lastAttempt, type OrderRecord } from "../order/record.ts";
import { type Attempt, type Frozen, type HoldLeg, isInFlight } from "./attempt.ts";

/** A cart may be tried this often: card testing and runaway clients end here. */
export const ATTEMPTS_MAX = 20;
/** An early hold this close to its end is asked for anew rather than raced. */
const HOLD_MARGIN_MS = 2_000;

export type BeginAsk = {
  request: Attempt["request"];
  frozen: Frozen;
  provider: string;
  token: string | null;
  number: string;
  paymentDeadlineMs: number;
};

export type BeginRefusal =
  | { code: "already_ordered" }
  | { code: "cancelled" }
  | { code: "in_progress" }
  | { code: "content_changed" }
  | { code: "too_many_attempts"; allowed: number };

/**
 * ORD-1 Freezing the cart and beginning its order are one write. Refuses unless the cart is open and exactly what
 * was quoted. Hold ids and the payment key are made here, so they are logged before anybody is asked.
 */
export function beginAttempt(
  record: OrderRecord,
  ask: BeginAsk,
  nowMs: number,
): Result<OrderRecord, BeginRefusal> {
  if (record.status === "placed") return refuse({ code: "already_ordered" });
  if (record.status === "cancelled") return refuse({ code: "cancelled" });
  const earlier = lastAttempt(record);
  if (record.status === "checking_out" || (earlier && isInFlight(earlier)))
    return refuse({ code: "in_progress" });
  if (record.contentVersion !== ask.frozen.contentVersion) return refuse({ code: "content_changed" });
  if (record.attempts.filter(isWorthKeeping).length >= ATTEMPTS_MAX)
    return refuse({ code: "too_many_attempts", allowed: ATTEMPTS_MAX });

  const n = (earlier?.n ?? 0) + 1;
  const attempt: Attempt = {
    n,
    state: "securing",
    request: ask.request,
    frozen: ask.frozen,
    ...heldOf(record, ask.frozen, n, nowMs),
    payment: {
      provider: ask.provider,
      token: ask.token,
      key: `${record.id}.${n}`,
      id: null,
      // PAY-4 What is charged is what was quoted.
      amount: ask.frozen.quote.total,
      status: "none",
      nextActionUrl: null,
    },
    refusal: null,
    handouts: 1,
    startedAtMs: nowMs,
    progressAtMs: nowMs,
    deadlineAtMs: nowMs + ask.paymentDeadlineMs,
  };
  return ok({
    ...record,
    status: "checking_out",
    version: record.version + 1,
    number: record.number ?? ask.number,
    earlyHold: null,
    attempts: [...record.attempts.filter(isWorthKeeping).map(reduce), attempt],
    updatedAtMs: nowMs,
  });
}

/** An attempt that ended for want of stock charged nothing and left nothing: it neither counts nor is kept. */
function isWorthKeeping(attempt: Attempt): boolean {
  return attempt.payment.id !== null || attempt.refusal?.code !== "insufficient_stock";
}

/** What an attempt that is over must still tell: its payment, its key and why it ended. Keeps the record small. */
function reduce(attempt: Attempt): Attempt {
  return { ...attempt, frozen: null, legs: [], leftovers: [] };
}

/** INV-5 One leg per stock partition. An early hold of the same units is pinned; one of other units is replaced. */
function heldOf(
  record: OrderRecord,
  frozen: Frozen,
  n: number,
  nowMs: number,
): Pick<Attempt, "legs" | "leftovers"> {
  const early = record.earlyHold;
  const earlyLives = early !== null && early.expiresAtMs - nowMs > HOLD_MARGIN_MS;

  const legs = groupByPartition(sumPerItem(frozen.lines)).map(({ partition, items }): HoldLeg => {
    const held = early?.legs.find((leg) => leg.partition === partition);
    if (held && earlyLives && haveSameUnits(held.items, items)) {
      return { partition, holdId: held.holdId, items, replaces: [], state: "asked" };
    }
    const replaces = held ? [{ holdId: held.holdId, items: held.items }] : [];
    return { partition, holdId: `${record.id}.${n}.${partition}`, items, replaces, state: "asked" };
  });
  const leftovers = early?.legs.filter((held) => !legs.some((leg) => leg.partition === held.partition)) ?? [];
  return { legs, leftovers };
}
