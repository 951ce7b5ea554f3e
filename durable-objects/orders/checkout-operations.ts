import type {
  AskRecord,
  CompletionKnown,
  EventsResult,
  FenceKey,
  FenceResult,
  FreezeCart,
  FreezeResult,
  LogResult,
  PrepareCompletion,
  PrepareResult,
  ReadEvents,
  ReportFacts,
  ReportResult,
  ResumeResult,
} from "../../contracts/rpc/orders.ts";
import type { CartLine } from "../../domain/cart/cart-line.ts";
import { type Attempt, isInFlight, isRefusedByStock } from "../../domain/checkout/attempt.ts";
import { beginAttempt } from "../../domain/checkout/begin-attempt.ts";
import { lastAttempt, type OrderRecord } from "../../domain/order/record.ts";
import { loadOrBegin } from "./cart-operations.ts";
import type { OrdersContext } from "./orders-context.ts";
import type { StoredRecord } from "./record-rows.ts";
import { viewAttempt, viewRecord, workOf } from "./view-record.ts";

/** Somebody is at work on an attempt that moved this recently; after that it was left behind. */
const ABANDONED_AFTER_MS = 3_000;

/** The first step of `complete`: the open cart to be quoted, or what became of it before. Writes only when it takes over. */
export function prepareCompletion(
  orders: OrdersContext,
  ask: PrepareCompletion,
  nowMs: number,
): PrepareResult {
  const stored = loadOrBegin(orders, ask, nowMs);
  if (!stored) return { kind: "missing" };
  const known = knownCompletion(orders, stored, ask.idempotency, nowMs);
  return known ?? { kind: "ready", record: viewRecord(stored, nowMs) };
}

/** ORD-1 Freezes the cart and begins its order in one transaction. */
export function freezeCart(orders: OrdersContext, ask: FreezeCart, nowMs: number): FreezeResult {
  const stored = orders.load(ask.id);
  if (!stored) return { kind: "missing" };
  const known = knownCompletion(orders, stored, ask.idempotency, nowMs);
  if (known) return known;

  const begun = beginAttempt(
    stored.record,
    {
      request: ask.idempotency,
      frozen: {
        contentVersion: ask.contentVersion,
        lines: ask.lines as unknown as CartLine[],
        quote: ask.quote,
      },
      provider: ask.provider,
      token: ask.token,
      number: stored.record.number ?? orders.nextNumber(),
      paymentDeadlineMs: ask.paymentDeadlineMs,
      spreads: ask.spreads,
    },
    nowMs,
  );
  if (!begun.ok) {
    const { refusal } = begun;
    if (refusal.code === "too_many_attempts") return { kind: "too_many_attempts", allowed: refusal.allowed };
    return refusal.code === "content_changed" ? { kind: "content_changed" } : { kind: "in_progress" };
  }

  if (stored.record.number === null) orders.useNumber();
  const attempt = latest(begun.value);
  const holds = attempt.legs.map(({ place, holdId, items }) => ({ place, holdId, items: items.length }));
  const facts = {
    attempt: attempt.n,
    state: attempt.state,
    total: attempt.payment.amount,
    // PRC-10 The log tells it even of attempts that are reduced.
    ...(ask.grace ? { pricesLastRead: new Date(ask.grace.sinceMs).toISOString() } : {}),
    holds,
  };
  const written = orders.write(
    { ...stored, record: begun.value },
    { type: "checkout.securing", atMs: nowMs, facts },
    nowMs,
  );
  orders.keepReminder(begun.value, nowMs);
  return { kind: "begun", record: viewRecord(written, nowMs), work: workOf(attempt) };
}

/** What an executor or a provider's webhook learned. Stored before it is acknowledged. */
export function reportFacts(orders: OrdersContext, ask: ReportFacts, nowMs: number): ReportResult {
  const stored = orders.load(ask.id);
  const attempt = stored?.record.attempts.find((known) => known.n === ask.attempt);
  if (!stored || !attempt) return { kind: "missing" };

  const written = orders.takeFacts(stored, ask.attempt, ask.facts, nowMs);
  const after = written.record.attempts.find((known) => known.n === ask.attempt) ?? attempt;
  const learned = written !== stored;
  return { kind: "record", record: viewRecord(written, nowMs), learned, work: workOf(after) };
}

/** Hands the work of a record to another executor, and remembers that there is now more than one. */
export function resumeRecord(orders: OrdersContext, ask: AskRecord, nowMs: number): ResumeResult {
  const stored = orders.load(ask.id);
  if (!stored) return { kind: "missing" };
  if (!stored.record.attempts.some(isInFlight))
    return { kind: "record", record: viewRecord(stored, nowMs), work: [] };

  const taken = takeOver(orders, stored, nowMs);
  const work = taken.record.attempts.filter(isInFlight).map(workOf);
  return { kind: "record", record: viewRecord(taken, nowMs), work };
}

/** IDP-2 After a newer generation opened: this key's record, or a tombstone that refuses a late original. */
export function answerOrFence(orders: OrdersContext, ask: FenceKey, nowMs: number): FenceResult {
  const earlier = orders.keys.recall(ask.scope, nowMs);
  if (earlier && !orders.keys.isFence(earlier)) {
    return { kind: "found", id: earlier.made, requestHash: earlier.requestHash };
  }
  orders.keys.fence(ask.scope, nowMs);
  return { kind: "fenced" };
}

export function readLog(orders: OrdersContext, ask: AskRecord, nowMs: number): LogResult {
  const stored = orders.load(ask.id);
  if (!stored) return { kind: "missing" };
  return { kind: "log", record: viewRecord(stored, nowMs), log: orders.log.linesOf(stored.logPosition) };
}

/** EVT-1 The log from a reader's cursor on. Asking acknowledges everything up to it. */
export function readEvents(orders: OrdersContext, ask: ReadEvents, partition: string): EventsResult {
  const { meta } = orders.host;
  const epoch = meta.number("epoch");
  const after = ask.epoch === epoch ? ask.afterPosition : 0;
  if (after > meta.number("projected_to")) meta.set("projected_to", after);
  return { epoch, events: orders.log.eventsAfter(after, ask.limit, partition, epoch) };
}

/** What an earlier `complete` of this cart came to, under this key or another; null when a new attempt may begin. */
function knownCompletion(
  orders: OrdersContext,
  stored: StoredRecord,
  key: { scope: string; requestHash: string },
  nowMs: number,
): CompletionKnown | { kind: "key_reused" } | null {
  const { record } = stored;
  const own = record.attempts.find((attempt) => attempt.request.scope === key.scope);
  if (own && own.request.requestHash !== key.requestHash) return { kind: "key_reused" };
  const attempt = own ?? (record.status === "open" ? null : lastAttempt(record));
  if (!attempt || (own && isRepeatable(own) && record.status === "open")) return null;

  const sameKey = attempt === own;
  const isAtWork =
    attempt.state === "securing" || attempt.state === "confirming" || attempt.state === "undoing";
  if (!isAtWork) {
    return {
      kind: "known",
      attempt: viewAttempt(attempt),
      sameKey,
      record: viewRecord(stored, nowMs),
      work: null,
    };
  }
  if (nowMs - attempt.progressAtMs < ABANDONED_AFTER_MS) return { kind: "in_progress" };
  const taken = takeOver(orders, stored, nowMs);
  const ours = taken.record.attempts.find((known) => known.n === attempt.n) ?? attempt;
  return {
    kind: "known",
    attempt: viewAttempt(ours),
    sameKey,
    record: viewRecord(taken, nowMs),
    work: workOf(ours),
  };
}

/** A refusal of stock charged nothing, so the same request may simply try again. */
function isRepeatable(attempt: Attempt): boolean {
  return attempt.state === "refused" && isRefusedByStock(attempt);
}

/** Counts another executor in, and gives it as long as the one before had. */
function takeOver(orders: OrdersContext, stored: StoredRecord, nowMs: number): StoredRecord {
  const attempts = stored.record.attempts.map((attempt) =>
    isInFlight(attempt) ? { ...attempt, handouts: attempt.handouts + 1, progressAtMs: nowMs } : attempt,
  );
  return orders.write({ ...stored, record: { ...stored.record, attempts } }, null, nowMs);
}

function latest(record: OrderRecord): Attempt {
  const attempt = lastAttempt(record);
  if (!attempt) throw new Error(`ORD-3 ${record.id} began no attempt`);
  return attempt;
}
