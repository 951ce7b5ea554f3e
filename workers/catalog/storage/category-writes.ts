import { type SQL, sql } from "drizzle-orm";
import { CATEGORIES_MAX, CATEGORY_DEPTH_MAX, type Category } from "../../../domain/catalog/category.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { aboveCategories } from "./above-categories.ts";
import { belowCategory } from "./below-category.ts";
import { isRevision } from "./rule-book.ts";
import { isUnseen, taxonomyWrites } from "./taxonomy-writes.ts";

type Placed = {
  before: Category | null;
  after: Category;
  actorId: string;
  /** COL-1 Of a move: it takes effect only while these rules are in force. */
  rulesRevision?: number;
};

/**
 * CAT-9 All writes that make a category, change or move it. Whether its place is one in a tree was decided a moment ago and is
 * asked again by the batch itself: of two moves that would make a circle together, the later finds the earlier. What is above it
 * the batch finds too, before and after: another move may just have put something else there.
 */
export function categoryWrites({ before, after, actorId, rulesRevision }: Placed): Write[] {
  const isMoved = before !== null && before.parent !== after.parent;
  return taxonomyWrites(
    { kind: "category", handle: after.handle, actorId, atMs: after.updatedAtMs },
    versionOf(before, after, rulesRevision),
    [categoryRow(after), ...(isMoved ? productRows(after.handle, before.parent, after.parent) : [])],
    isMoved || !before ? topicsOf(before, after) : undefined,
  );
}

/** Of a category in another place: the lists of products of what is above it, before and after. */
function topicsOf(before: Category | null, after: Category): SQL {
  return sql`(SELECT json_group_array(topic) FROM (SELECT ${TOPICS.taxonomy} AS topic
    UNION SELECT ${TOPICS.category("")} || ${after.handle}
    UNION SELECT ${TOPICS.category("")} || handle FROM ${aboveParents(before?.parent ?? null, after.parent)}))`;
}

function aboveParents(...parents: (string | null)[]): SQL {
  return aboveCategories(parents.filter((parent) => parent !== null));
}

function versionOf(before: Category | null, after: Category, rulesRevision: number | undefined): SQL {
  const { handle, parent } = after;
  const above = aboveCategories(parent === null ? [] : [parent]);
  const isTree = sql`NOT EXISTS (SELECT 1 FROM ${above} WHERE handle = ${handle})
    AND (SELECT count(*) FROM ${above}) + (SELECT max(level) FROM ${belowCategory(handle)}) <= ${CATEGORY_DEPTH_MAX}`;
  return before
    ? sql`(SELECT version + 1 FROM category WHERE handle = ${handle} AND version = ${before.version} AND ${isTree}
        ${rulesRevision === undefined ? sql`` : sql`AND ${isRevision(rulesRevision)}`})`
    : sql`(SELECT ${after.version} WHERE ${isUnseen("category", handle, after.version)} AND ${isTree}
        AND (SELECT count(*) FROM category) < ${CATEGORIES_MAX})`;
}

function categoryRow(after: Category): Write {
  const { handle, parent, title, description, position, mediaId, seo, version, createdAtMs, updatedAtMs } =
    after;
  return sql`INSERT INTO category (handle, parent, title, description, position, media_id, seo, version, created_at_ms,
      updated_at_ms)
    VALUES (${handle}, ${parent}, ${title}, ${description}, ${position}, ${mediaId}, ${seo && JSON.stringify(seo)},
      ${version}, ${createdAtMs}, ${updatedAtMs})
    ON CONFLICT (handle) DO UPDATE SET parent = excluded.parent, title = excluded.title,
      description = excluded.description, position = excluded.position, media_id = excluded.media_id,
      seo = excluded.seo, version = excluded.version, updated_at_ms = excluded.updated_at_ms`;
}

/**
 * Products of what was moved are no longer in what was above it, but for what they are in by another way, and in what is now.
 * What is above both places, or not above either, they stay in: their rows there are not touched.
 */
function productRows(handle: string, from: string | null, to: string | null): Write[] {
  const moved = sql`(SELECT product_id FROM category_product
    WHERE is_own = 1 AND category IN (SELECT handle FROM ${belowCategory(handle)}))`;
  const left = sql`SELECT handle FROM ${aboveParents(from)} EXCEPT SELECT handle FROM ${aboveParents(to)}`;
  const joined = sql`SELECT handle FROM ${aboveParents(to)} EXCEPT SELECT handle FROM ${aboveParents(from)}`;
  return [
    sql`DELETE FROM category_product WHERE is_own = 0 AND category IN (${left}) AND product_id IN ${moved}`,
    sql`INSERT INTO category_product (product_id, category, is_own, created_at_ms)
      SELECT own.product_id, up.ancestor, 0, own.created_at_ms
      FROM category_product AS own JOIN (WITH RECURSIVE up(handle, ancestor) AS (
          SELECT handle, parent FROM category WHERE parent IS NOT NULL
          UNION SELECT up.handle, category.parent FROM up JOIN category ON category.handle = up.ancestor
          WHERE category.parent IS NOT NULL)
        SELECT handle, ancestor FROM up WHERE ancestor IN (SELECT * FROM (${left}) UNION SELECT * FROM (${joined}))
      ) AS up ON up.handle = own.category
      WHERE own.is_own = 1 AND own.product_id IN ${moved}
      ON CONFLICT (product_id, category) DO NOTHING`,
  ];
}
