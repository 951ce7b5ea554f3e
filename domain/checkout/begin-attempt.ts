import { pickShard } from "../inventory/pick-shard.ts";
import { type PlacedUnits, placeUnits, type Spread } from "../inventory/stock-place.ts";
import { haveSameUnits, sumPerItem } from "../inventory/sum-per-item.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import { lastAttempt, type OrderRecord } from "../order/record.ts";
import { type Attempt, type Frozen, type HoldLeg, isInFlight, isRefusedByStock } from "./attempt.ts";
import { makeLegs } from "./make-legs.ts";

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
  /** Hot items of the cart, as far as the asker knows them. */
  spreads: readonly Spread[];
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
    ...legsOf(record, ask, n, nowMs),
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

/** An attempt that stock refused charged nothing and left nothing: it neither counts nor is kept. */
function isWorthKeeping(attempt: Attempt): boolean {
  return attempt.payment.id !== null || !isRefusedByStock(attempt);
}

/** What an attempt that is over must still tell: its payment, its key and why it ended. Keeps the record small. */
function reduce(attempt: Attempt): Attempt {
  return { ...attempt, frozen: null, legs: [], leftovers: [] };
}

/** INV-5 One leg per place. An early hold of the same units is pinned where it lives; one of other units is replaced. */
function legsOf(
  record: OrderRecord,
  { frozen, spreads }: BeginAsk,
  n: number,
  nowMs: number,
): Pick<Attempt, "legs" | "leftovers" | "legsMade" | "pick"> {
  const pick = pickShard(record.id);
  const placed = placeUnits(sumPerItem(frozen.lines), spreads, pick);
  const early = record.earlyHold;
  const earlyLives = early !== null && early.expiresAtMs - nowMs > HOLD_MARGIN_MS;

  const adopted = earlyLives ? early.legs.filter((held) => placed.some((leg) => isFor(held, leg))) : [];
  const asked = placed.filter((leg) => !adopted.some((held) => isFor(held, leg)));
  const others = early?.legs.filter((held) => !adopted.includes(held)) ?? [];
  const { legs, leftovers, legsMade } = makeLegs(asked, others, `${record.id}.${n}`, 0);
  const kept = adopted.map(
    (held): HoldLeg => ({ ...held, isAdopted: true, seen: [], replaces: [], state: "asked" }),
  );
  return { legs: [...kept, ...legs], leftovers, legsMade, pick };
}

function isFor(held: PlacedUnits, leg: PlacedUnits): boolean {
  return haveSameUnits(held.items, leg.items);
}
