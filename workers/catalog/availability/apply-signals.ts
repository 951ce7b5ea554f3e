import { inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { followSignals, type HeardSignal, type KnownSignal } from "../../../domain/catalog/follow-signals.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { untilCommitted } from "../admin/until-committed.ts";
import { availability, stockSubscription } from "../tables-of-stock.ts";
import { availabilityWrites } from "./availability-writes.ts";
import { madeOf } from "./made-of.ts";

/** Subscriptions that one batch answers at most, unless a single item has more. */
const ANSWERED_MAX = 10_000;

/** SIG-2 Applies messages, whatever their order and however often they came; answers with the versions that are known now. */
export async function applySignals(
  database: D1Database,
  heard: readonly HeardSignal[],
  nowMs: number,
): Promise<Map<string, number>> {
  const itemIds = [...new Set(heard.map(({ itemId }) => itemId))];
  const applied = await untilCommitted(async () => {
    const known = await loadKnown(database, itemIds);
    const followed = followSignals(known, heard);
    if (followed.newer.length === 0) return versionsOf(known);
    if (itemIds.length > 1 && (await countOpen(database, followed.returnedItemIds)) > ANSWERED_MAX) {
      return "too much at once" as const;
    }

    const outcome = await commitTogether(database, availabilityWrites(itemIds, known, followed, nowMs));
    return outcome.kind === "committed" ? versionsOf([...known, ...followed.newer]) : null;
  });
  if (applied !== "too much at once") return applied;

  const versions = new Map<string, number>();
  for (const itemId of itemIds) {
    const own = heard.filter((signal) => signal.itemId === itemId);
    for (const [id, version] of await applySignals(database, own, nowMs)) versions.set(id, version);
  }
  return versions;
}

function loadKnown(database: D1Database, itemIds: readonly string[]): Promise<KnownSignal[]> {
  return drizzle(database)
    .select()
    .from(availability)
    .where(inArray(availability.itemId, sql`(SELECT value FROM json_each(${JSON.stringify(itemIds)}))`));
}

async function countOpen(database: D1Database, returnedItemIds: readonly string[]): Promise<number> {
  if (returnedItemIds.length === 0) return 0;
  const db = drizzle(database);
  return db.$count(stockSubscription, inArray(stockSubscription.variantId, madeOf(returnedItemIds)));
}

/** Of several rows of an item the last counts. */
function versionsOf(rows: readonly { itemId: string; version: number }[]): Map<string, number> {
  return new Map(rows.map(({ itemId, version }) => [itemId, version]));
}
