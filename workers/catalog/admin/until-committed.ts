import { problem } from "../../../platform/http/problem.ts";

const ATTEMPTS_MAX = 8;

/**
 * Runs load–decide–commit again as long as it answers null: somebody else's write came between its read and its
 * commit. The attempt reads afresh each time, so one with an `If-Match` then finds another version and ends with 412,
 * while one without is simply applied to what it finds.
 */
export async function untilCommitted<Value>(attempt: () => Promise<Value | null>): Promise<Value> {
  for (let tries = 0; tries < ATTEMPTS_MAX; tries++) {
    const value = await attempt();
    if (value !== null) return value;
  }
  throw problem("service_unavailable", { detail: "Too many others are changing this at the same time." });
}
