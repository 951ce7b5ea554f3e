import type { Generation } from "./generation.ts";
import { tablesOf } from "./slots.ts";

/** Pages that one statement merges: so long others wait at the most. */
const MERGE_PAGES = 500;
const DOCUMENTS_A_MERGE = 1_000;
const MERGES_MAX = 200;
/** Of an index that serves: a fifth of its documents, and so many at least. */
const WORTH_IT = { share: 0.2, documents: 1_000 } as const;

/** SRC-13 Whether so much was written since the last time that searches read noticeably more than they need to. */
export function isScattered({ documents, unmerged }: Generation): boolean {
  return unmerged >= WORTH_IT.documents && unmerged >= documents * WORTH_IT.share;
}

/**
 * Brings the pieces in which an index was written together, a few pages at a time: searches of it then read fewer. Whoever dies
 * halfway leaves a sound index, and the next one goes on.
 */
export async function mergeIndex(
  search: D1Database,
  { slot, number, documents, unmerged }: Generation,
): Promise<void> {
  const { text } = tablesOf(slot);
  // https://sqlite.org/fts5.html, section 6.8: below zero it begins, above it goes on.
  const merge = search.prepare(`INSERT INTO ${text} (${text}, rank) VALUES ('merge', ?)`);
  const merges = Math.min(MERGES_MAX, 1 + Math.ceil(documents / DOCUMENTS_A_MERGE));
  for (let index = 0; index < merges; index += 1)
    await merge.bind(index === 0 ? -MERGE_PAGES : MERGE_PAGES).run();
  // Once, where two did so at the same time. A slice that is under way has read the count of before: it is overtaken (SRC-8).
  await search
    .prepare(
      `UPDATE generation SET version = version + 1, unmerged = unmerged - ?1
        WHERE slot = ?2 AND number = ?3 AND unmerged >= ?1`,
    )
    .bind(unmerged, slot, number)
    .run();
}
