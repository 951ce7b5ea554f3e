import { and, eq, lt, or, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { TimeCursor } from "../http/time-cursor.ts";

/** The rows after a cursor in a list that is sorted by time, newest first, then by id. */
export function olderThan(time: SQLiteColumn, id: SQLiteColumn, after: TimeCursor | null): SQL | undefined {
  if (after === null) return undefined;
  return or(lt(time, after.atMs), and(eq(time, after.atMs), lt(id, after.id)));
}
