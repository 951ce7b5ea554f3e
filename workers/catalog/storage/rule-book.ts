import { isNotNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { RuleSet } from "../../../domain/catalog/collection-rule.ts";
import { collection } from "../tables.ts";
import { aboveCategories } from "./above-categories.ts";

/** COL-1 The rules of all rule collections in one state of them; `revision` names it. */
export type RuleBook = {
  readonly revision: number;
  readonly collections: readonly { readonly id: string; readonly handle: string; readonly rules: RuleSet }[];
};

/** The rule book in force, and of categories those above each of the given ones. */
export async function loadRuleBook(
  database: D1Database,
  categories: readonly string[],
): Promise<RuleBook & { above: ReadonlySet<string> }> {
  const db = drizzle(database);
  const [collections, above] = await db.batch([
    db
      .select({
        id: collection.id,
        handle: collection.handle,
        rules: collection.rules,
        revision: collection.rulesRevision,
      })
      .from(collection)
      .where(isNotNull(collection.rules)),
    db
      .select({ handle: sql<string>`value`.as("handle") })
      .from(sql`(SELECT handle AS value FROM ${aboveCategories(categories)})`),
  ]);
  return {
    revision: collections.reduce((sum, { revision }) => sum + revision, 0),
    collections: collections.flatMap(({ id, handle, rules }) => (rules ? [{ id, handle, rules }] : [])),
    above: new Set(above.map(({ handle }) => handle)),
  };
}

/** True in a batch while this revision is in force. Revisions only rise and no collection goes, so the sum tells. */
export function isRevision(revision: number) {
  return sql`(SELECT coalesce(sum(rules_revision), 0) FROM collection) = ${revision}`;
}
