import type { ProductFacts } from "./document.ts";
import { FACETS } from "./facets.ts";
import { markOf } from "./mark-of.ts";

type Options = Readonly<Record<string, string>>;

/** Not a facet of its own: values that one variant has together. */
const TOGETHER = "together";

/**
 * SRC-7 What one and the same variant is: each value of an option, each two of them together, and each of these with what
 * can be had of it. `Size` M, in stock, is not found where M is sold out and L is there.
 */
export function variantMarks(variants: ProductFacts["variants"]): string[] {
  const marks = variants.flatMap(({ options, signal }) => [
    ...togetherMarks(options),
    ...togetherMarks(options, signal),
  ]);
  return [...new Set(marks)];
}

/**
 * The marks that a document has which has a variant with all of these values. Of three values each two are looked at
 * together, which is enough but for the oddest of assortments.
 */
export function togetherMarks(options: Options, signal?: string): string[] {
  const values = Object.entries(options).sort(([one], [other]) => (one < other ? -1 : 1));
  const singles = values.map(([name, value]) => [FACETS.option(name), value]);
  const pairs = values.flatMap(([name, value], index) =>
    values.slice(index + 1).map(([other, its]) => [FACETS.option(name), value, FACETS.option(other), its]),
  );
  return [...singles, ...pairs].map((parts) => markOf(TOGETHER, JSON.stringify([...parts, signal ?? ""])));
}
