import { type OrderEvent, OrderMessage } from "../../../contracts/messages/order-event.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { OrdersEnv } from "../env.ts";
import { applyEvents } from "./apply-events.ts";
import { sweepPartition } from "./sweep-partitions.ts";

/** A batch of `order-events`: everything readable is applied together; what is not is retried, then dead-lettered. */
export async function consumeEvents(batch: MessageBatch, env: OrdersEnv): Promise<void> {
  const events: { message: Message; event: OrderEvent }[] = [];
  const nudged = new Map<string, Message[]>();
  for (const message of batch.messages) {
    const read = OrderMessage.safeParse(message.body);
    if (!read.success) {
      logEvent("error", "orders.message_unreadable", { message_id: message.id, attempts: message.attempts });
      message.retry();
    } else if (read.data.kind === "event") {
      events.push({ message, event: read.data });
    } else {
      nudged.set(read.data.partition, [...(nudged.get(read.data.partition) ?? []), message]);
    }
  }

  await applyAll(env, events);
  for (const [partition, messages] of nudged) await settle(messages, () => sweepPartition(env, partition));
}

/** Together, or, should one of them be more than the database takes, one by one: only that one is retried then. */
async function applyAll(
  env: OrdersEnv,
  events: readonly { message: Message; event: OrderEvent }[],
): Promise<void> {
  const messages = events.map(({ message }) => message);
  const isApplied = await settle(
    messages,
    () =>
      applyEvents(
        env.DB,
        events.map(({ event }) => event),
      ),
    events.length === 1,
  );
  if (isApplied || events.length <= 1) return;
  for (const { message, event } of events) await settle([message], () => applyEvents(env.DB, [event]));
}

/** Acknowledges what was done; what failed is retried, unless the caller has another way. */
async function settle(
  messages: readonly Message[],
  work: () => Promise<void>,
  isLast = true,
): Promise<boolean> {
  if (messages.length === 0) return true;
  try {
    await work();
    for (const message of messages) message.ack();
    return true;
  } catch (error) {
    logEvent("warn", "orders.apply_failed", { messages: messages.length, ...describeError(error) });
    if (isLast) for (const message of messages) message.retry();
    return false;
  }
}
