import { and, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { invariant } from "../../../domain/kernel/invariant.ts";
import { commitTogether } from "../../../platform/d1/commit-together.ts";
import { turnPriceLists } from "../prices/turn-price-lists.ts";
import { turn } from "../tables-of-turns.ts";
import { turnProducts } from "./turn-products.ts";

/** So many products turn in one batch: some tens of milliseconds of the database. */
export const PRODUCTS_A_SLICE = 200;

/**
 * CAT-10 Applies what is due by `nowMs`, and says whether more is. Any number of isolates may do so at once: a batch finds what
 * no earlier one has applied.
 */
export async function applyTurns(database: D1Database, nowMs: number): Promise<"done" | "more"> {
  const due = await drizzle(database)
    .selectDistinct({ entityId: turn.entityId })
    .from(turn)
    // With a plus, so that it is the moments that are walked along, and not all turns of the year.
    .where(and(sql`+${turn.kind} = 'product'`, lte(turn.atMs, nowMs)))
    .limit(PRODUCTS_A_SLICE + 1);
  const slice = due.slice(0, PRODUCTS_A_SLICE).map(({ entityId }) => entityId);

  const outcome = await commitTogether(database, [
    ...turnPriceLists(nowMs),
    sql`DELETE FROM turn WHERE +kind = 'price_list' AND at_ms <= ${nowMs}`,
    ...(slice.length > 0 ? turnProducts(slice, nowMs) : []),
  ]);
  invariant(outcome.kind === "committed", "CAT-10 a turn breaks no constraint");
  return due.length > slice.length ? "more" : "done";
}
