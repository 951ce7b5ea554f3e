import { type SQL, sql } from "drizzle-orm";
import type { Product } from "../../../domain/catalog/product.ts";
import { storedVersion } from "../../../domain/catalog/stored-version.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";

/** Who made a version, and how. */
export type HistoryEntry = { readonly actorId: string } & (
  | { readonly cause: "edit" }
  | { readonly cause: "restore"; readonly restoredFrom: number }
);

/** HIS-1 How many versions of a product are kept, and how much of them all together, in UTF-16 units. */
export const VERSIONS_MAX = 200;
export const VERSIONS_LENGTH_MAX = 10_000_000;

/** HIS-1 The version in the history, in the batch that makes it; the oldest go. */
export function historyWrites(before: Product | null, after: Product, entry: HistoryEntry): Write[] {
  return [
    ...(before ? [beginning(before)] : []),
    version(after, entry),
    ...(before ? [trimHistories(sql`(SELECT ${after.id})`)] : []),
  ];
}

/** The feed knows nothing by product, and an import may begin the histories of a whole shop. */
const LOOKED_BACK_ROWS = 5_000;

/** A product from before there was a history: the version that the first edit finds. Who made it the change feed says of late ones. */
function beginning(before: Product): Write {
  const body = JSON.stringify(storedVersion(before));
  return sql`INSERT INTO product_version (product_id, version, cause, actor_id, at_ms, body, length)
    SELECT ${before.id}, ${before.version}, 'edit', coalesce((SELECT actor_id FROM catalog_change
        WHERE seq > (SELECT max(seq) FROM catalog_change) - ${LOOKED_BACK_ROWS}
          AND kind = 'product' AND entity_id = ${before.id} AND version = ${before.version} LIMIT 1), 'system'),
      ${before.updatedAtMs}, ${body}, ${body.length}
    WHERE NOT EXISTS (SELECT 1 FROM product_version WHERE product_id = ${before.id})`;
}

function version(after: Product, entry: HistoryEntry): Write {
  const body = JSON.stringify(storedVersion(after));
  const restoredFrom = entry.cause === "restore" ? entry.restoredFrom : null;
  return sql`INSERT INTO product_version (product_id, version, cause, restored_from, actor_id, at_ms, body, length)
    VALUES (${after.id}, ${after.version}, ${entry.cause}, ${restoredFrom}, ${entry.actorId}, ${after.updatedAtMs},
      ${body}, ${body.length})`;
}

/** HIS-1 Of these products (a subquery of ids) the newest version stays, and of the others as many as the limits allow. */
export function trimHistories(products: SQL): Write {
  return sql`DELETE FROM product_version WHERE (product_id, version) IN (
    SELECT product_id, version FROM (
      SELECT product_id, version, sum(length) OVER newest AS so_far, max(version) OVER newest AS last_version
      FROM product_version WHERE product_id IN ${products}
      WINDOW newest AS (PARTITION BY product_id ORDER BY version DESC))
    WHERE version < last_version AND (version <= last_version - ${VERSIONS_MAX} OR so_far > ${VERSIONS_LENGTH_MAX}))`;
}

/**
 * HIS-1 A version that nobody edited, after the row of the product has it: what the version before it said. `products` is a
 * subquery of ids. Those without a history get one with their next edit. Of turns there are few between two edits; what may come
 * more often is to be followed by `trimHistories`.
 */
export function repeatVersions(
  products: SQL,
  cause: "turn" | "component",
  actorId: string,
  atMs: number,
): Write {
  return sql`INSERT INTO product_version (product_id, version, cause, actor_id, at_ms, body, length)
    SELECT product.id, product.version, ${cause}, ${actorId}, ${atMs}, last.body, last.length
    FROM product JOIN product_version AS last ON last.product_id = product.id
      AND last.version = (SELECT max(version) FROM product_version WHERE product_id = product.id)
    WHERE product.id IN ${products} AND last.version < product.version`;
}
