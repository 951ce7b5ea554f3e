import { isNotNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Write } from "../../../platform/d1/commit-together.ts";
import type { Job } from "../jobs/job-kind.ts";
import { collection } from "../tables.ts";
import { judgeAgain } from "./judge-again.ts";

type Again = {
  /** Of the rules that were read: the batch must take effect in no other state of them, for what came since has no job. */
  rulesRevision: number;
  writes: Write[];
  jobs: readonly Job[];
};

/**
 * COL-1 For a batch that moves a category: collections with a rule about categories have other products from now on. Their rules
 * are another revision, though they say the same, so that nothing which was decided by the tree before is written after it.
 */
export async function judgeCategoryRules(
  database: D1Database,
  actorId: string,
  nowMs: number,
): Promise<Again> {
  const found = await drizzle(database)
    .select({ handle: collection.handle, rules: collection.rules, revision: collection.rulesRevision })
    .from(collection)
    .where(isNotNull(collection.rules));
  const asked = found
    .filter(({ rules }) => rules?.rules.some(({ field }) => field === "category"))
    .map(({ handle }) => handle);
  const again = judgeAgain(asked, actorId, nowMs);
  return {
    rulesRevision: found.reduce((sum, { revision }) => sum + revision, 0),
    jobs: again.jobs,
    writes: [
      sql`UPDATE collection SET rules_revision = rules_revision + 1
        WHERE handle IN (SELECT value FROM json_each(${JSON.stringify(asked)}))`,
      ...again.writes,
    ],
  };
}
