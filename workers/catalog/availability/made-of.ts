import { type SQL, sql } from "drizzle-orm";

/** A subquery: the variants that are made of these items, as their own or as a component. */
export function madeOf(itemIds: readonly string[]): SQL {
  const items = sql`(SELECT value FROM json_each(${JSON.stringify(itemIds)}))`;
  return sql`(SELECT id FROM variant WHERE item_id IN ${items}
    UNION ALL SELECT bundle_component.bundle_id FROM bundle_component
      JOIN variant AS part ON part.id = bundle_component.component_id WHERE part.item_id IN ${items})`;
}

/**
 * A subquery: the published products that show them. Joined in this order by hand: the planner would rather look at
 * every published product there is.
 */
export function showing(itemIds: readonly string[]): SQL {
  return sql`(SELECT product.id FROM variant CROSS JOIN product ON product.id = variant.product_id
    WHERE variant.id IN ${madeOf(itemIds)} AND variant.removed_at_ms IS NULL AND product.is_shown = 1)`;
}
