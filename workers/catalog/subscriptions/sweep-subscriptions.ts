import { asc, inArray, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import { stockNotification, stockSubscription, stockSubscriptionAsk } from "../tables-of-stock.ts";
import { ASKS_COUNTED_MS } from "./count-ask.ts";
import { forgetUnnamedSubscribers } from "./forget-subscribers.ts";

const DAY_MS = 24 * 3_600_000;
/** Who has waited this long waits no more. The contracts state both times. */
const KEEP_OPEN_MS = 180 * DAY_MS;
const KEEP_NOTIFIED_MS = 30 * DAY_MS;
const SLICE = 1_000;
const SLICES_MAX = 20;

/** Forgets what is too old to be of use, and with it every address that nobody names any more. */
export async function sweepSubscriptions(database: D1Database, nowMs: number): Promise<void> {
  await drizzle(database)
    .delete(stockSubscriptionAsk)
    .where(lt(stockSubscriptionAsk.sinceMs, nowMs - ASKS_COUNTED_MS));
  for (const [table, keepMs] of [
    [stockSubscription, KEEP_OPEN_MS],
    [stockNotification, KEEP_NOTIFIED_MS],
  ] as const) {
    for (let slice = 0; slice < SLICES_MAX; slice += 1) {
      if (!(await sweepSlice(database, table, nowMs - keepMs))) break;
    }
  }
}

/** True while there may be more. */
async function sweepSlice(
  database: D1Database,
  table: typeof stockSubscription | typeof stockNotification,
  beforeMs: number,
): Promise<boolean> {
  const db = drizzle(database);
  const old = await db
    .select({ id: table.id, subscriberId: table.subscriberId })
    .from(table)
    .where(lt(table.createdAtMs, beforeMs))
    .orderBy(asc(table.createdAtMs))
    .limit(SLICE);
  if (old.length === 0) return false;

  const listed = (ids: string[]) => sql`SELECT value FROM json_each(${JSON.stringify(ids)})`;
  await commitSurely(database, [
    db.delete(table).where(inArray(table.id, sql`(${listed(old.map(({ id }) => id))})`)),
    forgetUnnamedSubscribers(listed(old.map(({ subscriberId }) => subscriberId))),
  ]);
  return old.length === SLICE;
}
