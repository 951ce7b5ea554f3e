import { describe, expect, it } from "vitest";
import { composeDocument } from "./compose-document.ts";
import type { ProductFacts } from "./document.ts";
import { FACETS } from "./facets.ts";
import type { Match } from "./match.ts";
import { mark } from "./match.ts";
import { priceStep, stepsOfRange } from "./price-steps.ts";
import { filterMatch, type SearchFilter, shownIn } from "./search-filter.ts";
import { EVERYTHING } from "./text-columns.ts";

const FACTS: ProductFacts = {
  productId: "prod_1",
  handle: "tee",
  newestMs: 1,
  texts: [{ locale: "en", title: "Tee", description: "", names: [] }],
  codes: [],
  facets: [{ facet: FACETS.brand, value: "nordlys", title: "Nordlys" }],
  variants: [
    { options: { Size: "M", Colour: "Sage" }, signal: "out" },
    { options: { Size: "L", Colour: "Sage" }, signal: "in_stock" },
    { options: { Size: "M", Colour: "Rust" }, signal: "in_stock" },
  ],
  signal: "in_stock",
  prices: [{ shelf: "EUR", low: 1_999, high: 2_500 }],
  channels: null,
  picture: null,
  popularity: 0,
};
const NO_FILTER: SearchFilter = { values: {}, options: {}, signals: [], price: { min: null, max: null } };

/** As the index would find it: by marks alone. */
function has(marks: readonly string[], match: Match): boolean {
  switch (match.kind) {
    case "mark":
      return marks.includes(match.mark);
    case "all":
      return match.of.every((part) => has(marks, part));
    case "any":
      return match.of.some((part) => has(marks, part));
    case "but":
      return has(marks, match.of) && !has(marks, match.not);
    case "words":
      return false;
  }
}
function passes(change: Partial<SearchFilter>, facts: Partial<ProductFacts> = {}): boolean {
  const marks = composeDocument({ ...FACTS, ...facts }).text.mark.split(" ");
  return filterMatch({ ...NO_FILTER, ...change }, ["EUR"]).every((match) => has(marks, match));
}

describe("SRC-7 filters of variants", () => {
  it.each<[Partial<SearchFilter>, boolean]>([
    [{ options: { Size: ["M"] } }, true],
    [{ options: { Size: ["XL"] } }, false],
    [{ options: { Size: ["XL", "L"] } }, true],
    [{ options: { Size: ["M"], Colour: ["Sage"] } }, true],
    [{ options: { Size: ["L"], Colour: ["Rust"] } }, false],
    [{ options: { Size: ["M"] }, signals: ["in_stock"] }, true],
    [{ options: { Size: ["M"], Colour: ["Sage"] }, signals: ["in_stock"] }, false],
    [{ options: { Size: ["M"], Colour: ["Sage"] }, signals: ["in_stock", "out"] }, true],
    [{ options: { Size: ["L"], Colour: ["Sage"] }, signals: ["in_stock"] }, true],
    [{ signals: ["in_stock"] }, true],
    [{ signals: ["out"] }, false],
  ])("%j: %s", (filter, expected) => {
    expect(passes(filter)).toBe(expected);
  });
});

describe("filters of products", () => {
  it("take any of several values, and each facet", () => {
    expect(passes({ values: { brand: ["other", "nordlys"] } })).toBe(true);
    expect(passes({ values: { brand: ["nordlys"], type: ["shirt"] } })).toBe(false);
  });

  it("let nobody pass for a value of another facet with the same name", () => {
    expect(passes({ values: { type: ["nordlys"] } })).toBe(false);
  });

  it("know the step of a price", () => {
    expect(passes({ price: { min: 1_900, max: 2_000 } })).toBe(true);
    expect(passes({ price: { min: 5_000, max: 9_000 } })).toBe(false);
    expect(priceStep(1_999)).toBe(1_000);
    expect(stepsOfRange({ min: 0, max: null })).toBeNull();
    expect(stepsOfRange({ min: 4_000, max: 12_000 })).toEqual([2_000, 5_000, 10_000]);
  });

  it("leave the one that is counted open", () => {
    const filter = { ...NO_FILTER, values: { brand: ["nordlys"] }, options: { Size: ["M"] } };
    expect(filterMatch(filter, ["EUR"], "brand")).toHaveLength(1);
    expect(filterMatch(filter, ["EUR"], "option.Size")).toHaveLength(1);
  });
});

describe("a channel", () => {
  const shown = (channels: string[] | null, channel: string) =>
    has(composeDocument({ ...FACTS, channels }).text.mark.split(" "), shownIn(mark(EVERYTHING), channel));

  it("shows what all show, and what it shows alone", () => {
    expect(shown(null, "web")).toBe(true);
    expect(shown(["web", "pos"], "web")).toBe(true);
  });

  it("hides what others show", () => {
    expect(shown(["pos"], "web")).toBe(false);
    expect(shown([], "web")).toBe(false);
  });
});
