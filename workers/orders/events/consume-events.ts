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

  await settle(
    events.map(({ message }) => message),
    () =>
      applyEvents(
        env.DB,
        events.map(({ event }) => event),
      ),
  );
  for (const [partition, messages] of nudged) await settle(messages, () => sweepPartition(env, partition));
}

async function settle(messages: readonly Message[], work: () => Promise<void>): Promise<void> {
  if (messages.length === 0) return;
  try {
    await work();
    for (const message of messages) message.ack();
  } catch (error) {
    logEvent("warn", "orders.apply_failed", { messages: messages.length, ...describeError(error) });
    for (const message of messages) message.retry();
  }
}
