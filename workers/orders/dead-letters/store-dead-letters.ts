import type { OrdersEnv } from "../env.ts";

/** A batch of a dead-letter queue: kept where staff can see it. A message that comes twice is kept once. */
export async function storeDeadLetters(batch: MessageBatch, env: OrdersEnv): Promise<void> {
  const queue = batch.queue.replace(/-dlq$/, "");
  const rows = batch.messages.map((message) => ({
    id: `dead_${message.id}`,
    queue,
    body: JSON.stringify(message.body) ?? "null",
    attempts: message.attempts,
    failed_at_ms: message.timestamp.getTime(),
  }));

  await env.DB.prepare(
    `INSERT INTO dead_letter (id, queue, body, attempts, failed_at_ms)
     SELECT value ->> 'id', value ->> 'queue', value ->> 'body', value ->> 'attempts', value ->> 'failed_at_ms'
     FROM json_each(?) WHERE true ON CONFLICT (id) DO NOTHING`,
  )
    .bind(JSON.stringify(rows))
    .run();
  batch.ackAll();
}
