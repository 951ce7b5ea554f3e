import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { job } from "../tables-of-jobs.ts";
import type { Job } from "./job-kind.ts";

/** A job as it is now, read from the primary. */
export async function loadJob(database: D1Database, id: string): Promise<Job | null> {
  const rows = await drizzle(database).select().from(job).where(eq(job.id, id));
  return rows[0] ?? null;
}
