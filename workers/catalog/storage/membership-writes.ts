import { sql } from "drizzle-orm";
import type { RuledMembership } from "../../../domain/catalog/decide-memberships.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";

/** Of rule collections: pinned products stand at 1, 2, 3, …, the others behind them, newest first. */
export const UNPINNED_FROM = 100_000_000_000_000;

/**
 * COL-1 The rule collections of a product are those that were decided now, whichever a job has put it in meanwhile; it keeps its
 * place in those it stays in.
 */
export function membershipWrites(
  after: Pick<Product, "id" | "createdAtMs">,
  memberships: readonly RuledMembership[],
): Write[] {
  const rows = JSON.stringify(memberships);
  return [
    sql`DELETE FROM collection_product WHERE product_id = ${after.id}
      AND collection_id IN (SELECT id FROM collection WHERE rules IS NOT NULL)
      AND collection_id NOT IN (SELECT value ->> '$.collectionId' FROM json_each(${rows}))`,
    sql`INSERT INTO collection_product (collection_id, product_id, position, until_ms)
      SELECT value ->> '$.collectionId', ${after.id}, ${UNPINNED_FROM - after.createdAtMs}, value ->> '$.untilMs'
      FROM json_each(${rows}) WHERE true
      ON CONFLICT (product_id, collection_id) DO UPDATE SET until_ms = excluded.until_ms`,
  ];
}
