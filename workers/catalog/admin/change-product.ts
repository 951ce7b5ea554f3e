import type { Product } from "../../../domain/catalog/product.ts";
import { ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { HistoryEntry } from "../storage/history-writes.ts";
import { loadProduct } from "../storage/load-product.ts";
import { commitProduct } from "./commit-product.ts";
import { untilCommitted } from "./until-committed.ts";

type Change = {
  database: D1Database;
  id: string;
  ifMatch: string | undefined;
  history: HistoryEntry;
  /** The version to follow, or the one given when nothing changes. Asked again when somebody else was faster. */
  decide: (before: Product, nowMs: number) => Promise<Product>;
};

/** CAT-5 What all edits of a product have in common: load, `If-Match`, decide, commit, and once more if overtaken. */
export async function changeProduct({ database, id, ifMatch, history, decide }: Change): Promise<Product> {
  return untilCommitted(async () => {
    const before = await loadProduct(database, id);
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(ifMatch, before.version)) throw problem("version_mismatch");

    const after = await decide(before, Date.now());
    if (after === before) return before;

    const outcome = await commitProduct({ database, before, after, history });
    return typeof outcome === "string" ? null : outcome;
  });
}
