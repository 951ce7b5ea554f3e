import type { CheckoutCommand } from "../../contracts/messages/checkout-command.ts";
import type { OrderMessage } from "../../contracts/messages/order-event.ts";
import { isInFlight } from "../../domain/checkout/attempt.ts";
import { showOrderId } from "../../domain/kernel/record-id.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import type { Duty } from "../host/partition-host.ts";
import type { Due } from "../host/schedule.ts";
import type { ObjectsEnv } from "../settings.ts";
import { DUE, type OrdersContext } from "./orders-context.ts";
import type { StoredRecord } from "./record-rows.ts";

const EVENTS_SLICE = 100;
const QUEUE_BATCH_BYTES_MAX = 200_000;
/** A queue that refuses is down, not poisoned: its rows wait and are never parked. */
const QUEUE_RETRY_MS = 5_000;
const SWEEP_SLICE = 500;
const SWEEP_EVERY_MS = 3_600_000;

/** What the one alarm of an orders partition does, most urgent first, each in a bounded slice. */
export function ordersDuties(orders: OrdersContext, env: ObjectsEnv, partition: string): Duty[] {
  return [
    { kind: DUE.saga, batch: 50, run: (due) => remindSagas(orders, env, due) },
    { kind: DUE.drain, batch: 1, run: () => drainLog(orders, env, partition) },
    { kind: DUE.nudge, batch: 1, run: () => nudgeReader(orders, env, partition) },
    { kind: DUE.sweep, batch: 1, run: () => sweep(orders) },
  ];
}

/** Checkouts that nobody finished in time: past their deadline they are undone; all are handed to an executor. */
async function remindSagas(orders: OrdersContext, env: ObjectsEnv, due: Due[]): Promise<void> {
  const commands = await orders.host.commitOwn((_commit, nowMs) =>
    due.flatMap((row) => remindSaga(orders, row, nowMs)),
  );
  if (commands.length === 0) return;
  // Each row already has its next time: what could not be sent now is sent then.
  await sent(() => env.CHECKOUT_COMMANDS.sendBatch(commands.map((body) => ({ body }))));
}

function remindSaga(orders: OrdersContext, row: Due, nowMs: number): CheckoutCommand[] {
  let stored = orders.load(row.subject);
  for (const attempt of stored?.record.attempts.filter(isInFlight) ?? []) {
    if (!stored || nowMs < attempt.deadlineAtMs) continue;
    stored = orders.takeFacts(stored, attempt.n, [{ kind: "deadline_passed" }], nowMs);
  }
  const open = stored?.record.attempts.filter(isInFlight) ?? [];
  if (!stored || open.length === 0) {
    orders.host.schedule.remove(DUE.saga, row.subject);
    return [];
  }

  // Waits grow with the age of the attempt, but never past a deadline that is still to come.
  const { SAGA_REMIND_MS, SAGA_REMIND_MAX_MS } = orders.settings;
  const ageMs = nowMs - Math.max(...open.map((attempt) => attempt.startedAtMs));
  const nextMs = nowMs + Math.min(Math.max(ageMs / 4, SAGA_REMIND_MS), SAGA_REMIND_MAX_MS);
  const deadlines = open.map((attempt) => attempt.deadlineAtMs).filter((deadlineMs) => deadlineMs > nowMs);
  orders.host.schedule.put(DUE.saga, row.subject, Math.round(Math.min(nextMs, ...deadlines)));
  return [{ kind: "resume", order_id: showOrderId(stored.record.id) }];
}

/** EVT-1 Sends what the queue has not had. The cursor moves after the send: at least once, in order of positions. */
async function drainLog(orders: OrdersContext, env: ObjectsEnv, partition: string): Promise<void> {
  const { meta, schedule } = orders.host;
  const sentTo = meta.number("sent_to");
  const events = fitting(orders.log.eventsAfter(sentTo, EVENTS_SLICE, partition, meta.number("epoch")));
  const last = events.at(-1);
  if (last && !(await sent(() => env.ORDER_EVENTS.sendBatch(events.map((body) => ({ body })))))) {
    await orders.host.commitOwn((_commit, nowMs) => schedule.put(DUE.drain, "", nowMs + QUEUE_RETRY_MS));
    return;
  }

  await orders.host.commitOwn((_commit, nowMs) => {
    // Other requests ran while we sent: read again what is decided on.
    if (last) meta.set("sent_to", last.position);
    const more = orders.log.newestEventPosition() > (last?.position ?? sentTo);
    if (more) schedule.put(DUE.drain, "", nowMs);
    else schedule.remove(DUE.drain, "");
    if (last) schedule.ensure(DUE.nudge, "", nowMs + orders.settings.EVENTS_NUDGE_MS);
  });
}

/** Events that were sent and never acknowledged may be lost with the queue's memory: ask the reader to pull. */
async function nudgeReader(orders: OrdersContext, env: ObjectsEnv, partition: string): Promise<void> {
  const { meta, schedule } = orders.host;
  if (meta.number("projected_to") >= orders.log.newestEventPosition()) {
    await orders.host.commitOwn(() => schedule.remove(DUE.nudge, ""));
    return;
  }
  const message: OrderMessage = { kind: "sweep", partition };
  await sent(() => env.ORDER_EVENTS.send(message));
  await orders.host.commitOwn((_commit, nowMs) =>
    schedule.put(DUE.nudge, "", nowMs + orders.settings.EVENTS_NUDGE_MS),
  );
}

function sweep(orders: OrdersContext): Promise<void> {
  return orders.host.commitOwn((_commit, nowMs) => {
    const carts = orders.rows.expired(nowMs, SWEEP_SLICE);
    // ORD-4 As this group knows them: one that is being bought since a moment ago is nobody's to sweep.
    const over = carts.flatMap(({ id }) => {
      const stored = orders.records.load(id);
      return stored && isOver(stored, nowMs) ? [stored] : [];
    });
    for (const { logPosition } of over) orders.log.forgetSteps(logPosition);
    orders.records.remove(over.map(({ record }) => record.id));
    const keys = orders.keys.sweep(nowMs, SWEEP_SLICE);
    const waitMs = over.length + keys > 0 ? 0 : Math.min(SWEEP_EVERY_MS, orders.settings.CART_KEEP_MS);
    orders.host.schedule.put(DUE.sweep, "", nowMs + waitMs);
  });
}

function isOver({ record, expiresAtMs }: StoredRecord, nowMs: number): boolean {
  return record.status === "open" && !record.attempts.some(isInFlight) && expiresAtMs <= nowMs;
}

async function sent(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    logEvent("warn", "orders.queue_refused", describeError(error));
    return false;
  }
}

const encoder = new TextEncoder();

/** As many as one queue batch may hold. */
function fitting<Message>(messages: Message[]): Message[] {
  let bytes = 0;
  const taken: Message[] = [];
  for (const message of messages) {
    bytes += encoder.encode(JSON.stringify(message)).length;
    if (taken.length > 0 && bytes > QUEUE_BATCH_BYTES_MAX) break;
    taken.push(message);
  }
  return taken;
}
