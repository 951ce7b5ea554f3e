import { sql } from "drizzle-orm";
import type { RuledMembership } from "../../../domain/catalog/decide-memberships.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";

/** CAT-10 The moments at which this version of a product will show differently: all that are still to come. */
export function turnWrites(
  before: Product | null,
  after: Product,
  memberships: readonly RuledMembership[],
): Write[] {
  const moments = [after.publishAtMs, after.unpublishAtMs, ...memberships.map(({ untilMs }) => untilMs)];
  const coming = [...new Set(moments)].filter((atMs) => atMs !== null && atMs > after.updatedAtMs);
  return [
    ...(before ? [sql`DELETE FROM turn WHERE kind = 'product' AND entity_id = ${after.id}`] : []),
    ...(coming.length > 0
      ? [
          sql`INSERT INTO turn (kind, entity_id, at_ms)
            SELECT 'product', ${after.id}, value FROM json_each(${JSON.stringify(coming)})`,
        ]
      : []),
  ];
}
