import { type Plan, type Tier, tiersApart } from "../../../domain/search/plan-query.ts";
import { byRank, docsAfter, scoreOf } from "../../../domain/search/rank.ts";
import { rankWords } from "../../../domain/search/rank-words.ts";
import type { SearchAsk } from "./parse-search.ts";
import type { SortPlace } from "./search-cursor.ts";
import {
  type CardRow,
  cardsOf,
  firstDocuments,
  type PriceBounds,
  type Statement,
} from "./search-statements.ts";
import type { Searching } from "./searching.ts";
import { visible } from "./visible.ts";

/** What still has to be asked for a page, and the page that the answers make. */
export type Page = {
  statements: Statement[];
  cut(answers: readonly CardRow[][]): { cards: string[]; next: SortPlace | null };
};

/** The most popular matches, up to a thousand, in the order of their numbers. */
export type Known = {
  /** There are more, all behind these. */
  isMany: boolean;
  lines: readonly { doc: number; words: string }[];
  /** Which of them the index itself says are in a tier, where words do not tell. */
  byIndex: ReadonlyMap<Tier, ReadonlySet<number>>;
};

/**
 * SRC-5 A page by rank. What lies behind the known matches is no more popular than the last of them: so a tier is asked for
 * the rest only where one that fits so well could still come onto the page.
 */
export function rankedPage(
  searching: Searching,
  plan: Plan,
  asked: SearchAsk,
  prices: PriceBounds,
  { isMany, lines, byIndex }: Known,
): Page {
  const { tables } = searching;
  const isByRank = asked.sort === "relevance";
  const end = asked.after && { score: Number(asked.after.key), doc: asked.after.doc };
  const rows = asked.limit + 1;

  const ranked = isByRank ? rankWords(plan, byIndex, lines) : [];
  const known = ranked.filter((place) => !end || byRank(end, place) < 0).slice(0, rows);
  const lastDoc = (isByRank ? lines.at(-1)?.doc : undefined) ?? -1;
  const last = known[asked.limit];
  const tiers = isByRank ? tiersApart(plan) : [{ relevance: 1, match: plan.whole }];
  const further =
    isByRank && !isMany
      ? []
      : tiers.filter(({ relevance }) => !last || scoreOf(relevance, lastDoc) > last.score);

  return {
    statements: [
      cardsOf(
        tables,
        known.map(({ doc }) => doc),
      ),
      ...further.map(({ relevance, match }) => {
        const after = end ? (docsAfter(relevance, end) ?? Number.MAX_SAFE_INTEGER) : -1;
        return firstDocuments(
          tables,
          visible(match, asked, searching),
          prices,
          Math.max(after, lastDoc),
          rows,
        );
      }),
    ],
    cut([cards = [], ...found]) {
      const byDoc = new Map(cards.map(({ doc, card }) => [doc, card]));
      const placed = [
        ...known.map((place) => ({ ...place, card: byDoc.get(place.doc) })),
        ...found.flatMap((answer, index) =>
          answer.map(({ doc, card }) => ({ doc, card, score: scoreOf(further[index]?.relevance ?? 0, doc) })),
        ),
      ].sort(byRank);
      return cutAfter(
        placed.map(({ score, doc, card }) => ({ key: score, doc, card })),
        asked.limit,
      );
    },
  };
}

/** The cards of a page, and where it ends if there is more. A document that went since it was counted keeps its place. */
export function cutAfter(
  placed: readonly { key: number | string; doc: number; card: string | undefined }[],
  limit: number,
): { cards: string[]; next: SortPlace | null } {
  const page = placed.slice(0, limit);
  const last = placed.length > limit ? page.at(-1) : undefined;
  return {
    cards: page.flatMap(({ card }) => card ?? []),
    next: last ? { key: last.key, doc: last.doc } : null,
  };
}
