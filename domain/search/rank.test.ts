import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byRank,
  docNumber,
  docsAfter,
  POPULARITY_MAX,
  popularityClass,
  popularityOf,
  scoreOf,
} from "./rank.ts";

const doc = fc
  .tuple(fc.nat(POPULARITY_MAX), fc.nat(50))
  .map(([popularity, serial]) => docNumber(popularity, serial));
const relevance = fc.constantFrom(1, 2, 4, 7, 10, 14, 48);

describe("rank", () => {
  it("numbers the popular first", () => {
    expect(docNumber(200, 7)).toBeLessThan(docNumber(199, 1));
    expect(popularityOf(docNumber(200, 7))).toBe(200);
    expect(Number.isSafeInteger(docNumber(0, 2 ** 32 - 1))).toBe(true);
  });

  it("never lets popularity lift something over what fits more than twice as well", () => {
    expect(scoreOf(10, docNumber(0, 1))).toBeGreaterThan(scoreOf(4, docNumber(POPULARITY_MAX, 1)));
    expect(scoreOf(10, docNumber(POPULARITY_MAX, 1))).toBeGreaterThan(scoreOf(14, docNumber(0, 1)));
  });

  it("rises with what was sold, ever more slowly", () => {
    const classes = [0, 1, 3, 10, 100, 1_000, 1_000_000_000].map(popularityClass);
    expect(classes).toEqual([...classes].sort((one, other) => one - other));
    expect(classes.at(0)).toBe(0);
    expect(classes.at(-1)).toBe(POPULARITY_MAX);
  });

  it("pages by number as it would by looking at everything", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(relevance, doc), { minLength: 1, maxLength: 30 }),
        fc.nat(29),
        (found, at) => {
          const places = found
            .map(([of, number]) => ({ of, doc: number, score: scoreOf(of, number) }))
            .sort(byRank);
          const end = places[at % places.length];
          if (!end) return;
          for (const place of places) {
            const after = docsAfter(place.of, end);
            const comes = after !== null && place.doc > after;
            // Two tiers never hold one document, so a tie of score and number is the end itself.
            expect(comes).toBe(byRank(end, place) < 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
