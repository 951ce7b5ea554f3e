import { MATCH_END } from "../../../domain/search/count-facets.ts";
import { type Plan, type Tier, tiersApart } from "../../../domain/search/plan-query.ts";
import { byRank, docsAfter, type RankPlace, scoreOf } from "../../../domain/search/rank.ts";
import { rankWords } from "../../../domain/search/rank-words.ts";
import { hiddenFrom } from "../../../domain/search/search-filter.ts";
import {
  type CountedFacet,
  facetNames,
  facetsToCount,
  hasFilter,
  nameFacets,
  wantsOf,
} from "./facet-counts.ts";
import type { SearchAsk } from "./parse-search.ts";
import type { SortPlace } from "./search-cursor.ts";
import { COUNTED_MAX } from "./search-settings.ts";
import {
  type CardRow,
  cardsOf,
  firstDocuments,
  firstNumbers,
  type Gathered,
  gather,
  type PriceBounds,
  type Statement,
} from "./search-statements.ts";
import { ask, type Row, type Searching } from "./searching.ts";
import { type SortedBy, sortedDocuments } from "./sorted-documents.ts";
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
 * thousand are ranked here; then the cards of the page. Where there is more, the index finds the page itself, tier by tier.
 */
export async function runPlan(searching: Searching, plan: Plan, asked: SearchAsk): Promise<SearchPage> {
  const { tables, priceShelves } = searching;
  const prices = boundsOf(asked, priceShelves);
  const isRanked = asked.sort === "relevance";
  const own = asked.facets.filter((facet) => hasFilter(asked, facet));
  const byIndex = isRanked ? plan.tiers.filter(({ isOfWords }) => !isOfWords) : [];

  const [counted = [], ...rest] = await ask(searching, [
    gather(tables, visible(plan.whole, asked, searching), prices, priceShelves, {
      words: isRanked,
      ...wantsOf(asked.facets.filter((facet) => !own.includes(facet))),
    }),
    ...own.map((facet) =>
      gather(
        tables,
        visible(plan.whole, asked, searching, facet),
        facet === "price" ? null : prices,
        priceShelves,
        { words: false, ...wantsOf([facet]) },
      ),
    ),
    ...byIndex.map(({ match }) => firstNumbers(tables, match, COUNTED_MAX)),
  ]);
  const gathered = counted[0] as unknown as Gathered;
  const isMany = gathered.matches > COUNTED_MAX;
  const facets = facetsToCount(asked.facets, counted, own, rest);

  const ranked =
    isRanked && !isMany
      ? rankWords(plan, numbersOf(byIndex, rest.slice(own.length)), linesOf(gathered))
      : null;
  const page = ranked ? cutRanked(ranked, asked) : null;
  const statements =
    gathered.matches === 0
      ? []
      : page
        ? [cardsOf(tables, page.docs)]
        : pageStatements(searching, plan, asked, prices, isMany);
  const answers = await ask(searching, [...statements, ...facetNames(facets)]);
  const rows = answers.slice(0, statements.length) as unknown as CardRow[][];

  return {
    ...(page ? { cards: inOrder(rows[0] ?? [], page.docs), next: page.next } : cutPage(rows, plan, asked)),
    matches: { count: Math.min(gathered.matches, COUNTED_MAX), isMore: isMany },
    facets: nameFacets(facets, answers[statements.length] ?? []),
  };
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
  if (!docs || !words) return [];
  const lines = words.split(MATCH_END);
  return docs.split(",").map((doc, index) => ({ doc: Number(doc), words: lines[index] ?? "" }));
}

function cutRanked(ranked: readonly RankPlace[], { after, limit }: SearchAsk) {
  const end = after && { score: Number(after.key), doc: after.doc };
  const rest = end ? ranked.filter((place) => byRank(end, place) < 0) : ranked;
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return { docs: page.map(({ doc }) => doc), next: last ? { key: last.score, doc: last.doc } : null };
}

function inOrder(rows: readonly CardRow[], docs: readonly number[]): string[] {
  const cards = new Map(rows.map(({ doc, card }) => [doc, card]));
  return docs.flatMap((doc) => cards.get(doc) ?? []);
}

function pageStatements(
  searching: Searching,
  plan: Plan,
  asked: SearchAsk,
  prices: PriceBounds,
  isMany: boolean,
): Statement[] {
  const { tables, shelf, priceShelves } = searching;
  if (isSorted(asked.sort)) {
    const { sort, after, limit } = asked;
    const order = { sort, shelves: priceShelves, prices, after, rows: limit + 1 };
    // Where everything fits, the few that do not are what is looked for.
    return isEverything(asked)
      ? [sortedDocuments(tables, hiddenFrom(shelf.channel), { ...order, isMany: true, isRest: true })]
      : [sortedDocuments(tables, visible(plan.whole, asked, searching), { ...order, isMany })];
  }
  // Of each tier the first documents behind the end of the page before.
  const end = asked.after && { score: Number(asked.after.key), doc: asked.after.doc };
  return tiersOf(plan, asked).map(({ relevance, match }) => {
    const doc = end ? (docsAfter(relevance, end) ?? Number.MAX_SAFE_INTEGER) : -1;
    return firstDocuments(tables, visible(match, asked, searching), prices, doc, asked.limit + 1);
  });
}

function isSorted(sort: SearchAsk["sort"]): sort is SortedBy {
  return sort !== "relevance" && sort !== "popular";
}

/** Sorted by popularity alone, everything fits equally well. */
function tiersOf(plan: Plan, { sort }: SearchAsk): readonly Tier[] {
  return sort === "popular" ? [{ relevance: 1, match: plan.whole, isOfWords: false }] : tiersApart(plan);
}

function cutPage(
  rows: readonly CardRow[][],
  plan: Plan,
  asked: SearchAsk,
): Pick<SearchPage, "cards" | "next"> {
  const { limit, sort } = asked;
  const tiers = isSorted(sort) ? [] : tiersOf(plan, asked);
  const placed = rows.flatMap((found, index) =>
    found.map(({ doc, card, place }) => ({
      card,
      key: isSorted(sort) ? place : scoreOf(tiers[index]?.relevance ?? 0, doc),
      doc,
    })),
  );
  if (!isSorted(sort))
    placed.sort((one, other) => Number(other.key) - Number(one.key) || one.doc - other.doc);
  const page = placed.slice(0, limit);
  const last = placed.length > limit ? page.at(-1) : undefined;
  return { cards: page.map(({ card }) => card), next: last ? { key: last.key, doc: last.doc } : null };
}

function boundsOf({ filter: { price } }: SearchAsk, shelves: readonly string[]): PriceBounds {
  if (price.min === null && price.max === null) return null;
  return { shelves, min: price.min ?? 0, max: price.max ?? Number.MAX_SAFE_INTEGER };
}

function isEverything({ q, filter: { values, options, signals, price } }: SearchAsk): boolean {
  const names = [...Object.keys(values), ...Object.keys(options), ...signals];
  return (q ?? "").trim() === "" && names.length === 0 && price.min === null && price.max === null;
}
