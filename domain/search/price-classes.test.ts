import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFor, type PriceAudience, priceClasses, shelfOf, shelvesOf } from "./price-classes.ts";

const name = fc.constantFrom(null, "a", "b");
const audience: fc.Arbitrary<PriceAudience> = fc.record({
  currency: fc.constantFrom("EUR", "USD"),
  priceGroup: name,
  market: name,
  channel: name,
});

describe("SRC-12 readers and the price lists that are for them", () => {
  it("are in a class for which exactly the same lists are", () => {
    fc.assert(
      fc.property(fc.array(audience, { maxLength: 6 }), audience, (lists, reader) => {
        const [first] = shelvesOf(lists, reader);
        const meant = lists.filter((list) => isFor(list, reader));
        if (meant.length === 0) {
          expect(first).toBe(reader.currency);
          return;
        }
        const itsClass = priceClasses(lists).find((known) => shelfOf(known) === first);
        if (!itsClass) throw new Error("a reader of no class");
        expect(lists.filter((list) => isFor(list, itsClass))).toEqual(meant);
      }),
      { numRuns: 500 },
    );
  });

  it("fall back to the variants' own prices", () => {
    const sale: PriceAudience = { currency: "EUR", priceGroup: null, market: null, channel: null };
    expect(shelvesOf([sale], { ...sale, priceGroup: "b2b" })).toEqual(["EUR all", "EUR"]);
    expect(shelvesOf([sale], { ...sale, currency: "USD" })).toEqual(["USD"]);
  });

  it("are few, however many lists there are", () => {
    const lists = Array.from({ length: 300 }, (_, index) => ({
      currency: "EUR",
      priceGroup: `g${index}`,
      market: null,
      channel: null,
    }));
    expect(priceClasses(lists)).toHaveLength(100);
  });
});
