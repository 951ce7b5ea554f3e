import { StockEvent } from "../../../contracts/messages/stock-event.ts";
import type { HeardSignal } from "../../../domain/catalog/follow-signals.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { applySignals } from "./apply-signals.ts";
import { confirmSignals } from "./confirm-signals.ts";

type Received = { message: Message; signal: HeardSignal };

/** A batch of `stock-events`: everything readable is applied together; what is not is retried, then dead-lettered. */
export async function consumeStockEvents(
  batch: MessageBatch,
  env: CatalogEnv,
  context: ExecutionContext,
): Promise<void> {
  const received: Received[] = [];
  for (const message of batch.messages) {
    const read = StockEvent.safeParse(message.body);
    if (read.success) received.push({ message, signal: readSignal(read.data) });
    else {
      logEvent("error", "catalog.message_unreadable", { message_id: message.id, attempts: message.attempts });
      message.retry();
    }
  }

  const versions = await applyAll(env, received);
  // Whoever is not told that we have his news sends it again: nothing is lost, and nobody waits for it.
  if (versions.size > 0) await confirmSignals(env, versions, (work) => context.waitUntil(work));
}

/** Together, or, should one of them be more than the database takes, one by one: only that one is retried then. */
async function applyAll(env: CatalogEnv, received: readonly Received[]): Promise<Map<string, number>> {
  if (received.length === 0) return new Map();
  try {
    return await applyAndAcknowledge(env, received);
  } catch (error) {
    logEvent("warn", "catalog.apply_failed", { messages: received.length, ...describeError(error) });
  }

  const versions = new Map<string, number>();
  for (const one of received) {
    try {
      for (const [itemId, version] of await applyAndAcknowledge(env, [one])) versions.set(itemId, version);
    } catch (error) {
      logEvent("warn", "catalog.apply_failed", { messages: 1, ...describeError(error) });
      one.message.retry();
    }
  }
  return versions;
}

async function applyAndAcknowledge(
  env: CatalogEnv,
  received: readonly Received[],
): Promise<Map<string, number>> {
  const signals = received.map(({ signal }) => signal);
  const versions = await applySignals(env.DB, signals, Date.now());
  for (const { message } of received) message.ack();
  return versions;
}

function readSignal(event: StockEvent): HeardSignal {
  return {
    itemId: event.item_id,
    version: event.version,
    signal: event.signal,
    units: event.units,
    availableFromMs: event.available_from === null ? null : Date.parse(event.available_from),
    happened: event.happened,
  };
}
