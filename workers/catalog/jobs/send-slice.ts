import type { CatalogJob } from "../../../contracts/messages/catalog-job.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";

/** Asks for the next slice of a job. A message that is lost here or on its way is made good by a nudge. */
export async function sendSlice(
  env: CatalogEnv,
  { id, step }: { id: string; step: number },
  delaySeconds = 0,
): Promise<void> {
  try {
    await env.JOBS.send({ kind: "slice", job_id: id, step } satisfies CatalogJob, { delaySeconds });
  } catch (error) {
    logEvent("warn", "catalog.job_send_failed", { job_id: id, ...describeError(error) });
  }
}
