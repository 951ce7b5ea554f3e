import type { Signal } from "../inventory/signal.ts";
import { CHANNEL, FACETS, LIMITED } from "./facets.ts";
import { markOf } from "./mark-of.ts";
import { all, any, but, type Match, mark } from "./match.ts";
import { stepsOfRange } from "./price-steps.ts";
import { togetherMarks } from "./variant-marks.ts";

/** What a shopper narrows a search down to. Of values of one facet any will do; of facets each must fit. */
export type SearchFilter = {
  /** By the facet's name: brand, type, category, collection, tag, `attribute.…`. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** By the option's name. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly signals: readonly Signal[];
  /** Of the lowest price; null where there is no bound. */
  readonly price: { readonly min: number | null; readonly max: number | null };
};

/** More ways to choose one value of each option are refused: each of them is looked for. */
export const COMBINATIONS_MAX = 60;

/** What a document must have to pass, but for the exact price: its step alone is here. `left` is a facet that may be anything. */
export function filterMatch(
  filter: SearchFilter,
  shelves: readonly string[],
  left: string | null = null,
): Match[] {
  const values = Object.entries(filter.values).filter(([facet]) => facet !== left);
  const options = Object.fromEntries(
    Object.entries(filter.options).filter(([name]) => FACETS.option(name) !== left),
  );
  const signals = left === FACETS.availability ? [] : filter.signals;

  return [
    ...values.map(([facet, wanted]) => any(wanted.map((value) => mark(markOf(facet, value))))),
    ...variantMatch(options, signals),
    ...(left === "price" ? [] : priceMatch(filter.price, shelves)),
  ];
}

/** SRC-7 One variant has all of it: a value of each option, and one of the signals. */
function variantMatch(options: SearchFilter["options"], signals: readonly Signal[]): Match[] {
  const combinations = combinationsOf(options);
  if (combinations.length === 0)
    return signals.length === 0
      ? []
      : [any(signals.map((signal) => mark(markOf(FACETS.availability, signal))))];
  const each = combinations.flatMap((combination) =>
    (signals.length === 0 ? [undefined] : signals).map((signal) =>
      all(togetherMarks(combination, signal).map(mark)),
    ),
  );
  return [any(each)];
}

/** Every way to choose one value of each option; none where no option is named. */
export function combinationsOf(options: SearchFilter["options"]): Record<string, string>[] {
  const names = Object.entries(options);
  if (names.length === 0) return [];
  return names.reduce<Record<string, string>[]>(
    (chosen, [name, values]) =>
      chosen.flatMap((before) => values.map((value) => ({ ...before, [name]: value }))),
    [{}],
  );
}

function priceMatch({ min, max }: SearchFilter["price"], shelves: readonly string[]): Match[] {
  if (min === null && max === null) return [];
  const steps = stepsOfRange({ min, max });
  if (steps === null) return [];
  return [
    any(shelves.flatMap((shelf) => steps.map((step) => mark(markOf(FACETS.price(shelf), String(step)))))),
  ];
}

/** Hides from a channel what is on show in others alone. */
export function shownIn(match: Match, channel: string): Match {
  return but(match, [hiddenFrom(channel)]);
}

/** What is on show in other channels alone: few products, if any. */
export function hiddenFrom(channel: string): Match {
  return but(mark(markOf(CHANNEL, LIMITED)), [mark(markOf(CHANNEL, `in ${channel}`))]);
}
