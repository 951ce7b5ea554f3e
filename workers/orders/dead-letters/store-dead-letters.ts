import type { OrdersEnv } from "../env.ts";

/** A batch of a dead-letter queue: kept where staff can see it. A message that comes twice is kept once. */
export async function storeDeadLetters(batch: MessageBatch, env: OrdersEnv): Promise<void> {
  const queue = batch.queue.replace(/-dlq$/, "");
  const insert = env.DB.prepare(
    `INSERT INTO dead_letter (id, queue, body, attempts, failed_at_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  await env.DB.batch(
    batch.messages.map((message) =>
      insert.bind(
        `dead_${message.id}`,
        queue,
        JSON.stringify(message.body) ?? "null",
        message.attempts,
        message.timestamp.getTime(),
      ),
    ),
  );
  batch.ackAll();
}
