import { type SQL, sql } from "drizzle-orm";
import { changedParts } from "../../../domain/catalog/changed-parts.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";

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
      SELECT 'product', id, version, ${topicsOf(sql`product.id`)}, ${after.updatedAtMs}, ${actorId}
      FROM product WHERE id IN ${touched}`,
    sql`INSERT INTO list_head (topic, seq)
      SELECT topic, (SELECT max(seq) FROM catalog_change) FROM (${listTopics(touched)}) WHERE true
      ON CONFLICT (topic) DO UPDATE SET seq = excluded.seq`,
  ];
}

function productsMadeOf(variantIds: readonly string[], besides: string): SQL {
  return sql`(SELECT bundle.product_id FROM bundle_component JOIN variant AS bundle ON bundle.id = bundle_component.bundle_id
    WHERE bundle_component.component_id IN (SELECT value FROM json_each(${JSON.stringify(variantIds)}))
      AND bundle.removed_at_ms IS NULL AND bundle.product_id <> ${besides})`;
}

/** As domain/catalog/topics-of-change.ts has them, for a product that the batch finds; none where nobody sees it. */
function topicsOf(productId: SQL): SQL {
  return sql`(SELECT json_group_array(topic) FROM (
    SELECT ${TOPICS.product("")} || shown.id AS topic FROM product AS shown
      WHERE shown.id = ${productId} AND status = 'active'
    UNION SELECT ${TOPICS.handle("")} || handle FROM product AS shown
      WHERE shown.id = ${productId} AND status = 'active'
    UNION ${listTopics(sql`(SELECT ${productId})`)}))`;
}

function listTopics(products: SQL): SQL {
  const shown = sql`(SELECT shown.id FROM product AS shown WHERE shown.id IN ${products} AND status = 'active')`;
  return sql`SELECT ${TOPICS.products} AS topic WHERE EXISTS ${shown}
    UNION SELECT ${TOPICS.collection("")} || collection.handle FROM collection
      JOIN collection_product ON collection_product.collection_id = collection.id
      WHERE collection_product.product_id IN ${shown}`;
}
