import { suggestSearches } from "../../../contracts/http/store/search-routes.ts";
import { completeWord } from "../../../domain/search/complete-word.ts";
import type { DocumentCard } from "../../../domain/search/document.ts";
import { languageOf } from "../../../domain/search/fold-word.ts";
import { planQuery } from "../../../domain/search/plan-query.ts";
import { readQuery } from "../../../domain/search/read-query.ts";
import { problem } from "../../../platform/http/problem.ts";
import { runPlan } from "./run-plan.ts";
import type { Searching } from "./searching.ts";
import { titleIn } from "./title-in.ts";

const LOOKED_AT = 50;
const QUERIES_MAX = 5;
const SUGGESTIONS_MAX = 10;

/** What somebody who typed so far may want: the words that the most popular products continue it with, and these products. */
export async function suggest(searching: Searching, query: URLSearchParams) {
  const parsed = suggestSearches.request.query.shape.q.safeParse(query.get("q") ?? undefined);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ message }) => ({ pointer: "?q", detail: message }));
    throw problem("invalid_request", { errors });
  }
  const typed = parsed.data;
  const { shelf, state } = searching;
  const languages = [...new Set([shelf.locale, ...(state.shop?.locales ?? [])].map(languageOf))].slice(0, 4);
  const read = readQuery(typed, languages, new Map());
  if (read.terms.length === 0) return { data: [] };

  const { cards } = await runPlan(searching, planQuery(read), {
    q: typed,
    filter: { values: {}, options: {}, signals: [], price: { min: null, max: null } },
    sort: "relevance",
    facets: [],
    limit: LOOKED_AT,
    after: null,
  });
  const products = cards.map((card) => JSON.parse(card) as DocumentCard);
  const titles = products.map((card) => titleIn(card, shelf.locale));
  const queries = completeWord(typed, titles, QUERIES_MAX).map((text) => ({ kind: "query" as const, text }));
  const found = products.map((card, index) => ({
    kind: "product" as const,
    text: titles[index] ?? "",
    handle: card.handle,
  }));
  return { data: [...queries, ...found].slice(0, SUGGESTIONS_MAX) };
}
