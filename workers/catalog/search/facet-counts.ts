import { countFacet, MATCH_END } from "../../../domain/search/count-facets.ts";
import { FACETS } from "../../../domain/search/facets.ts";
import { facetOfMark } from "../../../domain/search/mark-of.ts";
import { nextStep } from "../../../domain/search/price-steps.ts";
import type { SearchAsk } from "./parse-search.ts";
import { COUNTED_MAX, FACET_VALUES_MAX } from "./search-settings.ts";
import type { Gathered, Statement } from "./search-statements.ts";
import type { Row } from "./searching.ts";

export type CountedFacet = {
  facet: string;
  isPartial: boolean;
  values: { value: string; title: string; count: number; below?: number | null }[];
};

/** Values by their marks, not named yet. */
type Unnamed = { facet: string; isPartial: boolean; values: { mark: string; count: number }[] };

/** Whether a search is narrowed down by this very facet: it is then counted as if it were not. */
export function hasFilter({ filter }: SearchAsk, facet: string): boolean {
  if (facet === "price") return filter.price.min !== null || filter.price.max !== null;
  if (facet === FACETS.availability) return filter.signals.length > 0;
  const option = FACETS.option("");
  return facet.startsWith(option) ? facet.slice(option.length) in filter.options : facet in filter.values;
}

/** Counts each facet in what was gathered for it: `own` facets in answers of their own, in their order. */
export function facetsToCount(
  facets: readonly string[],
  shelves: readonly string[],
  shared: readonly Row[],
  own: readonly string[],
  owned: readonly Row[][],
): Unnamed[] {
  return facets.map((facet) => {
    const at = own.indexOf(facet);
    const [gathered] = (at < 0 ? shared : owned[at]) as unknown as Gathered[];
    return {
      facet,
      isPartial: (gathered?.matches ?? 0) > COUNTED_MAX,
      // One match more than are counted was read, to know whether there is one.
      values: countAs(facet, gathered?.marks ?? "", shelves).map(({ mark, count }) => ({
        mark,
        count: Math.min(count, COUNTED_MAX),
      })),
    };
  });
}

/** Of prices, each match counts on the first of the reader's shelves where it has one. */
function countAs(facet: string, marks: string, shelves: readonly string[]): Unnamed["values"] {
  if (facet !== "price") return countFacet(marks, facetOfMark(facet), FACET_VALUES_MAX);
  const ends = shelves.map((shelf) => facetOfMark(FACETS.price(shelf)));
  const [narrow, ...own] = ends;
  if (narrow === undefined || own.length === 0) return countFacet(marks, ends[0] ?? "", FACET_VALUES_MAX);
  const matches = marks.split(MATCH_END);
  const has = (list: string) => list.split(" ").some((mark) => mark.endsWith(narrow));
  const counts = [
    ...countFacet(matches.filter(has).join(MATCH_END), narrow, FACET_VALUES_MAX),
    ...own.flatMap((end) =>
      countFacet(matches.filter((list) => !has(list)).join(MATCH_END), end, FACET_VALUES_MAX),
    ),
  ];
  return counts;
}

/** Asks what the marks are the names of; nothing where nothing was counted. */
export function facetNames(facets: readonly Unnamed[]): Statement[] {
  const marks = facets.flatMap(({ values }) => values.map(({ mark }) => mark));
  if (marks.length === 0) return [];
  return [
    {
      sql: "SELECT mark, value, title FROM facet_value WHERE mark IN (SELECT value FROM json_each(?))",
      values: [JSON.stringify(marks)],
    },
  ];
}

export function nameFacets(facets: readonly Unnamed[], rows: readonly Row[]): CountedFacet[] {
  const names = new Map(
    rows.map(({ mark, value, title }) => [mark, { value: String(value), title: String(title) }]),
  );
  return facets.map(({ facet, isPartial, values }) => {
    const named = values.flatMap(({ mark, count }) => {
      const name = names.get(mark);
      return name ? [{ ...name, count }] : [];
    });
    return { facet, isPartial, values: facet === "price" ? inSteps(named) : named };
  });
}

/** A step on two shelves is one step. */
function inSteps(values: CountedFacet["values"]): CountedFacet["values"] {
  const steps = Map.groupBy(values, ({ value }) => value);
  return [...steps.values()]
    .flatMap(([first, ...others]) =>
      first ? [{ ...first, count: others.reduce((sum, { count }) => sum + count, first.count) }] : [],
    )
    .map((value) => ({ ...value, below: nextStep(Number(value.value)) }))
    .sort((one, other) => Number(one.value) - Number(other.value));
}
