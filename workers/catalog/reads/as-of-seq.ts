import { sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { catalogChange } from "../tables-of-changes.ts";

/** First query of a batch: the last change in the very state of the database that the batch's other queries see. */
export function asOfSeqQuery(db: DrizzleD1Database) {
  return db
    .select({ seq: sql<number>`coalesce(max(${catalogChange.seq}), 0)`.as("as_of_seq") })
    .from(catalogChange);
}

export function readAsOfSeq(rows: readonly { seq: number }[]): number {
  return rows[0]?.seq ?? 0;
}
