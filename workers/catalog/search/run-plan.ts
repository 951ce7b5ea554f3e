import { MATCH_END } from "../../../domain/search/count-facets.ts";
import type { Plan, Tier } from "../../../domain/search/plan-query.ts";
import {
  type CountedFacet,
  facetNames,
  facetsToCount,
  hasFilter,
  nameFacets,
  wantsOf,
} from "./facet-counts.ts";
import type { SearchAsk } from "./parse-search.ts";
import { rankedPage } from "./ranked-page.ts";
import type { SortPlace } from "./search-cursor.ts";
import { COUNTED_MAX } from "./search-settings.ts";
import {
  type CardRow,
  firstNumbers,
  type Gathered,
  gather,
  joinGathered,
  type PriceBounds,
} from "./search-statements.ts";
import { ask, type Row, type Searching } from "./searching.ts";
import { isSorted, sortedPage } from "./sorted-page.ts";
import { visible } from "./visible.ts";

export type SearchPage = {
  /** Cards as the index keeps them. */
  cards: string[];
  next: SortPlace | null;
  matches: { count: number; isMore: boolean };
  facets: CountedFacet[];
};

/**
 * A page of what fits a plan, with how many do and what they have, in two questions: first what there is, of which up to a
 * thousand are ranked here; then the cards of the page, and what else may come onto it.
 */
export async function runPlan(searching: Searching, plan: Plan, asked: SearchAsk): Promise<SearchPage> {
  const { tables, priceShelves } = searching;
  const prices = boundsOf(asked, priceShelves);
  const isRanked = asked.sort === "relevance";
  const own = asked.facets.filter((facet) => hasFilter(asked, facet));
  const byIndex = isRanked ? plan.tiers.filter(({ isOfWords }) => !isOfWords) : [];

  const questions = (inRows: boolean) => [
    gather(tables, visible(plan.whole, asked, searching), prices, priceShelves, {
      words: isRanked,
      ...wantsOf(asked.facets.filter((facet) => !own.includes(facet))),
      inRows,
    }),
    ...own.map((facet) =>
      gather(
        tables,
        visible(plan.whole, asked, searching, facet),
        facet === "price" ? null : prices,
        priceShelves,
        { words: false, ...wantsOf([facet]), inRows },
      ),
    ),
    ...byIndex.map(({ match }) =>
      firstNumbers(tables, visible(match, asked, searching), prices, COUNTED_MAX + 1),
    ),
  ];
  const [counted = [], ...rest] = await ask(searching, questions(false)).catch((error) => {
    if (!isTooLong(error)) throw error;
    return ask(searching, questions(true));
  });
  const gathered = joinGathered(counted);
  const isMany = gathered.matches > COUNTED_MAX;
  const facets = facetsToCount(asked.facets, gathered, own, rest.slice(0, own.length).map(joinGathered));

  const page = isSorted(asked)
    ? sortedPage(searching, plan, asked, prices, isMany)
    : rankedPage(searching, plan, asked, prices, {
        isMany,
        lines: linesOf(gathered),
        byIndex: numbersOf(byIndex, rest.slice(own.length)),
      });
  const statements = gathered.matches === 0 ? [] : page.statements;
  const answers = await ask(searching, [...statements, ...facetNames(facets)]);

  return {
    ...page.cut(answers.slice(0, statements.length) as unknown as CardRow[][]),
    matches: { count: Math.min(gathered.matches, COUNTED_MAX), isMore: isMany },
    facets: nameFacets(facets, answers[statements.length] ?? []),
  };
}

/** Whether a text was to be longer than D1 makes them. */
function isTooLong(error: unknown): boolean {
  return error instanceof Error && error.message.includes("string or blob too big");
}

/** Which documents the index itself says are in a tier. */
function numbersOf(tiers: readonly Tier[], answers: readonly Row[][]): Map<Tier, ReadonlySet<number>> {
  return new Map(
    tiers.map((tier, index) => [
      tier,
      new Set(
        String(answers[index]?.[0]?.docs ?? "")
          .split(",")
          .map(Number),
      ),
    ]),
  );
}

function linesOf({ docs, words }: Gathered): { doc: number; words: string }[] {
  if (docs === "") return [];
  const lines = words.split(MATCH_END);
  return docs.split(",").map((doc, index) => ({ doc: Number(doc), words: lines[index] ?? "" }));
}

function boundsOf({ filter: { price } }: SearchAsk, shelves: readonly string[]): PriceBounds {
  if (price.min === null && price.max === null) return null;
  return { shelves, min: price.min ?? 0, max: price.max ?? Number.MAX_SAFE_INTEGER };
}
