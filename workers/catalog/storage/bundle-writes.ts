import { type SQL, sql } from "drizzle-orm";
import { changedParts } from "../../../domain/catalog/changed-parts.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { repeatVersions, trimHistories } from "./history-writes.ts";
import { IS_SHOWN, listTopics, topicsOfProduct } from "./topics-in-sql.ts";

/**
 * CAT-7 A product with a bundle is another version from the moment on in which a component changes its name, is gone or
 * comes back: staff see another SKU in it, and shoppers whether it can be had. Found by the batch itself, so that a bundle
 * which is made meanwhile is not missed; nothing is written where there is none.
 */
export function bundleWrites(before: Product | null, after: Product, actorId: string): Write[] {
  const changed = changedParts(before, after);
  if (changed.length === 0) return [];
  const touched = productsMadeOf(changed, after.id);
  return [
    sql`UPDATE product SET version = version + 1, updated_at_ms = ${after.updatedAtMs} WHERE id IN ${touched}`,
    sql`INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
      SELECT 'product', id, version, ${topicsOfProduct(sql`product.id`, IS_SHOWN)}, ${after.updatedAtMs}, ${actorId}
      FROM product WHERE id IN ${touched}`,
    repeatVersions(touched, "component", actorId, after.updatedAtMs),
    trimHistories(touched),
    sql`INSERT INTO list_head (topic, seq)
      SELECT topic, (SELECT max(seq) FROM catalog_change) FROM (${listTopics(touched, IS_SHOWN)}) WHERE true
      ON CONFLICT (topic) DO UPDATE SET seq = excluded.seq`,
  ];
}

function productsMadeOf(variantIds: readonly string[], besides: string): SQL {
  return sql`(SELECT bundle.product_id FROM bundle_component JOIN variant AS bundle ON bundle.id = bundle_component.bundle_id
    WHERE bundle_component.component_id IN (SELECT value FROM json_each(${JSON.stringify(variantIds)}))
      AND bundle.removed_at_ms IS NULL AND bundle.product_id <> ${besides})`;
}
