import { CatalogEvent } from "../../../contracts/messages/catalog-event.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { keepIndex } from "./keep-index.ts";

/** A batch of `catalog-events`: however many say so, the index is brought up to date once. */
export async function consumeCatalogEvents(batch: MessageBatch, env: CatalogEnv): Promise<void> {
  const nudges: Message[] = [];
  for (const message of batch.messages) {
    if (CatalogEvent.safeParse(message.body).success) nudges.push(message);
    else {
      logEvent("error", "search.message_unreadable", { message_id: message.id, attempts: message.attempts });
      message.retry();
    }
  }
  if (nudges.length === 0) return;
  try {
    await keepIndex(env);
    for (const message of nudges) message.ack();
  } catch (error) {
    logEvent("warn", "search.keep_failed", { messages: nudges.length, ...describeError(error) });
    for (const message of nudges) message.retry();
  }
}
