import type { Plan } from "../../../domain/search/plan-query.ts";
import { hiddenFrom } from "../../../domain/search/search-filter.ts";
import type { SearchAsk } from "./parse-search.ts";
import { cutAfter, type Page } from "./ranked-page.ts";
import type { PriceBounds } from "./search-statements.ts";
import type { Searching } from "./searching.ts";
import { type SortedBy, sortedDocuments } from "./sorted-documents.ts";
import { visible } from "./visible.ts";

export type SortedAsk = SearchAsk & { sort: SortedBy };

export function isSorted(asked: SearchAsk): asked is SortedAsk {
  return asked.sort !== "relevance" && asked.sort !== "popular";
}

/** A page in an order that has nothing to do with how well something fits. */
export function sortedPage(
  searching: Searching,
  plan: Plan,
  asked: SortedAsk,
  prices: PriceBounds,
  isMany: boolean,
): Page {
  const { tables, shelf, priceShelves } = searching;
  const order = {
    sort: asked.sort,
    shelves: priceShelves,
    prices,
    after: asked.after,
    rows: asked.limit + 1,
  };
  return {
    // Where everything fits, the few that do not are what is looked for.
    statements: [
      isEverything(asked)
        ? sortedDocuments(tables, hiddenFrom(shelf.channel), { ...order, isMany: true, isRest: true })
        : sortedDocuments(tables, visible(plan.whole, asked, searching), { ...order, isMany }),
    ],
    cut: ([found = []]) =>
      cutAfter(
        found.map(({ doc, card, place }) => ({ key: place, doc, card })),
        asked.limit,
      ),
  };
}

function isEverything({ q, filter: { values, options, signals, price } }: SearchAsk): boolean {
  const names = [...Object.keys(values), ...Object.keys(options), ...signals];
  return (q ?? "").trim() === "" && names.length === 0 && price.min === null && price.max === null;
}
