import { commitTogether, type Write } from "../../../../platform/d1/commit-together.ts";
import { problem } from "../../../../platform/http/problem.ts";

/** Whether the writes took effect; false when what was decided from is no longer so. */
export async function commitTaxonomy(database: D1Database, writes: readonly Write[]): Promise<boolean> {
  const outcome = await commitTogether(database, writes);
  return outcome.kind === "committed";
}

/** A deletion, the same way. What something refers to stays: a 409 problem. */
export async function commitDeletion(database: D1Database, writes: readonly Write[]): Promise<boolean> {
  const outcome = await commitTogether(database, writes);
  if (outcome.kind === "refused" && outcome.constraint.rule === "foreign_key") throw problem("in_use");
  return outcome.kind === "committed";
}
