import { describe, expect, it } from "vitest";
import { completeWord } from "./complete-word.ts";
import { findSynonymFlaws } from "./find-synonym-flaws.ts";
import { QUERY_WORDS_MAX, readQuery } from "./read-query.ts";
import { thesaurusOf } from "./synonym.ts";

const forms = (typed: string, synonyms: { words: string[]; replaces: string[] }[]) =>
  readQuery(typed, ["en"], thesaurusOf(synonyms, ["en"])).terms.map((term) =>
    term.forms.map((form) => form.join(" ")),
  );

describe("synonyms", () => {
  const both = [{ words: ["sofa", "couch", "love seat"], replaces: [] }];
  const oneWay = [{ words: ["tv"], replaces: ["televisions"] }];

  it("stand for each other, in singular and plural", () => {
    expect(forms("sofas ", both)).toEqual([["sofa", "sofas", "couch", "lof seat"]]);
  });

  it("of two words stand for one, and take both", () => {
    expect(forms("red love seats ", both)).toEqual([["red"], ["lof seat", "love seats", "sofa", "couch"]]);
  });

  it("one way lead there and not back", () => {
    expect(forms("tv ", oneWay)).toEqual([["tv", "television"]]);
    expect(forms("televisions ", oneWay)).toEqual([["television", "televisions"]]);
  });
});

describe("a query", () => {
  it("has its last word unfinished unless something follows it", () => {
    const unfinished = (typed: string) =>
      readQuery(typed, ["en"], new Map()).terms.map((term) => term.isUnfinished);
    expect(unfinished("red sh")).toEqual([false, true]);
    expect(unfinished("red sh ")).toEqual([false, false]);
    expect(unfinished("red s")).toEqual([false, false]);
  });

  it("is a code in one piece", () => {
    expect(readQuery("TEE-LIN m.sage", ["en"], new Map()).code).toBe("teelinmsage");
    expect(readQuery("ab", ["en"], new Map()).code).toBeNull();
  });

  it("of a number with its unit may be written apart", () => {
    expect(forms("256gb ", [])).toEqual([["256gb", "256 gb"]]);
  });

  it("has no more words than count", () => {
    expect(readQuery("word ".repeat(100), ["en"], new Map()).terms).toHaveLength(QUERY_WORDS_MAX);
  });
});

describe("flaws of synonyms", () => {
  it("are words without a letter, too many words, and one word alone", () => {
    const flaws = findSynonymFlaws([
      { words: ["sofa"], replaces: [] },
      { words: ["…", "one two three four five"], replaces: ["!"] },
      { words: ["tv"], replaces: ["television"] },
    ]);
    expect(flaws.map(({ at }) => at.join("/"))).toEqual([
      "0/words",
      "1/words/0",
      "1/words/1",
      "1/replaces/0",
    ]);
  });
});

describe("a completed word", () => {
  it("is that of the most titles, after what was typed before", () => {
    const titles = ["Linen Tee", "Linen Crew-Neck Tee", "Lino Print", "Red Linen"];
    expect(completeWord("lin", titles, 5)).toEqual(["linen", "lino"]);
    expect(completeWord("Red lin", titles, 1)).toEqual(["red linen"]);
    expect(completeWord("crew", titles, 1)).toEqual(["crew-neck"]);
    expect(completeWord("lin ", titles, 5)).toEqual([]);
  });

  it("knows accents that were not typed", () => {
    expect(completeWord("bel", ["Belém Tote"], 5)).toEqual(["belém"]);
  });
});
