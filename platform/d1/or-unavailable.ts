import { problem } from "../http/problem.ts";

/** Messages of D1 (its documented list of errors) that say "not now" and nothing about the query. */
const OUTAGES = [
  "Network connection lost",
  "caused object to be reset",
  "reset because its code was updated",
  "D1 DB is overloaded",
  "exceeded timeout",
  "due to transient issue",
] as const;

/** The work's outcome, or a 503 problem when the database could not be reached. Its write may still have happened. */
export async function orUnavailable<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && OUTAGES.some((outage) => error.message.includes(outage))) {
      throw problem("service_unavailable");
    }
    throw error;
  }
}
