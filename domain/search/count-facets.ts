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
  // By what all its marks end with: most of a thousand matches' marks are of other facets, and are never looked at.
  for (let at = marks.indexOf(facetEnd); at >= 0; at = marks.indexOf(facetEnd, at + 1)) {
    const end = at + facetEnd.length;
    const isWhole = end === marks.length || marks[end] === " " || marks[end] === MATCH_END;
    if (!isWhole) continue;
    const mark = marks.slice(end - MARK_LENGTH, end);
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return [...counts]
    .map(([mark, count]) => ({ mark, count }))
    .sort((one, other) => other.count - one.count || (one.mark < other.mark ? -1 : 1))
    .slice(0, valuesMax);
}

/** Between what belongs to different matches. */
export const MATCH_END = "\u001e";
