import { type SQL, sql } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";

/** PRC-4 As `standingOf` in domain/pricing/price-list.ts. */
const isInForce = (nowMs: number): SQL => sql`(status = 'active'
  AND (starts_at_ms IS NULL OR starts_at_ms <= ${nowMs}) AND (ends_at_ms IS NULL OR ${nowMs} < ends_at_ms))`;

/**
 * PRC-7 The writes that let price lists begin and end whose moment has come; nothing where none has. The turns go last, so
 * each is applied once.
 */
export function turnPriceLists(nowMs: number): Write[] {
  const due = sql`(SELECT entity_id FROM turn WHERE kind = 'price_list' AND at_ms <= ${nowMs})`;
  return [
    sql`INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
      SELECT 'price_list', id, version, ${JSON.stringify([TOPICS.prices])}, ${nowMs}, 'system'
      FROM price_list WHERE id IN ${due}`,
    sql`UPDATE price_list SET is_live = ${isInForce(nowMs)} WHERE id IN ${due}`,
    sql`INSERT INTO list_head (topic, seq) SELECT ${TOPICS.prices}, (SELECT max(seq) FROM catalog_change)
      WHERE EXISTS ${due}
      ON CONFLICT (topic) DO UPDATE SET seq = excluded.seq`,
    sql`DELETE FROM turn WHERE +kind = 'price_list' AND at_ms <= ${nowMs}`,
  ];
}
