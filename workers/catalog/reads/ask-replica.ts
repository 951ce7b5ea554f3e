import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { ReadContext } from "./read-context.ts";

/**
 * The database as shoppers' reads ask it: the nearest replica that has all that the heads know of. An older one would
 * answer with what is known to be out of date. Counts as one question.
 */
export function askReplica(read: ReadContext): DrizzleD1Database {
  const { env, memory, cost } = read;
  cost.d1 += 1;
  // A session is asked exactly as a database is (prepare, batch), which is all that Drizzle does.
  return drizzle(env.DB.withSession(memory.bookmark ?? "first-primary") as unknown as D1Database);
}
