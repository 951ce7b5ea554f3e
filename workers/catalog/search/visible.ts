import { all, type Match } from "../../../domain/search/match.ts";
import { filterMatch, shownIn } from "../../../domain/search/search-filter.ts";
import type { SearchAsk } from "./parse-search.ts";
import type { Searching } from "./searching.ts";

/** What a document must have: words, what the shopper narrowed it down to, and that this channel shows it. */
export function visible(
  match: Match,
  asked: SearchAsk,
  { shelf, priceShelves }: Searching,
  left: string | null = null,
): Match {
  return shownIn(all([match, ...filterMatch(asked.filter, priceShelves, left)]), shelf.channel);
}
