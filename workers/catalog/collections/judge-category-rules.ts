import { isNotNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Write } from "../../../platform/d1/commit-together.ts";
import type { Job } from "../jobs/job-kind.ts";
import { collection } from "../tables.ts";
import { judgeAgain } from "./judge-again.ts";

/**
 * COL-1 For a batch that moves a category: collections with a rule about categories have other products from now on. Their rules
 * are another revision, though they say the same, so that nothing which was decided by the tree before is written after it. The move itself is for `rulesRevision` alone: rules that came in
 * between would have no job.
 */
export async function judgeCategoryRules(
  database: D1Database,
  actorId: string,
  nowMs: number,
): Promise<{ rulesRevision: number; writes: Write[]; jobs: readonly Job[] }> {
  const asks = sql`rules IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(rules, '$.rules') AS rule
    WHERE rule.value ->> '$.field' = 'category')`;
  const found = await drizzle(database).select({ handle: collection.handle }).from(collection).where(asks);
  const again = judgeAgain(
    found.map(({ handle }) => handle),
    actorId,
    nowMs,
  );
  return {
    jobs: again.jobs,
    writes: [sql`UPDATE collection SET rules_revision = rules_revision + 1 WHERE ${asks}`, ...again.writes],
  };
}
