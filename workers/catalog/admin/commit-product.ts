import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Flaw } from "../../../domain/catalog/flaw.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import { invariant } from "../../../domain/kernel/invariant.ts";
import { commitTogether, type Write } from "../../../platform/d1/commit-together.ts";
import { IDEMPOTENCY_SCOPE } from "../../../platform/d1/idempotency.ts";
import { decideVersion } from "../storage/decide-version.ts";
import type { HistoryEntry } from "../storage/history-writes.ts";
import { productWrites } from "../storage/product-writes.ts";
import { variant } from "../tables.ts";
import { refuseTaken } from "./refuse-flaws.ts";

type Commit = {
  database: D1Database;
  before: Product | null;
  after: Product;
  history: HistoryEntry;
  /** Writes that go ahead of all others: the idempotency record. */
  first?: readonly Write[];
};

/**
 * Commits a version of a product with its row of the change feed, whole or not at all, and answers it as committed. The
 * database decides what only it can know: a taken handle, SKU or external id is a 409 problem; `overtaken` means that what
 * was decided from is no longer so (the version before, the rules of collections, something it refers to), `same_key` that
 * a request with the same Idempotency-Key committed first.
 */
export async function commitProduct({
  database,
  before,
  after,
  history,
  first = [],
}: Commit): Promise<Product | "overtaken" | "same_key"> {
  const decided = await decideVersion(database, before, after, history);
  const outcome = await commitTogether(database, [...first, ...productWrites(decided)]);
  if (outcome.kind === "committed") return decided.after;

  const { rule, columns } = outcome.constraint;
  if (columns === IDEMPOTENCY_SCOPE) return "same_key";
  if (columns === "catalog_change.version" || rule === "foreign_key") return "overtaken";
  if (columns === "product.handle") throw refuseTaken([{ at: ["handle"], detail: "is taken" }]);
  if (columns === "product.external_id") throw refuseTaken([{ at: ["external_id"], detail: "is taken" }]);
  invariant(
    columns === "variant.sku",
    `CAT-1 a decided product fits the tables, but ${rule} ${columns} refused it`,
  );
  throw refuseTaken(await findTakenSkus(database, after));
}

async function findTakenSkus(database: D1Database, product: Product): Promise<Flaw[]> {
  const skus = JSON.stringify(product.variants.map(({ sku }) => sku));
  const taken = await drizzle(database)
    .select({ sku: variant.sku })
    .from(variant)
    .where(
      and(
        eq(variant.claimsSku, true),
        ne(variant.productId, product.id),
        inArray(variant.sku, sql`(SELECT value FROM json_each(${skus}))`),
      ),
    );
  const takenSkus = new Set(taken.map(({ sku }) => sku));
  return product.variants.flatMap(({ sku }, index) =>
    takenSkus.has(sku) ? [{ at: ["variants", index, "sku"], detail: `"${sku}" is taken` }] : [],
  );
}
