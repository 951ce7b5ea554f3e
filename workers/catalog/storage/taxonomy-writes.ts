import { type SQL, sql } from "drizzle-orm";
import { BRANDS_MAX, type Brand } from "../../../domain/catalog/brand.ts";
import { formerKinds } from "../../../domain/catalog/former-kinds.ts";
import {
  type KeptProductType,
  PRODUCT_TYPES_MAX,
  type ProductType,
} from "../../../domain/catalog/product-type.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { feedRow, moveListHeads } from "./change-feed.ts";

/** CAT-5 All writes that turn one version of a product type into the next (`before` is null for a new one). */
export function typeWrites(before: KeptProductType | null, after: ProductType, actorId: string): Write[] {
  const { handle, title, attributes, version, createdAtMs, updatedAtMs } = after;
  const former = JSON.stringify(before ? formerKinds(before, attributes) : {});
  return taxonomyWrites(
    { kind: "type", handle, actorId, atMs: updatedAtMs },
    nextVersionOf("type", before, after, PRODUCT_TYPES_MAX),
    [
      sql`INSERT INTO product_type (handle, title, attributes, former_kinds, version, created_at_ms, updated_at_ms)
        VALUES (${handle}, ${title}, ${JSON.stringify(attributes)}, ${former}, ${version}, ${createdAtMs}, ${updatedAtMs})
        ON CONFLICT (handle) DO UPDATE SET title = excluded.title, attributes = excluded.attributes,
          former_kinds = excluded.former_kinds, version = excluded.version, updated_at_ms = excluded.updated_at_ms`,
    ],
  );
}

/** CAT-5 The same of a brand. */
export function brandWrites(before: Brand | null, after: Brand, actorId: string): Write[] {
  const { handle, title, description, mediaId, seo, version, createdAtMs, updatedAtMs } = after;
  return taxonomyWrites(
    { kind: "brand", handle, actorId, atMs: updatedAtMs },
    nextVersionOf("brand", before, after, BRANDS_MAX),
    [
      sql`INSERT INTO brand (handle, title, description, media_id, seo, version, created_at_ms, updated_at_ms)
        VALUES (${handle}, ${title}, ${description}, ${mediaId}, ${seo && JSON.stringify(seo)}, ${version},
          ${createdAtMs}, ${updatedAtMs})
        ON CONFLICT (handle) DO UPDATE SET title = excluded.title, description = excluded.description,
          media_id = excluded.media_id, seo = excluded.seo, version = excluded.version,
          updated_at_ms = excluded.updated_at_ms`,
    ],
  );
}

export type TaxonomyKind = "type" | "brand" | "category";
const TABLES: Record<TaxonomyKind, SQL> = {
  type: sql`product_type`,
  brand: sql`brand`,
  category: sql`category`,
};
type Change = { kind: TaxonomyKind; handle: string; actorId: string; atMs: number };

/** Only this version, and only while nothing refers to it: the database knows. The deletion is the last version. */
export function deletionWrites(change: Change, version: number): Write[] {
  const table = TABLES[change.kind];
  return taxonomyWrites(
    change,
    sql`(SELECT version + 1 FROM ${table} WHERE handle = ${change.handle} AND version = ${version})`,
    [
      sql`DELETE FROM ${table} WHERE handle = ${change.handle}`,
      sql`INSERT INTO deleted_taxonomy (kind, handle, version) VALUES (${change.kind}, ${change.handle}, ${version + 1})
        ON CONFLICT (kind, handle) DO UPDATE SET version = excluded.version`,
    ],
    change.kind === "category" ? [TOPICS.taxonomy, TOPICS.category(change.handle)] : undefined,
  );
}

/** The row of the feed, the writes, and the heads of all lists that name what there is. */
export function taxonomyWrites(
  { kind, handle, actorId, atMs }: Change,
  version: SQL,
  writes: readonly Write[],
  topics: readonly string[] | SQL = [TOPICS.taxonomy],
): Write[] {
  return [
    feedRow({ kind: "taxonomy", entityId: `${kind}:${handle}`, topics, actorId, atMs }, version),
    ...writes,
    ...moveListHeads(topics),
  ];
}

/** The version of what is new, or that follows the one that was read; null when somebody else was faster, or at the limit. */
function nextVersionOf(
  kind: TaxonomyKind,
  before: { version: number } | null,
  { handle, version }: { handle: string; version: number },
  countMax: number,
): SQL {
  const table = TABLES[kind];
  return before
    ? sql`(SELECT version + 1 FROM ${table} WHERE handle = ${handle} AND version = ${before.version})`
    : sql`(SELECT ${version} WHERE ${isUnseen(kind, handle, version)} AND (SELECT count(*) FROM ${table}) < ${countMax})`;
}

/** CAT-5 Of what is new: that nobody has made it, and that the version is the first behind those of what was deleted. */
export function isUnseen(kind: TaxonomyKind, handle: string, version: number): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM ${TABLES[kind]} WHERE handle = ${handle})
    AND coalesce((SELECT version FROM deleted_taxonomy WHERE kind = ${kind} AND handle = ${handle}), 0) = ${version - 1}`;
}
