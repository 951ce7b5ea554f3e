import { CatalogJob } from "../../../contracts/messages/catalog-job.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { runSlice } from "./run-slice.ts";
import { sendSlice } from "./send-slice.ts";

/**
 * A batch of `catalog-jobs`, in production of one message: a slice each, so that every slice has the limits of an
 * invocation to itself. Only the run that committed a slice asks for the next one: duplicates end with themselves.
 */
export async function consumeCatalogJobs(batch: MessageBatch, env: CatalogEnv): Promise<void> {
  for (const message of batch.messages) {
    const read = CatalogJob.safeParse(message.body);
    if (!read.success) {
      logEvent("error", "catalog.message_unreadable", { message_id: message.id, attempts: message.attempts });
      message.retry();
      continue;
    }
    await runMessage(env, message, read.data);
  }
}

async function runMessage(
  env: CatalogEnv,
  message: Message,
  { job_id: id, step }: CatalogJob,
): Promise<void> {
  try {
    const run = await runSlice(env, id, step);
    if (run.kind === "again") return message.retry({ delaySeconds: run.afterS });
    if (run.kind === "went_on") await sendSlice(env, { id, step: run.step });
    message.ack();
  } catch (error) {
    // Not even the try could be noted: the database is away. The message is kept as long as the queue keeps it.
    logEvent("warn", "catalog.job_message_failed", { job_id: id, step, ...describeError(error) });
    message.retry({ delaySeconds: 30 });
  }
}
