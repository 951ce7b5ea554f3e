import { commitTogether, type Write } from "./commit-together.ts";

/** Commits writes that break no constraint, whatever the database holds. One that does is a bug, and is thrown. */
export async function commitSurely(database: D1Database, writes: readonly Write[]): Promise<void> {
  const outcome = await commitTogether(database, writes);
  if (outcome.kind === "committed") return;
  const { rule, columns } = outcome.constraint;
  throw new Error(`writes that break no constraint were refused by ${rule} of ${columns}`);
}
