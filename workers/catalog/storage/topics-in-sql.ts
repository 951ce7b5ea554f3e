import { type SQL, sql } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";

/**
 * Which of the products count: a condition on the table `shown`. With a plus before the column SQLite looks for the products by
 * their ids: it would rather walk the index of all that are shown.
 */
export const IS_SHOWN = sql`+shown.is_shown = 1`;
/** For what has just begun or ceased to be shown. */
export const IS_ACTIVE = sql`+shown.status = 'active'`;

/** As domain/catalog/topics-of-change.ts has them, for a product that the batch finds; none where nobody sees it. */
export function topicsOfProduct(productId: SQL, which: SQL): SQL {
  return sql`(SELECT json_group_array(topic) FROM (
    SELECT ${TOPICS.product("")} || shown.id AS topic FROM product AS shown WHERE shown.id = ${productId} AND ${which}
    UNION SELECT ${TOPICS.handle("")} || handle FROM product AS shown WHERE shown.id = ${productId} AND ${which}
    UNION ${listTopics(sql`(SELECT ${productId})`, which)}))`;
}

/** A subquery: the lists in which these products are to be found. */
export function listTopics(products: SQL, which: SQL): SQL {
  const shown = sql`(SELECT shown.id FROM product AS shown WHERE shown.id IN ${products} AND ${which})`;
  return sql`SELECT ${TOPICS.products} AS topic WHERE EXISTS ${shown}
    UNION SELECT ${TOPICS.collection("")} || collection.handle FROM collection
      JOIN collection_product ON collection_product.collection_id = collection.id
      WHERE collection_product.product_id IN ${shown}
    UNION SELECT ${TOPICS.category("")} || category FROM category_product
      WHERE category_product.product_id IN ${shown}`;
}
