import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "./edit-distance.ts";
import { NEAR_TERMS_MAX, nearTerms } from "./near-terms.ts";
import { trigramsOf } from "./trigrams.ts";

describe("the distance of two words", () => {
  it.each([
    ["shirt", "shirt", 0],
    ["shrit", "shirt", 1],
    ["shirtt", "shirt", 1],
    ["shir", "shirt", 1],
    ["skirt", "shirt", 1],
    ["chelsee", "chelsea", 1],
    ["tourtable", "turntable", 2],
    ["", "ab", 2],
    ["cat", "dog", null],
  ])("%s and %s: %s", (one, other, expected) => {
    expect(editDistance(one, other, 2)).toBe(expected);
    expect(editDistance(other, one, 2)).toBe(expected);
  });

  it("is no more than the changes that made one of the other", () => {
    const change = fc.tuple(
      fc.constantFrom("put", "leave", "replace", "swap"),
      fc.nat(9),
      fc.constantFrom("a", "b", "ж"),
    );
    fc.assert(
      fc.property(
        fc.stringMatching(/^[abcж]{4,10}$/),
        fc.array(change, { maxLength: 3 }),
        (word, changes) => {
          let other = [...word];
          for (const [kind, at, letter] of changes) {
            const place = at % (other.length || 1);
            if (kind === "put") other = other.toSpliced(place, 0, letter);
            if (kind === "leave") other = other.toSpliced(place, 1);
            if (kind === "replace") other = other.toSpliced(place, 1, letter);
          }
          const made = changes.filter(([kind]) => kind !== "swap").length;
          const distance = editDistance(word, other.join(""), 3);
          expect(distance).not.toBeNull();
          expect(distance).toBeLessThanOrEqual(made);
        },
      ),
    );
  });

  it("of an unfinished word is that of the beginning of the other", () => {
    expect(editDistance("headhpon", "headphones", 2, true)).toBe(1);
    expect(editDistance("xyz", "headphones", 2, true)).toBeNull();
  });
});

describe("near terms", () => {
  it("are all at the least distance", () => {
    expect(nearTerms("shrit", ["shirt", "skirt", "short", "shirts"], false)).toEqual(["shirt"]);
  });

  it("are none for a word of three letters, which is another word at once", () => {
    expect(nearTerms("tea", ["tee", "ten"], false)).toEqual([]);
  });

  it("begin with the same letter where they can", () => {
    expect(nearTerms("bolt", ["belt", "colt"], false)).toEqual(["belt"]);
  });

  it("are few, however many there are", () => {
    const many = Array.from({ length: 26 }, (_, index) => `wor${String.fromCharCode(97 + index)}d`);
    expect(nearTerms("word", many, false)).toHaveLength(NEAR_TERMS_MAX);
  });
});

it("trigrams are those of a word with its ends", () => {
  expect(trigramsOf("tee")).toEqual(["<te", "tee", "ee>"]);
  expect(trigramsOf("tee", true)).toEqual(["<te", "tee"]);
});
