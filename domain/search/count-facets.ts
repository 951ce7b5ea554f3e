/**
 * How often each mark of a facet stands in the lists of marks that matches have, the most frequent first and, for equals,
 * in the order of marks. `facetEnd` is how all its marks end.
 */
export function countFacet(
  lists: readonly string[],
  facetEnd: string,
  valuesMax: number,
): { mark: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const list of lists) {
    for (const mark of list.split(" ")) {
      if (mark.endsWith(facetEnd)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([mark, count]) => ({ mark, count }))
    .sort((one, other) => other.count - one.count || (one.mark < other.mark ? -1 : 1))
    .slice(0, valuesMax);
}
