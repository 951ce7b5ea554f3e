import { countFacet, MATCH_END } from "../../../domain/search/count-facets.ts";
import { FACETS, familyOf } from "../../../domain/search/facets.ts";
import { facetOfMark } from "../../../domain/search/mark-of.ts";
import { nextStep, priceStep } from "../../../domain/search/price-steps.ts";
import type { SearchAsk } from "./parse-search.ts";
import { COUNTED_MAX, FACET_VALUES_MAX } from "./search-settings.ts";
import type { Gathered, Statement, Wants } from "./search-statements.ts";
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

/** What has to be gathered so that these facets can be counted. */
export function wantsOf(facets: readonly string[]): Pick<Wants, "families" | "lows"> {
  return {
    families: [...new Set(facets.flatMap((facet) => familyOf(facet) ?? []))],
    lows: facets.includes("price"),
  };
}

/** Counts each facet in what was gathered for it: `own` facets in answers of their own, in their order. */
export function facetsToCount(
  facets: readonly string[],
  shared: Gathered,
  own: readonly string[],
  owned: readonly Gathered[],
): Unnamed[] {
  return facets.map((facet) => {
    const gathered = owned[own.indexOf(facet)] ?? shared;
    const family = familyOf(facet);
    const counted = family
      ? countFacet(gathered[family], facetOfMark(facet), FACET_VALUES_MAX)
      : countSteps(gathered.lows);
    return {
      facet,
      isPartial: gathered.matches > COUNTED_MAX,
      // One match more than are counted was read, to know whether there is one.
      values: counted.map(({ mark, count }) => ({ mark, count: Math.min(count, COUNTED_MAX) })),
    };
  });
}

/** Prices by their steps, which name themselves. */
function countSteps(lows: string): Unnamed["values"] {
  const counts = new Map<number, number>();
  for (const low of lows === "" ? [] : lows.split(MATCH_END)) {
    const step = priceStep(Number(low));
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].map(([step, count]) => ({ mark: String(step), count }));
}

/** Asks what the marks are the names of; nothing where nothing was counted. */
export function facetNames(facets: readonly Unnamed[]): Statement[] {
  const marks = facets
    .filter(({ facet }) => facet !== "price")
    .flatMap(({ values }) => values.map(({ mark }) => mark));
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
    if (facet === "price") return { facet, isPartial, values: inSteps(values) };
    const named = values.flatMap(({ mark, count }) => {
      const name = names.get(mark);
      return name ? [{ ...name, count }] : [];
    });
    return { facet, isPartial, values: named };
  });
}

function inSteps(values: Unnamed["values"]): CountedFacet["values"] {
  return values
    .map(({ mark: step, count }) => ({ value: step, title: step, count, below: nextStep(Number(step)) }))
    .sort((one, other) => Number(one.value) - Number(other.value));
}
