import { MARK_LENGTH } from "./mark-of.ts";

/**
 * How often each mark of a facet stands in the marks of matches, the most frequent first and, for equals, in the order of
 * marks. `facetEnd` is how all its marks end, and nothing else does.
 */
export function countFacet(
  marks: string,
  facetEnd: string,
  valuesMax: number,
): { mark: string; count: number }[] {
  const counts = new Map<string, number>();
  for (let at = 0; at < marks.length; ) {
    if (marks[at] === " " || marks[at] === MATCH_END) {
      at += 1;
      continue;
    }
    // All marks are of one length, so that most of them, which are of other facets, are passed over unread.
    const end = at + MARK_LENGTH;
    if (marks.startsWith(facetEnd, end - facetEnd.length)) {
      const mark = marks.slice(at, end);
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
    at = end;
  }
  return [...counts]
    .map(([mark, count]) => ({ mark, count }))
    .sort((one, other) => other.count - one.count || (one.mark < other.mark ? -1 : 1))
    .slice(0, valuesMax);
}

/** Between what belongs to different matches. */
export const MATCH_END = "\u001e";
