import { countFacet } from "../../../domain/search/count-facets.ts";
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
  shelf: string,
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
      values: countFacet(
        gathered?.marks ?? "",
        facetOfMark(facet === "price" ? FACETS.price(shelf) : facet),
        FACET_VALUES_MAX,
        // One match more than are counted was read, to know whether there is one.
      ).map(({ mark, count }) => ({ mark, count: Math.min(count, COUNTED_MAX) })),
    };
  });
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

function inSteps(values: CountedFacet["values"]): CountedFacet["values"] {
  return values
    .map((value) => ({ ...value, below: nextStep(Number(value.value)) }))
    .sort((one, other) => Number(one.value) - Number(other.value));
}
