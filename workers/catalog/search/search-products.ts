import { languageOf } from "../../../domain/search/fold-word.ts";
import { type Match, mark } from "../../../domain/search/match.ts";
import { found, type Plan, planQuery, planSomeWords } from "../../../domain/search/plan-query.ts";
import { type Query, readQuery } from "../../../domain/search/read-query.ts";
import { shownIn } from "../../../domain/search/search-filter.ts";
import { EVERYTHING, TEXT_COLUMNS } from "../../../domain/search/text-columns.ts";
import { correctQuery, mayBeMisspelt, nearCandidates } from "./find-near-words.ts";
import type { SearchAsk } from "./parse-search.ts";
import { runPlan, type SearchPage } from "./run-plan.ts";
import { anyDocument } from "./search-statements.ts";
import { ask, type Searching } from "./searching.ts";

/** What was found, and what was searched for in place of the words that nothing has. */
export type SearchResult = SearchPage & { correctedTo: string | null };

const NOTHING: SearchResult = {
  cards: [],
  next: null,
  matches: { count: 0, isMore: false },
  facets: [],
  correctedTo: null,
};

/**
 * A search: as it was typed; where nothing has such words, with the nearest there are; where nothing has all of them, with
 * most or any of them. Most searches take one question to the database.
 */
export async function searchProducts(searching: Searching, asked: SearchAsk): Promise<SearchResult> {
  if (asked.q === null || asked.q.trim() === "") return run(searching, planEverything(), asked);
  const query = readQuery(asked.q, languagesOf(searching), searching.state.thesaurus);
  if (query.terms.length === 0) return NOTHING;

  const asTyped = await run(searching, planQuery(query), asked);
  if (asTyped.matches.count > 0) return asTyped;

  // Products there are, and the filters leave none: no other words would be an answer to that.
  const [exists, ...knows] = await ask(searching, [
    anyDocument(searching.tables, shownIn(planQuery(query).whole, searching.shelf.channel)),
    ...query.terms.map((term) => anyDocument(searching.tables, found(term, TEXT_COLUMNS, term.isUnfinished))),
  ]);
  if (isFound(exists)) return asTyped;

  const corrected = await correct(searching, query, knows.map(isFound));
  if (corrected) {
    const near = await run(searching, planQuery(corrected), asked);
    const words = corrected.terms.map(({ written }) => written).join(" ");
    if (near.matches.count > 0) return { ...near, correctedTo: words };
  }
  return query.terms.length > 1 ? run(searching, planSomeWords(corrected ?? query), asked) : asTyped;
}

async function run(searching: Searching, plan: Plan, asked: SearchAsk): Promise<SearchResult> {
  return { ...(await runPlan(searching, plan, asked)), correctedTo: null };
}

function planEverything(): Plan {
  const everything: Match = mark(EVERYTHING);
  return { tiers: [{ relevance: 1, match: everything, isOfWords: true }], whole: everything };
}

/** Words that nothing has are replaced; if all are known and never together, each may have been meant otherwise. */
async function correct(searching: Searching, query: Query, known: readonly boolean[]): Promise<Query | null> {
  const areAllKnown = known.every(Boolean);
  const doubtful = query.terms.filter((term, index) => (areAllKnown || !known[index]) && mayBeMisspelt(term));
  if (doubtful.length === 0) return null;
  const answers = await ask(
    searching,
    doubtful.map((term) => nearCandidates(searching.tables, term)),
  );
  const candidates = new Map(
    doubtful.map((term, index) => [term, (answers[index] ?? []).map((row) => String(row.term))]),
  );
  return correctQuery(query, candidates, areAllKnown);
}

/** The reader's language first; more than four are no help. */
function languagesOf({ shelf, state }: Searching): string[] {
  return [...new Set([shelf.locale, ...(state.shop?.locales ?? [])].map(languageOf))].slice(0, 4);
}

function isFound(rows: readonly Record<string, unknown>[] | undefined): boolean {
  return rows?.[0]?.found === 1;
}
