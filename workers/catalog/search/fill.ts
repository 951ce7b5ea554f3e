import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { FACETS } from "../../../domain/search/facets.ts";
import { markOf } from "../../../domain/search/mark-of.ts";
import { mark } from "../../../domain/search/match.ts";
import { matchExpression } from "../../../domain/search/match-expression.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { FILL_IDS_PER_SLICE } from "./search-settings.ts";
import type { Slot, Tables } from "./slots.ts";

/** Many products to look at again: `all`, or those that have a value of a facet, such as `collection:summer`. */
export type Fill = { what: string; after: string; again: boolean };

export const ALL_PRODUCTS = "all";
/** Those that some live price list has. */
export const LISTED_PRODUCTS = "listed";
/** Those that a price list has, by its id. */
export const OF_PRICE_LIST = "price_list";

/** One that is under way is not begun anew, but once more when it is done: whatever is asked often is done few times. */
export function beginFill(slot: Slot, what: string): Write[] {
  return [
    sql`INSERT INTO fill (slot, what, after, again) VALUES (${slot}, ${what}, '', 0)
      ON CONFLICT (slot, what) DO UPDATE SET again = 1 WHERE after <> ''`,
  ];
}

/**
 * How far a fill came with this page. With the first, all documents that have the value are looked at as well: products
 * that it was taken away from are found by nothing else.
 */
export function fillWrites(slot: Slot, tables: Tables, fill: Fill | null, page: readonly string[]): Write[] {
  if (!fill) return [];
  const { what, after, again } = fill;
  const last = page.length < FILL_IDS_PER_SLICE ? undefined : page.at(-1);
  const here = sql`slot = ${slot} AND what = ${what}`;
  const moved =
    last !== undefined
      ? sql`UPDATE fill SET after = ${last} WHERE ${here}`
      : again
        ? sql`UPDATE fill SET after = '', again = 0 WHERE ${here}`
        : sql`DELETE FROM fill WHERE ${here}`;
  return [...(after === "" ? haveValue(slot, tables, what) : []), moved];
}

function haveValue(slot: Slot, tables: Tables, what: string): Write[] {
  const [facet, value] = splitWhat(what);
  if ([ALL_PRODUCTS, LISTED_PRODUCTS, OF_PRICE_LIST].includes(facet)) return [];
  const [text, document] = [sql.raw(tables.text), sql.raw(tables.document)];
  return [
    sql`INSERT OR IGNORE INTO pending (slot, product_id) SELECT ${slot}, product_id
      FROM ${text} CROSS JOIN ${document} ON doc = ${text}.rowid
      WHERE ${text} MATCH ${matchExpression(mark(markOf(facet, value)))}`,
  ];
}

/** The next page of a fill, by product id; fewer ids than a page has mean that it was the last. */
export async function readFill(
  database: D1Database,
  { what, after }: Pick<Fill, "what" | "after">,
): Promise<string[]> {
  const [facet, value = ""] = splitWhat(what);
  const page = sql`ORDER BY id LIMIT ${FILL_IDS_PER_SLICE}`;
  const rows = drizzle(database).all<{ id: string }>(
    facet === FACETS.collection
      ? sql`SELECT product_id AS id FROM collection_product
          WHERE collection_id = (SELECT id FROM collection WHERE handle = ${value}) AND product_id > ${after} ${page}`
      : facet === FACETS.category
        ? sql`SELECT product_id AS id FROM category_product WHERE category = ${value} AND product_id > ${after} ${page}`
        : facet === FACETS.brand
          ? sql`SELECT id FROM product WHERE brand = ${value} AND id > ${after} ${page}`
          : facet === FACETS.type
            ? sql`SELECT id FROM product WHERE type = ${value} AND id > ${after} ${page}`
            : facet === OF_PRICE_LIST
              ? sql`SELECT DISTINCT variant.product_id AS id FROM list_price JOIN variant ON variant.id = list_price.variant_id
                WHERE list_id = ${value} AND variant.product_id > ${after} ${page}`
              : facet === LISTED_PRODUCTS
                ? sql`SELECT DISTINCT variant.product_id AS id FROM price_list
                  CROSS JOIN list_price ON list_price.list_id = price_list.id
                  JOIN variant ON variant.id = list_price.variant_id
                  WHERE price_list.is_live = 1 AND variant.product_id > ${after} ${page}`
                : sql`SELECT id FROM product WHERE id > ${after} ${page}`,
  );
  return (await rows).map(({ id }) => id);
}

function splitWhat(what: string): [string, string] {
  const at = what.indexOf(":");
  return at < 0 ? [what, ""] : [what.slice(0, at), what.slice(at + 1)];
}
