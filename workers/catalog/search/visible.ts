import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { all, type Match } from "../../../domain/search/match.ts";
import { filterMatch, shownIn } from "../../../domain/search/search-filter.ts";
import type { SearchAsk } from "./parse-search.ts";

/** What a document must have: words, what the shopper narrowed it down to, and that this channel shows it. */
export function visible(match: Match, asked: SearchAsk, shelf: Shelf, left: string | null = null): Match {
  return shownIn(all([match, ...filterMatch(asked.filter, shelf.currency, left)]), shelf.channel);
}
