import { READ_DEADLINE_MS } from "./freshness.ts";
import { DeadlinePassed, withinMs } from "./within-ms.ts";

/** The database refused, or did not answer in time. The same request may succeed later. */
export class DatabaseDown extends Error {
  override readonly name = "DatabaseDown";
  readonly retryable = true;
}

/** What a query answers; `DatabaseDown` when it is the database that failed, and not we. */
export async function askDatabase<Value>(what: string, query: Promise<Value>): Promise<Value> {
  try {
    return await withinMs(READ_DEADLINE_MS, what, query);
  } catch (error) {
    if (error instanceof DeadlinePassed || isOfD1(error)) throw new DatabaseDown(what, { cause: error });
    throw error;
  }
}

/** Drizzle wraps what D1 says. */
function isOfD1(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.startsWith("D1_ERROR") || isOfD1(error.cause);
}
