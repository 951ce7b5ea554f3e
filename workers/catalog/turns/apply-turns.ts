import { and, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { commitSurely } from "../../../platform/d1/commit-surely.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { isPassingFault } from "../../../platform/http/is-passing-fault.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import { turnPriceLists } from "../prices/turn-price-lists.ts";
import { turn } from "../tables-of-turns.ts";
import { turnProducts } from "./turn-products.ts";

/** So many products turn in one batch: some tens of milliseconds of the database. */
export const PRODUCTS_A_SLICE = 200;
/** Their versions are repeated in the history: of the largest products some four a batch. */
const LENGTH_A_SLICE = 4_000_000;
/** A turn that can't be applied is tried again after this, so that it holds up nothing behind it. */
export const PUT_OFF_MS = 60_000;

/**
 * CAT-10 Applies what is due by `nowMs`, and says whether more is: all price lists, which are few, and a slice of the
 * products, each kind in a batch of its own, so that neither waits for the other. Any number of isolates may do so at once:
 * a batch finds what no earlier one has applied.
 */
export async function applyTurns(database: D1Database, nowMs: number): Promise<"done" | "more"> {
  const db = drizzle(database);
  const [lists, due] = await db.batch([
    // With a plus, so that it is the moments that are walked along, and not all turns of the year.
    db
      .select({ entityId: turn.entityId })
      .from(turn)
      .where(and(sql`+${turn.kind} = 'price_list'`, lte(turn.atMs, nowMs)))
      .limit(1),
    db
      .selectDistinct({
        entityId: turn.entityId,
        length: sql<number | null>`(SELECT length FROM product_version WHERE product_id = turn.entity_id
          ORDER BY version DESC LIMIT 1)`.as("length"),
      })
      .from(turn)
      .where(and(sql`+${turn.kind} = 'product'`, lte(turn.atMs, nowMs)))
      .limit(PRODUCTS_A_SLICE + 1),
  ]);

  const [listsTurned, productsTurned] = await Promise.allSettled([
    lists.length > 0 ? commitSurely(database, turnPriceLists(nowMs)) : null,
    due.length > 0 ? turnSlice(database, sliceOf(due), nowMs) : 0,
  ]);
  if (productsTurned.status === "rejected") throw productsTurned.reason;
  if (productsTurned.value < due.length) return "more";
  // Said last, so that price lists that can't be turned end no run before all products are.
  if (listsTurned.status === "rejected") throw listsTurned.reason;
  return "done";
}

/** The first of them, as many as one batch takes. */
function sliceOf(due: readonly { entityId: string; length: number | null }[]): string[] {
  let length = 0;
  const endsAt = due.findIndex((found, index) => {
    length += found.length ?? 0;
    return index > 0 && (index === PRODUCTS_A_SLICE || length > LENGTH_A_SLICE);
  });
  return (endsAt < 0 ? due : due.slice(0, endsAt)).map(({ entityId }) => entityId);
}

/** How many were turned or put off: all, or where one of them can't be turned as many as stand before it. */
async function turnSlice(database: D1Database, ids: readonly string[], nowMs: number): Promise<number> {
  try {
    await commitSurely(database, turnProducts(ids, nowMs));
  } catch (error) {
    if (isPassingFault(error)) throw error;
    if (ids.length > 1) return turnSlice(database, ids.slice(0, ids.length >> 1), nowMs);
    logEvent("error", "catalog.turn_not_applied", { product_id: ids[0], ...describeError(error) });
    await commitSurely(database, putOff(ids, nowMs));
  }
  return ids.length;
}

/** What a product shows follows from the time at which it is turned, not from that of its turn. */
function putOff(ids: readonly string[], nowMs: number): Write[] {
  const due = sql`kind = 'product' AND at_ms <= ${nowMs}
    AND entity_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return [
    sql`INSERT INTO turn (kind, entity_id, at_ms) SELECT DISTINCT kind, entity_id, ${nowMs + PUT_OFF_MS}
      FROM turn WHERE ${due} ON CONFLICT DO NOTHING`,
    sql`DELETE FROM turn WHERE ${due}`,
  ];
}
