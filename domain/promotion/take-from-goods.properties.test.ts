import fc from "fast-check";
import { expect, test } from "vitest";
import { allocateByKey } from "../money/allocate-by-key.ts";
import { money } from "../money/money.ts";
import { portionsOfLines } from "../money/portions-of-lines.ts";
import { roundRatio } from "../money/round-ratio.ts";
import { anyCart, anySelection } from "./any-promotion.fixture.ts";
import { EVERY_LINE, FILTER_KINDS, type LineFilter, type LineSelection } from "./line-selection.ts";
import { amountOff, apply, eur, percentage, promotionOf } from "./promotion.fixture.ts";
import type { PromotionAction } from "./promotion-action.ts";
import type { PromotedLine, PromotionAsk } from "./promotion-ask.ts";

/** What one promotion takes off each line, by line id. */
function takenBy(ask: PromotionAsk, action: PromotionAction): Map<string, number> {
  const { discounts } = apply(ask, [promotionOf("p", action)]);
  return new Map(discounts.flatMap(({ lineId, amount }) => (lineId ? [[lineId, amount.amount]] : [])));
}

const totalOf = (taken: ReadonlyMap<string, number>) =>
  [...taken.values()].reduce((sum, one) => sum + one, 0);
const goodsOf = (ask: PromotionAsk) => ask.lines.filter(({ isGiftCard }) => !isGiftCard);
const basesOf = (lines: readonly PromotedLine[]) =>
  lines.map(({ lineId, unitPrice, quantity }) => {
    return { key: lineId, amount: eur(unitPrice.amount * quantity), quantity };
  });

/** Every unit of the lines by itself, the cheapest first. */
const unitsOf = (lines: readonly PromotedLine[]) =>
  lines.flatMap((line) => Array<PromotedLine>(line.quantity).fill(line)).sort(byPrice);
const byPrice = (one: PromotedLine, other: PromotedLine) => one.unitPrice.amount - other.unitPrice.amount;
const sumOf = (units: readonly PromotedLine[]) =>
  units.reduce((sum, { unitPrice }) => sum + unitPrice.amount, 0);

test("PRM-2 a selection has the lines that its words say, looked at one by one", () => {
  fc.assert(
    fc.property(anyCart(8), anySelection, (ask, selection) => {
      const selected = ask.lines.filter((line) => isSelected(line, selection) && line.unitPrice.amount > 0);
      const taken = takenBy(ask, percentage(100, selection));
      expect([...taken.keys()].sort()).toEqual(selected.map(({ lineId }) => lineId).sort());
    }),
    { numRuns: 500 },
  );
});

function isSelected(line: PromotedLine, { only, not, discountedLines }: LineSelection): boolean {
  if (line.isGiftCard || (discountedLines === "exclude" && line.isReduced)) return false;
  const valuesOf = (kind: keyof LineFilter): readonly (string | null)[] =>
    ({
      variants: [line.variantId],
      products: [line.productId],
      brands: [line.brand],
      tags: line.tags,
      collections: line.collections,
      categories: line.categories,
    })[kind];
  const isIn = (filter: LineFilter, kind: keyof LineFilter) =>
    (filter[kind] ?? []).some((name) => valuesOf(kind).includes(name));
  const asks = FILTER_KINDS.filter((kind) => (only[kind] ?? []).length > 0);
  return asks.every((kind) => isIn(only, kind)) && !FILTER_KINDS.some((kind) => isIn(not, kind));
}

test("PRM-4 a percentage is what money's own portions are, under every rounding policy", () => {
  fc.assert(
    fc.property(anyCart(8), fc.integer({ min: 1, max: 1_000_000 }), (ask, ratePpm) => {
      const bases = basesOf(goodsOf(ask));
      const { mode, per } = ask.rounding;
      const portions = portionsOfLines(bases, per, ({ amount }) =>
        eur(Number(roundRatio(BigInt(amount) * BigInt(ratePpm), 1_000_000n, mode))),
      );
      const taken = takenBy(ask, { kind: "percentage", lines: EVERY_LINE, ratePpm, atMost: [] });
      expect(bases.map(({ key }) => taken.get(key) ?? 0)).toEqual(portions.map(({ amount }) => amount));
    }),
    { numRuns: 300 },
  );
});

test("PRM-5 an amount off the order is divided as money is, by line id", () => {
  fc.assert(
    fc.property(anyCart(8), fc.integer({ min: 1, max: 20_000 }), (ask, off) => {
      const bases = basesOf(goodsOf(ask));
      const total = bases.reduce((sum, { amount }) => sum + amount.amount, 0);
      const parts = bases.map(({ key, amount }) => ({ key, weight: amount.amount }));
      const expected = parts.length === 0 ? [] : allocateByKey(money(Math.min(off, total), "EUR"), parts);
      const taken = takenBy(ask, amountOff(off));
      expect(parts.map(({ key }) => taken.get(key) ?? 0)).toEqual(expected.map(({ amount }) => amount));
    }),
    { numRuns: 300 },
  );
});

test("PRM-10 n for the price of m gives away the cheapest units of all", () => {
  fc.assert(
    fc.property(
      anyCart(6),
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      (ask, units, m) => {
        const payFor = m % units === 0 ? 1 : m % units;
        const all = unitsOf(goodsOf(ask));
        const free = Math.floor(all.length / units) * (units - payFor);
        const taken = takenBy(ask, { kind: "n_for_m", lines: EVERY_LINE, units, payFor, setsMax: null });
        expect(totalOf(taken)).toBe(sumOf(all.slice(0, free)));
      },
    ),
    { numRuns: 300 },
  );
});

test("PRM-10 buy X, get Y makes as many sets as can be made, and gives the cheapest units that leave enough to buy", () => {
  const tagged = anyCart(4, 50, 3).map((ask) => ({ ...ask, lines: ask.lines.slice(0, 4) }));
  const counts = fc.integer({ min: 1, max: 2 });
  let given = 0;
  fc.assert(
    fc.property(tagged, counts, counts, fc.constantFrom(null, 1), (ask, buyUnits, getUnits, setsMax) => {
      const inX: LineSelection = { ...EVERY_LINE, only: { tags: ["x"] } };
      const inY: LineSelection = { ...EVERY_LINE, only: { collections: ["y"] } };
      const taken = takenBy(ask, {
        kind: "buy_x_get_y",
        buy: inX,
        buyUnits,
        get: inY,
        getUnits,
        ratePpm: 1_000_000,
        setsMax,
      });
      const best = bruteForce(
        unitsOf(goodsOf(ask)),
        (line) => line.tags.includes("x"),
        (line) => line.collections.includes("y"),
        { buyUnits, getUnits, setsMax },
      );
      expect(totalOf(taken)).toBe(best);
      given += Number(best > 0);
    }),
    { numRuns: 400 },
  );
  expect(given).toBeGreaterThan(10);
});

/** Gives units away in every possible way, and says what the cheapest way of making the most sets gives. */
function bruteForce(
  units: readonly PromotedLine[],
  mayBuy: (line: PromotedLine) => boolean,
  mayGet: (line: PromotedLine) => boolean,
  deal: { buyUnits: number; getUnits: number; setsMax: number | null },
): number {
  let mostSets = 0;
  let least = 0;
  for (let bits = 0; bits < 2 ** units.length; bits += 1) {
    const got = units.filter((_, at) => (bits >> at) & 1);
    if (got.length % deal.getUnits !== 0 || !got.every(mayGet)) continue;
    const sets = got.length / deal.getUnits;
    const buyable = units.filter((line, at) => !((bits >> at) & 1) && mayBuy(line)).length;
    if (buyable < sets * deal.buyUnits || sets > (deal.setsMax ?? Infinity)) continue;
    if (sets > mostSets || (sets === mostSets && sumOf(got) < least)) {
      mostSets = sets;
      least = sumOf(got);
    }
  }
  return least;
}

test("PRM-11 any n for a price takes the dearest n by n, while they come to more", () => {
  fc.assert(
    fc.property(
      anyCart(6),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 6_000 }),
      (ask, units, price) => {
        const dearest = unitsOf(goodsOf(ask)).reverse();
        let expected = 0;
        for (let at = 0; at + units <= dearest.length; at += units) {
          const gain = sumOf(dearest.slice(at, at + units)) - price;
          if (gain <= 0) break;
          expected += gain;
        }
        const taken = takenBy(ask, {
          kind: "bundle_price",
          sets: [{ lines: EVERY_LINE, units }],
          prices: [eur(price)],
          setsMax: null,
        });
        expect(totalOf(taken)).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test("PRM-11 a bundle of several sets takes the dearest of each", () => {
  const only = (tag: string): LineSelection => ({ ...EVERY_LINE, only: { tags: [tag] } });
  fc.assert(
    fc.property(
      anyCart(6),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 0, max: 3_000 }),
      (ask, units, price) => {
        const dearestOf = (tag: string, not: string | null) =>
          unitsOf(goodsOf(ask))
            .filter(({ tags }) => tags.includes(tag) && !(not && tags.includes(not)))
            .reverse();
        const [ofX, ofY] = [dearestOf("x", null), dearestOf("y", "x")];
        let expected = 0;
        for (let sets = 0; (sets + 1) * units <= ofX.length && sets < ofY.length; sets += 1) {
          const parts = [...ofX.slice(sets * units, (sets + 1) * units), ...ofY.slice(sets, sets + 1)];
          if (sumOf(parts) <= price) break;
          expected += sumOf(parts) - price;
        }
        const taken = takenBy(ask, {
          kind: "bundle_price",
          sets: [
            { lines: only("x"), units },
            { lines: only("y"), units: 1 },
          ],
          prices: [eur(price)],
          setsMax: null,
        });
        expect(totalOf(taken)).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});
