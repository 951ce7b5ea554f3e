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
  return [...(before ? [beginning(before)] : []), version(after, entry), ...(before ? trim(after) : [])];
}

/** A product from before there was a history: the version that the first edit finds. Who made it says the change feed. */
function beginning(before: Product): Write {
  const body = JSON.stringify(storedVersion(before));
  return sql`INSERT INTO product_version (product_id, version, cause, actor_id, at_ms, body, length)
    SELECT ${before.id}, ${before.version}, 'edit', coalesce((SELECT actor_id FROM catalog_change
        WHERE kind = 'product' AND entity_id = ${before.id} AND version = ${before.version} LIMIT 1), 'system'),
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

function trim({ id, version }: Product): Write[] {
  return [
    sql`DELETE FROM product_version WHERE product_id = ${id} AND version < ${version}
      AND (version <= ${version - VERSIONS_MAX} OR version IN (
        SELECT version FROM (SELECT version, sum(length) OVER (ORDER BY version DESC) AS so_far
          FROM product_version WHERE product_id = ${id}) WHERE so_far > ${VERSIONS_LENGTH_MAX}))`,
  ];
}

/**
 * HIS-1 A version that nobody edited, after the row of the product has it: what the version before it said. `products` is a
 * subquery of ids. Those without a history get one with their next edit.
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
