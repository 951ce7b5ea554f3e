import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import { anyPromotions } from "./any-promotion.fixture.ts";
import { findPromotionFlaws } from "./find-promotion-flaws.ts";
import { EVERY_LINE } from "./line-selection.ts";
import { amountOff, eur, freeShipping, only, percentage, promotionOf } from "./promotion.fixture.ts";
import type { Promotion } from "./promotion.ts";
import type { PromotionAction } from "./promotion-action.ts";

const placesOf = (promotion: Promotion) => findPromotionFlaws(promotion).map(({ at }) => at.join("."));
const ofAction = (action: PromotionAction) => placesOf(promotionOf("p", action));
const ofCode = (...codes: string[]) =>
  placesOf(promotionOf("p", percentage(10), { trigger: { kind: "code", codes } }));
const many = (count: number) => Array.from({ length: count }, (_, at) => `name_${at}`);
const limits = { usesMax: null, usesPerCustomerMax: null, budget: [] };

test("finds nothing wrong with what can be applied", () => {
  fc.assert(
    fc.property(anyPromotions(5), (promotions) => {
      for (const promotion of promotions) {
        const grouped = promotion.exclusive ? { ...promotion, group: null } : promotion;
        expect(findPromotionFlaws(grouped)).toEqual([]);
      }
    }),
  );
});

describe("finds", () => {
  const end = (startsAtMs: number, endsAtMs: number) =>
    placesOf(promotionOf("p", percentage(1), { startsAtMs, endsAtMs }));

  test("a promotion that never is in force", () => {
    expect([end(1, 2), end(2, 2)]).toEqual([[], ["endsAtMs"]]);
  });

  test("an exclusive one in a group", () => {
    expect(placesOf(promotionOf("p", percentage(1), { exclusive: true, group: "g" }))).toEqual(["group"]);
  });

  test("a priority that is no whole number", () => {
    expect(placesOf(promotionOf("p", percentage(1), { priority: 0.5 }))).toEqual(["priority"]);
  });

  test("codes that are empty, too long, too many, or the same as typed otherwise", () => {
    expect(ofCode("SAVE10", "SAVE20")).toEqual([]);
    expect(ofCode(" ")).toEqual(["trigger.codes.0"]);
    expect(ofCode("x".repeat(64))).toEqual([]);
    expect(ofCode("x".repeat(65))).toEqual(["trigger.codes.0"]);
    expect(ofCode("SAVE", " save ")).toEqual(["trigger.codes"]);
    expect(ofCode(...many(100))).toEqual([]);
    expect(ofCode(...many(101))).toEqual(["trigger.codes"]);
  });

  test("conditions that nothing fulfils or nobody can read", () => {
    const of = (conditions: Partial<Promotion["conditions"]>) =>
      placesOf(promotionOf("p", percentage(1), { conditions }));
    expect(of({ subtotalMin: [eur(5)], subtotalMax: [eur(5)] })).toEqual([]);
    expect(of({ subtotalMin: [eur(6)], subtotalMax: [eur(5)] })).toEqual(["conditions.subtotalMax"]);
    expect(of({ subtotalMin: [eur(6), eur(7)] })).toEqual(["conditions.subtotalMin"]);
    expect(of({ subtotalMin: [money(1, "XXX")] })).toEqual(["conditions.subtotalMin"]);
    expect(of({ quantityMin: 0 })).toEqual(["conditions.quantityMin"]);
    expect(of({ channels: many(101) })).toEqual(["conditions.channels"]);
    expect(of({ counted: only({ tags: many(500) }) })).toEqual([]);
    expect(of({ counted: only({ tags: many(500), brands: ["b"] }) })).toEqual(["action"]);
  });

  test("limits of no use", () => {
    const of = (more: Partial<NonNullable<Promotion["limits"]>>) =>
      placesOf(promotionOf("p", percentage(1), { limits: { ...limits, ...more } }));
    expect(of({ usesMax: 1, usesPerCustomerMax: 1, budget: [eur(1)] })).toEqual([]);
    expect(of({ usesMax: 0 })).toEqual(["limits.usesMax"]);
    expect(of({ usesPerCustomerMax: 1.5 })).toEqual(["limits.usesPerCustomerMax"]);
    expect(of({ budget: [eur(0)] })).toEqual(["limits.budget"]);
  });

  test.each<[string, PromotionAction, string[]]>([
    ["a rate of nothing", percentage(0), ["action.ratePpm"]],
    ["a rate beyond the whole", percentage(101), ["action.ratePpm"]],
    ["a part of a millionth", { ...percentage(1), ratePpm: 0.5 }, ["action.ratePpm"]],
    ["a cap of nothing", percentage(10, EVERY_LINE, [eur(0)]), ["action.atMost"]],
    ["an amount of nothing", amountOff(0), ["action.amounts"]],
    ["no amount", { ...amountOff(1), amounts: [] }, ["action.amounts"]],
    ["no price", { kind: "fixed_price", lines: EVERY_LINE, prices: [] }, ["action.prices"]],
    ["a price of zero is one", { kind: "fixed_price", lines: EVERY_LINE, prices: [eur(0)] }, []],
    [
      "paying for all",
      { kind: "n_for_m", lines: EVERY_LINE, units: 3, payFor: 3, setsMax: null },
      ["action.payFor"],
    ],
    [
      "no units, no sets",
      {
        kind: "buy_x_get_y",
        buy: EVERY_LINE,
        buyUnits: 0,
        get: EVERY_LINE,
        getUnits: 1_001,
        ratePpm: 1,
        setsMax: 0,
      },
      ["action.buyUnits", "action.getUnits", "action.setsMax"],
    ],
    ["no tier", { kind: "tiered_spend", lines: EVERY_LINE, tiers: [] }, ["action.tiers"]],
    [
      "two tiers from one amount on, and one of another currency",
      {
        kind: "tiered_spend",
        lines: EVERY_LINE,
        tiers: [
          { from: eur(100), off: { kind: "percentage", ratePpm: 0 } },
          { from: eur(100), off: { kind: "amount", amount: money(1, "USD") } },
        ],
      },
      ["action.tiers", "action.tiers.0.off", "action.tiers.1.off"],
    ],
    [
      "a bundle of nothing",
      { kind: "bundle_price", sets: [], prices: [eur(1)], setsMax: null },
      ["action.sets"],
    ],
    [
      "a set of no units",
      { kind: "bundle_price", sets: [{ lines: EVERY_LINE, units: 0 }], prices: [eur(1)], setsMax: null },
      ["action.sets.0.units"],
    ],
    ["shipping at no rate", { ...freeShipping, off: { kind: "percentage", ratePpm: 0 } }, ["action.off"]],
    ["shipping off by no amount", { ...freeShipping, off: { kind: "amount", amounts: [] } }, ["action.off"]],
    ["too many options", { ...freeShipping, optionIds: many(501) }, ["action.optionIds"]],
    ["a gift of none", { kind: "gift", variantId: "v", units: 0, worth: [] }, ["action.units"]],
  ])("%s", (_, action, places) => expect(ofAction(action)).toEqual(places));
});
