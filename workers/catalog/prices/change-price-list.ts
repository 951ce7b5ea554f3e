import type { Flaw } from "../../../domain/catalog/flaw.ts";
import type { ShelfSettings } from "../../../domain/catalog/resolve-shelf.ts";
import type { Result } from "../../../domain/kernel/result.ts";
import type { PriceList } from "../../../domain/pricing/price-list.ts";
import { etagOf, ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import { refuseFlaws } from "../admin/refuse-flaws.ts";
import { untilCommitted } from "../admin/until-committed.ts";
import { commitPriceList } from "./commit-price-list.ts";
import { knownChoices } from "./known-choices.ts";
import { loadPriceList } from "./load-price-list.ts";
import { showPriceList } from "./price-list-wire.ts";

type Change = {
  database: D1Database;
  handle: string;
  ifMatch: string | undefined;
  actorId: string;
  /** The version to follow, or the one given when nothing changes. Asked again when somebody else was faster. */
  decide: (before: PriceList, known: ShelfSettings, nowMs: number) => Result<PriceList, readonly Flaw[]>;
};

/** CAT-5 What all edits of a price list have in common: load, `If-Match`, decide, commit, and once more if overtaken. */
export async function changePriceList({ database, handle, ifMatch, actorId, decide }: Change) {
  const known = await knownChoices(database);
  const list = await untilCommitted(async () => {
    const before = await loadPriceList(database, handle);
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(ifMatch, before.version)) throw problem("version_mismatch");

    const decided = decide(before, known, Date.now());
    if (!decided.ok) throw refuseFlaws(decided.refusal);
    const after = decided.value;
    if (after === before) return before;

    const outcome = await commitPriceList({ database, before, after, actorId });
    return outcome === "committed" ? after : null;
  });
  return {
    status: 200,
    body: showPriceList(list, Date.now()),
    headers: { etag: etagOf(list.version) },
  } as const;
}
