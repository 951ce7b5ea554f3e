import { CatalogJob } from "../../../contracts/messages/catalog-job.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { runSlice } from "./run-slice.ts";
import { sendSlice } from "./send-slice.ts";

/** With less room than this the next slice gets an invocation of its own. */
const WRITES_MIN = 300;
/** A slice that is stopped with its Worker is run again: better little than much. */
const GOES_ON_FOR_MS = 10_000;

/**
 * A batch of `catalog-jobs`, in production of one message: a slice, and more of the same job as long as the limits of the
 * invocation last. Only the run that committed a slice asks for the next one: duplicates end with themselves.
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
    const untilMs = Date.now() + GOES_ON_FOR_MS;
    let run = await runSlice(env, id, step);
    while (run.kind === "went_on" && run.writesLeft >= WRITES_MIN && Date.now() < untilMs) {
      run = await runSlice(env, id, run.step, run.writesLeft);
    }
    if (run.kind === "again" && run.step === step) return message.retry({ delaySeconds: run.afterS });
    // The message asks for a slice that is done meanwhile: another one asks for this.
    if (run.kind === "again") await sendSlice(env, { id, step: run.step }, run.afterS);
    if (run.kind === "went_on") await sendSlice(env, { id, step: run.step });
    message.ack();
  } catch (error) {
    // Not even the try could be noted: the database is away. The message is kept as long as the queue keeps it.
    logEvent("warn", "catalog.job_message_failed", { job_id: id, step, ...describeError(error) });
    message.retry({ delaySeconds: 30 });
  }
}
