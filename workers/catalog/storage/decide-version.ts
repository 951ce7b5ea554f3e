import { decideMemberships } from "../../../domain/catalog/decide-memberships.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { HistoryEntry } from "./history-writes.ts";
import type { DecidedVersion } from "./product-writes.ts";
import { loadRuleBook } from "./rule-book.ts";

/** COL-1 What else follows from a version of a product: the rule collections that it is in from now on. */
export async function decideVersion(
  database: D1Database,
  before: Product | null,
  after: Product,
  history: HistoryEntry,
): Promise<DecidedVersion> {
  const { revision, collections, above } = await loadRuleBook(database, after.categories);
  const memberships = decideMemberships(after, collections, above, after.updatedAtMs);
  const ruled = memberships.map(({ handle }) => handle).sort();
  return { before, after: { ...after, ruled }, memberships, rulesRevision: revision, history };
}
