import { z } from "zod";
import { AvailabilityStatus } from "../../../contracts/http/store/availability.ts";
import {
  FACETS_MAX,
  FacetName,
  FILTER_VALUES_MAX,
  SEARCH_LENGTH_MAX,
  SORTS,
} from "../../../contracts/http/store/search.ts";
import { Cursor, Limit, text } from "../../../contracts/wire.ts";
import { composeName } from "../../../domain/catalog/compose-name.ts";
import type { Signal } from "../../../domain/inventory/signal.ts";
import { FACETS } from "../../../domain/search/facets.ts";
import { COMBINATIONS_MAX, type SearchFilter } from "../../../domain/search/search-filter.ts";
import { problem } from "../../../platform/http/problem.ts";
import { readPlace, type SortPlace } from "./search-cursor.ts";

export type Sort = (typeof SORTS)[number];

export type SearchAsk = {
  q: string | null;
  filter: SearchFilter;
  sort: Sort;
  facets: string[];
  limit: number;
  after: SortPlace | null;
};

const VALUED = [FACETS.brand, FACETS.type, FACETS.category, FACETS.collection, FACETS.tag] as const;
const OPTION = FACETS.option("");
const ATTRIBUTE = FACETS.attribute("");
/** With one of these, a list of products is a search. */
const SEARCHING = [
  "q",
  FACETS.brand,
  FACETS.type,
  FACETS.tag,
  FACETS.availability,
  "price_min",
  "price_max",
  "sort",
  "facets",
];
const FILTERS_MAX = 10;

const Amount = z
  .string()
  .regex(/^[0-9]{1,12}$/, "must be a whole number of minor units")
  .transform(Number);

/** What of search a canonical address asks for, if anything: the segments after those of the shelf. */
export function searchedFor(
  path: readonly string[],
  query: URLSearchParams,
): "products" | "suggestions" | null {
  if (path.length !== 1) return null;
  if (path[0] === "suggestions") return "suggestions";
  return path[0] === "products" && isSearch(query) ? "products" : null;
}

/** Whether a list of products is asked for in a way that only the index can answer. */
function isSearch(query: URLSearchParams): boolean {
  const named = [...query.keys()];
  return (
    named.some((name) => SEARCHING.includes(name) || name.startsWith(OPTION) || name.startsWith(ATTRIBUTE)) ||
    (query.has(FACETS.category) && query.has(FACETS.collection))
  );
}

/** Reads a search from its parameters; a 400 problem names each that makes no sense. */
export function parseSearch(query: URLSearchParams): SearchAsk {
  const read = new Reader(query);
  const q = read.one(
    "q",
    z
      .string()
      .max(SEARCH_LENGTH_MAX)
      .refine((value) => value.isWellFormed(), "must be well-formed Unicode"),
  );
  const sort = read.one("sort", z.enum(SORTS)) ?? (q === null ? "newest" : "relevance");
  const signals = read
    .many(FACETS.availability, AvailabilityStatus)
    .map((status): Signal => (status === "out_of_stock" ? "out" : status));
  const min = read.one("price_min", Amount);
  const max = read.one("price_max", Amount);
  if (min !== null && max !== null && min > max) read.refuse("price_min", "is above price_max");

  const ask = {
    q,
    filter: {
      values: Object.fromEntries([
        ...VALUED.flatMap((facet) => read.named(facet)),
        ...read.beginningWith(ATTRIBUTE),
      ]),
      options: Object.fromEntries(
        read.beginningWith(OPTION).map(([name, values]) => [name.slice(OPTION.length), values]),
      ),
      signals,
      price: { min, max },
    },
    sort,
    facets: read.list("facets", FacetName, FACETS_MAX),
    limit: read.one("limit", Limit) ?? Limit.parse(undefined),
    after: read.one(
      "cursor",
      Cursor.transform((value, check) => readPlace(sort, value) ?? refuseCursor(check)),
    ),
  };
  const ways = Object.values(ask.filter.options).reduce((product, { length }) => product * length, 1);
  if (ways > COMBINATIONS_MAX)
    read.refuse(`${OPTION}*`, `are more than ${COMBINATIONS_MAX} ways to choose one of each`);
  if (Object.keys({ ...ask.filter.values, ...ask.filter.options }).length > FILTERS_MAX)
    read.refuse("q", `comes with more than ${FILTERS_MAX} filters`);
  read.throwFlaws();
  return ask;
}

function refuseCursor(check: z.RefinementCtx): never {
  check.addIssue("is not a cursor of this list");
  return z.NEVER;
}

/** Reads parameters and gathers what is wrong with them. */
class Reader {
  readonly #query: URLSearchParams;
  readonly #flaws: { pointer: string; detail: string }[] = [];

  constructor(query: URLSearchParams) {
    // CAT-12 As they are stored.
    this.#query = new URLSearchParams([...query].map((pair) => pair.map(composeName)));
  }

  refuse(name: string, detail: string): void {
    this.#flaws.push({ pointer: `?${name}`, detail });
  }

  throwFlaws(): void {
    if (this.#flaws.length > 0) throw problem("invalid_request", { errors: this.#flaws });
  }

  one<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | null {
    const values = this.#query.getAll(name);
    if (values.length > 1) this.refuse(name, "stands more than once");
    return values[0] === undefined ? null : this.#parse(name, schema, values[0]);
  }

  many<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema>[] {
    const values = [...new Set(this.#query.getAll(name))];
    if (values.length > FILTER_VALUES_MAX) this.refuse(name, `takes at most ${FILTER_VALUES_MAX} values`);
    return values.slice(0, FILTER_VALUES_MAX).flatMap((value) => this.#parse(name, schema, value) ?? []);
  }

  /** None, or the name with its values. */
  named(name: string): [string, string[]][] {
    const values = this.many(name, text(128));
    return values.length === 0 ? [] : [[name, values]];
  }

  beginningWith(prefix: string): [string, string[]][] {
    const names = new Set([...this.#query.keys()].filter((name) => name.startsWith(prefix)));
    return [...names].slice(0, FILTERS_MAX + 1).flatMap((name) => {
      if (name.length > prefix.length && name.length <= 100) return this.named(name);
      this.refuse(name.slice(0, 100), "is no name of an option or attribute");
      return [];
    });
  }

  list<Schema extends z.ZodType>(name: string, schema: Schema, max: number): z.output<Schema>[] {
    const values = this.one(name, z.string().max(1_000));
    if (values === null) return [];
    const parts = [...new Set((values as string).split(","))];
    if (parts.length > max) this.refuse(name, `takes at most ${max}`);
    return parts.slice(0, max).flatMap((part) => this.#parse(name, schema, part) ?? []);
  }

  #parse<Schema extends z.ZodType>(name: string, schema: Schema, value: string): z.output<Schema> | null {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const { message } of result.error.issues) this.refuse(name, message);
    return null;
  }
}
