import fc from "fast-check";
import { expect, test } from "vitest";
import { choosePrice, type PriceAsk, type PriceCandidate } from "./choose-price.ts";
import { type PriceListTerms, standingOf } from "./price-list.ts";
import { priceSteps, stepAt } from "./price-steps.ts";

const orNull = <Value>(...values: Value[]) => fc.constantFrom(null, ...values);
const anyMoment = fc.integer({ min: 0, max: 6 });
const anyCurrency = fc.constantFrom("EUR", "USD");

const anyTerms: fc.Arbitrary<PriceListTerms> = fc.record({
  handle: fc.constantFrom("a", "b", "c", "d"),
  currency: anyCurrency,
  priceGroup: orNull("wholesale", "vip"),
  market: orNull("de", "at"),
  channel: orNull("web", "pos"),
  startsAtMs: fc.option(anyMoment),
  endsAtMs: fc.option(anyMoment),
  priority: fc.integer({ min: -1, max: 1 }),
  status: fc.constantFrom("active", "active", "draft", "archived"),
  pricesIncludeTax: orNull(true, false),
});
const anyLists = fc.uniqueArray(anyTerms, { selector: ({ handle }) => handle, maxLength: 4 });
const anyTier = fc.record({
  minQuantity: fc.integer({ min: 1, max: 5 }),
  amount: fc.nat(4),
  compareAt: fc.option(fc.nat(8)),
});

/** As tables hold them: one price per list and quantity, one of its own per currency. */
const anyCandidates: fc.Arbitrary<PriceCandidate[]> = anyLists.chain((lists) => {
  const rows = lists.map((list) =>
    fc
      .uniqueArray(anyTier, { selector: ({ minQuantity }) => minQuantity, maxLength: 4 })
      .map((tiers) => tiers.map((tier): PriceCandidate => ({ list, currency: list.currency, ...tier }))),
  );
  const own = fc.uniqueArray(fc.tuple(anyCurrency, fc.nat(4)), { selector: ([currency]) => currency });
  return fc
    .tuple(
      own.map((prices) =>
        prices.map(
          ([currency, amount]): PriceCandidate => ({
            list: null,
            currency,
            minQuantity: 1,
            amount,
            compareAt: null,
          }),
        ),
      ),
      ...rows,
    )
    .map((parts) => parts.flat());
});
const anyAsk: fc.Arbitrary<PriceAsk> = fc.record({
  currency: anyCurrency,
  quantity: fc.integer({ min: 1, max: 6 }),
  channel: fc.constantFrom("web", "pos"),
  market: orNull("de", "at"),
  priceGroup: orNull("wholesale", "vip"),
  nowMs: anyMoment,
});

const check = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>) =>
  fc.assert(property, { numRuns: 2_000 });

test("PRC-3 the order of the candidates makes no difference", () => {
  const shuffled = anyCandidates.chain((candidates) =>
    fc.tuple(
      fc.constant(candidates),
      fc.shuffledSubarray(candidates, { minLength: candidates.length, maxLength: candidates.length }),
    ),
  );
  check(
    fc.property(shuffled, anyAsk, ([candidates, others], ask) => {
      expect(choosePrice(others, ask)).toEqual(choosePrice(candidates, ask));
    }),
  );
});

test("PRC-3 more units never get a worse price of the same list", () => {
  check(
    fc.property(anyCandidates, anyAsk, fc.nat(6), (candidates, ask, more) => {
      const fewer = choosePrice(candidates, ask).chosen;
      if (!fewer) return;
      const ofSameList = candidates.filter(({ list }) => list?.handle === fewer.list?.handle);
      const after = choosePrice(ofSameList, { ...ask, quantity: ask.quantity + more }).chosen;
      expect(after?.amount).toBeLessThanOrEqual(fewer.amount);
    }),
  );
});

test("PRC-3 a price is chosen exactly when one applies, and every other candidate has its reason", () => {
  check(
    fc.property(anyCandidates, anyAsk, (candidates, ask) => {
      const { chosen, others } = choosePrice(candidates, ask);
      const applying = candidates.filter(
        ({ list, currency, minQuantity }) =>
          currency === ask.currency &&
          minQuantity <= ask.quantity &&
          (list === null ||
            (list.status === "active" &&
              (list.startsAtMs ?? -1) <= ask.nowMs &&
              ask.nowMs < (list.endsAtMs ?? 99) &&
              [null, ask.priceGroup].includes(list.priceGroup) &&
              [null, ask.market].includes(list.market) &&
              [null, ask.channel].includes(list.channel))),
      );
      expect(chosen !== null).toBe(applying.length > 0);
      if (chosen) expect(applying).toContain(chosen);
      expect(others.length + (chosen ? 1 : 0)).toBe(candidates.length);
    }),
  );
});

test("PRC-4 a window is half-open", () => {
  check(
    fc.property(anyTerms, anyMoment, anyMoment, (terms, startsAtMs, lengthMs) => {
      const list = { ...terms, status: "active", startsAtMs, endsAtMs: startsAtMs + lengthMs } as const;
      const isInForce = (nowMs: number) => standingOf(list, nowMs) === null;
      expect(isInForce(startsAtMs)).toBe(lengthMs > 0);
      expect(isInForce(startsAtMs - 1)).toBe(false);
      expect(isInForce(list.endsAtMs)).toBe(false);
      expect(isInForce(list.endsAtMs - 1)).toBe(lengthMs > 0);
    }),
  );
});

test("PRC-3 the steps say of every quantity what the choice says of it", () => {
  check(
    fc.property(anyCandidates, anyAsk, (candidates, ask) => {
      const { chosen } = choosePrice(candidates, ask);
      const step = stepAt(priceSteps(candidates, ask), ask.quantity);
      expect(step?.amount ?? null).toBe(chosen?.amount ?? null);
      if (!chosen) return;
      expect(step?.includesTax).toBe(chosen.list?.pricesIncludeTax ?? null);
    }),
  );
});
