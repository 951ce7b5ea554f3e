import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import { EVERY_LINE } from "./line-selection.ts";
import {
  amountOff,
  apply,
  askOf,
  costOf,
  eur,
  freeShipping,
  lineOf,
  only,
  percentage,
  promotionOf,
  shippingAt,
  told,
  verdictOf,
} from "./promotion.fixture.ts";
import type { Promotion } from "./promotion.ts";
import type { PromotionAction } from "./promotion-action.ts";

const shirt = (unitPrice: number, quantity = 1, name = "a") =>
  lineOf(name, unitPrice, { quantity, tags: ["shirt"] });
const hat = (unitPrice: number, quantity = 1, name = "h") =>
  lineOf(name, unitPrice, { quantity, tags: ["hat"] });
const shirts = only({ tags: ["shirt"] });
const hats = only({ tags: ["hat"] });

const oneOf = (action: PromotionAction, ...lines: ReturnType<typeof lineOf>[]) =>
  told(apply(askOf(lines), [promotionOf("p", action)]));

describe("takes off goods", () => {
  test("a percentage, rounded once per line", () => {
    expect(oneOf(percentage(10), shirt(1_999, 3), hat(5))).toEqual(["line_a −600", "line_h −1"]);
  });

  test("a percentage, rounded per unit, per line or of the order, as the shop's policy says", () => {
    const lines = [lineOf("a", 5, { quantity: 3 }), lineOf("b", 5), lineOf("c", 5)];
    const rounded = (per: "unit" | "line" | "order") =>
      told(apply(askOf(lines, { rounding: { mode: "half_up", per } }), [promotionOf("p", percentage(10))]));
    // 0.5 of a cent for each unit; 1.5 for a line of three; 2.5 for all.
    expect(rounded("unit")).toEqual(["line_a −3", "line_b −1", "line_c −1"]);
    expect(rounded("line")).toEqual(["line_a −2", "line_b −1", "line_c −1"]);
    expect(rounded("order")).toEqual(["line_a −2", "line_b −1"]);
  });

  test("a percentage up to a cap, divided over the lines by what they cost", () => {
    const capped = percentage(50, EVERY_LINE, [eur(1_000)]);
    expect(oneOf(capped, shirt(3_000), hat(1_000))).toEqual(["line_a −750", "line_h −250"]);
    expect(oneOf(capped, shirt(1_000), hat(1_000))).toEqual(["line_a −500", "line_h −500"]);
  });

  test("an amount off each unit, each line or the order, and never more than there is", () => {
    const lines = [shirt(1_000, 2), hat(300)];
    expect(oneOf(amountOff(400, "unit"), ...lines)).toEqual(["line_a −800", "line_h −300"]);
    expect(oneOf(amountOff(400, "line"), ...lines)).toEqual(["line_a −400", "line_h −300"]);
    expect(oneOf(amountOff(400, "order"), ...lines)).toEqual(["line_a −348", "line_h −52"]);
    expect(oneOf(amountOff(9_999, "order"), ...lines)).toEqual(["line_a −2000", "line_h −300"]);
  });

  test("a hundredth that can't be divided goes to the lower line id, wherever the lines stand", () => {
    const lines = ["c", "a", "b"].map((name) => lineOf(name, 100));
    expect(oneOf(amountOff(100), ...lines)).toEqual(["line_a −34", "line_b −33", "line_c −33"]);
  });

  test("what is above a fixed price, and nothing of what is below", () => {
    const fixed = { kind: "fixed_price", lines: EVERY_LINE, prices: [eur(800)] } as const;
    expect(oneOf(fixed, shirt(1_000, 3), hat(700))).toEqual(["line_a −600"]);
  });

  test("the tier that undiscounted goods reach, exactly at the threshold too", () => {
    const tiered: PromotionAction = {
      kind: "tiered_spend",
      lines: EVERY_LINE,
      tiers: [
        { from: eur(10_000), off: { kind: "amount", amount: eur(2_000) } },
        { from: eur(5_000), off: { kind: "percentage", ratePpm: 100_000 } },
      ],
    };
    expect(oneOf(tiered, shirt(4_999))).toEqual([]);
    expect(oneOf(tiered, shirt(5_000))).toEqual(["line_a −500"]);
    expect(oneOf(tiered, shirt(6_000), hat(4_000))).toEqual(["line_a −1200", "line_h −800"]);
    const below = apply(askOf([shirt(4_999)]), [promotionOf("p", tiered)]);
    expect(below.considered).toMatchObject([{ whyNot: "tier_not_reached", detail: { missing: 1 } }]);
  });
});

describe("gives the cheapest", () => {
  const threeForTwo: PromotionAction = {
    kind: "n_for_m",
    lines: shirts,
    units: 3,
    payFor: 2,
    setsMax: null,
  };

  test.each([
    ["two are paid", [shirt(1_000, 2)], []],
    ["three", [shirt(1_000, 3)], ["line_a −1000"]],
    ["mixed prices", [shirt(1_000, 2), shirt(700, 1, "b")], ["line_b −700"]],
    ["six: both free ones are the cheapest of all", [shirt(900, 4), shirt(500, 2, "b")], ["line_b −1000"]],
    ["others do not count", [shirt(1_000, 2), hat(100)], []],
    ["equal prices: the lower line id", [shirt(500, 1, "b"), shirt(500, 2, "a")], ["line_a −500"]],
  ])("3 for 2, %s", (_, lines, discounts) => {
    expect(oneOf(threeForTwo, ...lines)).toEqual(discounts);
  });

  test("3 for 2 as often as is allowed", () => {
    expect(oneOf({ ...threeForTwo, setsMax: 2 }, shirt(100, 99))).toEqual(["line_a −200"]);
  });

  const buyGet = (more: Partial<Extract<PromotionAction, { kind: "buy_x_get_y" }>> = {}) =>
    ({
      kind: "buy_x_get_y",
      buy: shirts,
      buyUnits: 2,
      get: hats,
      getUnits: 1,
      ratePpm: 500_000,
      setsMax: null,
      ...more,
    }) satisfies PromotionAction;

  test.each([
    ["one set", [shirt(1_000, 2), hat(300)], ["line_h −150"]],
    ["one shirt too few", [shirt(1_000), hat(300)], []],
    ["no hat yet", [shirt(1_000, 2)], []],
    [
      "two sets of three hats: the cheaper two",
      [shirt(1_000, 5), hat(300, 1), hat(200, 2, "i")],
      ["line_i −200"],
    ],
  ])("buy two shirts, get a hat at half its price: %s", (_, lines, discounts) => {
    expect(oneOf(buyGet(), ...lines)).toEqual(discounts);
  });

  test("a unit is bought or got, not both", () => {
    const any = buyGet({ get: shirts, ratePpm: 1_000_000 });
    expect(oneOf(any, shirt(1_000, 2))).toEqual([]);
    expect(oneOf(any, shirt(1_000, 2), shirt(800, 1, "b"))).toEqual(["line_b −800"]);
    expect(oneOf(any, shirt(1_000, 5))).toEqual(["line_a −1000"]);
  });

  test("what would do for both stays with what is bought as far as it is needed there", () => {
    const redHat = lineOf("r", 100, { tags: ["shirt", "hat"] });
    const promotion = buyGet({ buyUnits: 2 });
    // The red hat is cheaper, but without it only one shirt would be bought.
    expect(oneOf(promotion, shirt(1_000), redHat, hat(300))).toEqual(["line_h −150"]);
    expect(oneOf(promotion, shirt(1_000, 2), redHat, hat(300))).toEqual(["line_r −50"]);
  });

  test("of a line that costs less already, the share of the units that are got", () => {
    const outcome = apply(askOf([shirt(1_000, 3)]), [
      promotionOf("first", amountOff(200, "order"), { priority: 1 }),
      promotionOf("then", threeForTwo),
    ]);
    expect(outcome.discounts[1]).toEqual({
      promotionId: "then",
      lineId: "line_a",
      units: 1,
      base: eur(933),
      amount: eur(933),
    });
  });
});

describe("sells bundles for one price", () => {
  const outfit: PromotionAction = {
    kind: "bundle_price",
    sets: [
      { lines: shirts, units: 1 },
      { lines: hats, units: 1 },
    ],
    prices: [eur(2_000)],
    setsMax: null,
  };

  test.each([
    ["one", [shirt(1_800), hat(700)], ["line_a −360", "line_h −140"]],
    ["no hat", [shirt(1_800, 2)], []],
    ["two of the same", [shirt(1_800, 2), hat(700, 2)], ["line_a −720", "line_h −280"]],
    ["cheaper than the price: nothing", [shirt(1_000), hat(700)], []],
    [
      "the dearest go into it",
      [shirt(1_800), shirt(1_900, 1, "b"), hat(700)],
      ["line_b −438", "line_h −162"],
    ],
    [
      "and it stops where a bundle is no gain",
      [shirt(1_800), shirt(900, 1, "b"), hat(700, 2)],
      ["line_a −360", "line_h −140"],
    ],
  ])("shirt and hat for 20: %s", (_, lines, discounts) => {
    expect(oneOf(outfit, ...lines)).toEqual(discounts);
  });

  test("any three for 10, over lines, the dearest first", () => {
    const any = { ...outfit, sets: [{ lines: shirts, units: 3 }], prices: [eur(1_000)] };
    const lines = [shirt(400, 4), shirt(500, 3, "b")];
    // 3 × 5.00 and 3 × 4.00 are two bundles of 27.00 for 20.00.
    expect(oneOf(any, ...lines)).toEqual(["line_a −311", "line_b −389"]);
    expect(oneOf({ ...any, setsMax: 1 }, ...lines)).toEqual(["line_b −500"]);
  });

  test("a line stands in the first set that has it", () => {
    const both = lineOf("both", 1_500, { tags: ["shirt", "hat"], quantity: 2 });
    expect(oneOf(outfit, both)).toEqual([]);
    expect(oneOf(outfit, both, hat(700))).toEqual(["line_both −136", "line_h −64"]);
  });

  test("says whether units were missing or the price was no gain", () => {
    const of = (...lines: ReturnType<typeof lineOf>[]) =>
      verdictOf(apply(askOf(lines), [promotionOf("p", outfit)]), "p");
    expect(of(shirt(1_000), hat(700))).toBe("nothing_to_take");
    expect(of(lineOf("both", 1_500, { tags: ["shirt", "hat"] }))).toBe("set_incomplete");
  });
});

describe("takes off shipping, after goods", () => {
  test("all, a part, or down to a price", () => {
    const off = (action: PromotionAction) =>
      told(apply(askOf([shirt(1_000)], { shipping: shippingAt(490) }), [promotionOf("p", action)]));
    expect(off(freeShipping)).toEqual(["shipping −490"]);
    expect(off({ ...freeShipping, off: { kind: "amount", amounts: [eur(200)] } })).toEqual(["shipping −200"]);
    expect(off({ ...freeShipping, off: { kind: "amount", amounts: [eur(900)] } })).toEqual(["shipping −490"]);
    expect(off({ ...freeShipping, off: { kind: "fixed_price", prices: [eur(190)] } })).toEqual([
      "shipping −300",
    ]);
    expect(off({ ...freeShipping, off: { kind: "fixed_price", prices: [eur(990)] } })).toEqual([]);
  });

  test("at what it costs with the goods' discounts, each line in the order of the ask", () => {
    const seen: number[][] = [];
    const priceFor = (left: ArrayLike<number>) => {
      seen.push(Array.from(left));
      return Array.from(left).reduce((sum, one) => sum + one, 0) >= 1_500 ? 0 : 490;
    };
    const ask = askOf([shirt(1_000, 1, "z"), hat(600, 1, "a")], {
      shipping: { optionId: "ship", priceFor },
    });
    const outcome = apply(ask, [promotionOf("p", percentage(10)), promotionOf("s", freeShipping)]);
    expect(new Set(seen.map(String))).toEqual(new Set(["900,540"]));
    expect(outcome.shippingPrice).toEqual(eur(490));
    expect(outcome.shippingDiscount).toEqual(eur(490));
  });

  test("chooses by all that is paid: a discount that forfeits free shipping is no gain", () => {
    const priceFor = ([left = 0]: ArrayLike<number> & Iterable<number>) => (left >= 1_000 ? 0 : 490);
    const ask = askOf([shirt(1_000)], {
      shipping: { optionId: "ship", priceFor: (left) => priceFor(Array.from(left)) },
    });
    const outcome = apply(ask, [
      promotionOf("tenth", percentage(10), { group: "g" }),
      promotionOf("ship", freeShipping, { group: "g" }),
    ]);
    // 9.00 + 4.90 against 10.00 + 0.
    expect(costOf(outcome)).toBe(1_000);
    expect(verdictOf(outcome, "tenth")).toBe("better_in_group");
  });

  test("by the named options alone, and none where nothing is chosen", () => {
    const named = promotionOf("p", { ...freeShipping, optionIds: ["ship_express"] });
    const post = apply(askOf([shirt(1)], { shipping: shippingAt(490) }), [named]);
    expect(verdictOf(post, "p")).toBe("other_shipping_option");
    const none = apply(askOf([shirt(1)]), [named]);
    expect([verdictOf(none, "p"), none.shippingPrice]).toEqual(["no_shipping", null]);
  });
});

describe("gives gifts", () => {
  const gift: PromotionAction = { kind: "gift", variantId: "variant_mug", units: 1, worth: [eur(900)] };

  test("as a wish, with the promotion that gives it", () => {
    const outcome = apply(askOf([shirt(5_000)]), [
      promotionOf("mug", gift, { conditions: { subtotalMin: [eur(5_000)] } }),
    ]);
    expect(outcome.giftLines).toEqual([{ promotionId: "mug", variantId: "variant_mug", units: 1 }]);
    expect([outcome.goodsDiscount, verdictOf(outcome, "mug")]).toEqual([eur(0), "took 0"]);
  });

  test("to nobody who buys nothing that counts", () => {
    const card = lineOf("card", 5_000, { isGiftCard: true });
    for (const lines of [[], [card]]) {
      const outcome = apply(askOf(lines), [promotionOf("mug", gift)]);
      expect([verdictOf(outcome, "mug"), outcome.giftLines]).toEqual(["no_matching_lines", []]);
    }
  });

  test("where one is worth more than what it is compared with", () => {
    const rivals = (percent: number) =>
      apply(askOf([shirt(5_000)]), [
        promotionOf("mug", gift, { group: "g" }),
        promotionOf("off", percentage(percent), { group: "g" }),
      ]).giftLines.length;
    expect([rivals(10), rivals(20)]).toEqual([1, 0]);
  });
});

describe("stacks", () => {
  test("in the order of priority, then id, each on what the earlier ones left", () => {
    const outcome = apply(askOf([shirt(10_000)]), [
      promotionOf("b", amountOff(1_000)),
      promotionOf("a", percentage(10)),
      promotionOf("c", percentage(50), { priority: 1 }),
    ]);
    expect(outcome.discounts.map(({ promotionId, amount }) => `${promotionId} ${amount.amount}`)).toEqual([
      "c 5000",
      "a 500",
      "b 1000",
    ]);
    expect(outcome.considered.map(({ promotionId }) => promotionId)).toEqual(["c", "a", "b"]);
    expect(outcome.goodsDiscount).toEqual(eur(6_500));
  });

  test("one of a group, the best for the buyer, and tells the others who was better", () => {
    const outcome = apply(askOf([shirt(1_000)]), [
      promotionOf("five", percentage(5), { group: "sale" }),
      promotionOf("ten", percentage(10), { group: "sale" }),
      promotionOf("other", amountOff(100), { group: "welcome" }),
    ]);
    expect(["five", "ten", "other"].map((id) => verdictOf(outcome, id))).toEqual([
      "better_in_group",
      "took 90",
      "took 100",
    ]);
    expect(outcome.considered).toContainEqual(expect.objectContaining({ detail: { promotionId: "ten" } }));
  });

  test("an exclusive one alone, if it is better than all others together", () => {
    const exclusive = promotionOf("x", percentage(18), { exclusive: true });
    const others = [promotionOf("a", percentage(10)), promotionOf("b", percentage(10))];
    const outcome = apply(askOf([shirt(1_000)]), [exclusive, ...others]);
    expect(["x", "a", "b"].map((id) => verdictOf(outcome, id))).toEqual([
      "better_together",
      "took 100",
      "took 90",
    ]);
    const few = apply(askOf([shirt(1_000)]), [exclusive, ...others.slice(1)]);
    expect(["x", "b"].map((id) => verdictOf(few, id))).toEqual(["took 180", "better_exclusive"]);
  });

  test("twenty at most, in the stated order", () => {
    const cents = Array.from({ length: 22 }, (_, at) =>
      promotionOf(`p${String(at).padStart(2, "0")}`, amountOff(1)),
    );
    const outcome = apply(askOf([shirt(1_000)], { shipping: shippingAt(490) }), [
      ...cents,
      promotionOf("ship", freeShipping, { priority: 1 }),
    ]);
    expect(outcome.goodsDiscount).toEqual(eur(20));
    expect(["p19", "p20", "p21", "ship"].map((id) => verdictOf(outcome, id))).toEqual([
      "took 1",
      "too_many_applied",
      "too_many_applied",
      "too_many_applied",
    ]);
  });

  test("what takes nothing leaves its place to another", () => {
    const all = promotionOf("all", percentage(100), { priority: 1 });
    const outcome = apply(askOf([shirt(1_000)]), [all, promotionOf("more", percentage(10))]);
    expect(["all", "more"].map((id) => verdictOf(outcome, id))).toEqual(["took 1000", "nothing_to_take"]);
  });
});

describe("looks at lines", () => {
  const lines = [
    lineOf("a", 100, { collections: ["summer"], brand: "Acme" }),
    lineOf("b", 100, { collections: ["summer", "sale"], brand: "Bolt" }),
    lineOf("c", 100, { categories: ["shoes", "clothes"], tags: ["new"], brand: "Acme" }),
  ];
  const hits = (selection: ReturnType<typeof only>) =>
    oneOf(percentage(10, selection), ...lines)
      .map((one) => one.slice(5, 6))
      .join("");

  test.each([
    ["all", {}, {}, "abc"],
    ["of a collection", { collections: ["summer"] }, {}, "ab"],
    ["of any of several collections", { collections: ["sale", "winter"] }, {}, "b"],
    ["of a collection and a brand", { collections: ["summer"], brands: ["Acme"] }, {}, "a"],
    ["of a category above", { categories: ["clothes"] }, {}, "c"],
    ["of a tag", { tags: ["new"] }, {}, "c"],
    ["named products and variants", { products: ["prod_a", "prod_b"], variants: ["variant_b"] }, {}, "b"],
    ["all but a brand and a collection", {}, { brands: ["Acme"], collections: ["sale"] }, ""],
    ["a brand, but not a collection", { brands: ["Acme", "Bolt"] }, { collections: ["sale"] }, "ac"],
    ["of nothing there is", { tags: ["old"] }, {}, ""],
  ])("%s", (_, filter, not, expected) => {
    expect(hits({ ...only(filter), not })).toBe(expected);
  });

  test("never at gift cards: neither as goods to lower nor as spending", () => {
    const card = lineOf("card", 10_000, { isGiftCard: true });
    const outcome = apply(askOf([card, shirt(1_000)]), [
      promotionOf("off", percentage(10)),
      promotionOf("spend", percentage(10), { conditions: { subtotalMin: [eur(1_001)] } }),
    ]);
    expect(told(outcome)).toEqual(["line_a −100"]);
    expect(verdictOf(outcome, "spend")).toBe("subtotal_below_min");
    expect(outcome.subtotal).toEqual(eur(11_000));
  });

  test("not at discounted ones where it is said: on sale, or lowered by an earlier promotion", () => {
    const full = { ...EVERY_LINE, discountedLines: "exclude" as const };
    const onSale = lineOf("s", 1_000, { isReduced: true });
    const outcome = apply(askOf([onSale, shirt(1_000), hat(1_000)]), [
      promotionOf("hats", percentage(20, hats), { priority: 1 }),
      promotionOf("rest", percentage(10, full)),
    ]);
    expect(told(outcome)).toEqual(["line_h −200", "line_a −100"]);
  });
});

describe("asks conditions of the cart before any discount", () => {
  const verdictFor = (more: Partial<Promotion>, ask: Parameters<typeof askOf>[1] = {}) => {
    const { conditions, action: _, ...rest } = more;
    const promotion = promotionOf("p", percentage(10), { ...rest, ...(conditions ? { conditions } : {}) });
    return verdictOf(apply(askOf([shirt(1_000, 2), hat(500)], ask), [promotion]), "p");
  };
  const when = (conditions: Partial<Promotion["conditions"]>, ask: Parameters<typeof askOf>[1] = {}) => {
    const promotion = promotionOf("p", percentage(10), { conditions });
    return verdictOf(apply(askOf([shirt(1_000, 2), hat(500)], ask), [promotion]), "p");
  };

  test.each([
    ["a draft", { status: "draft" }, "not_active"],
    ["one put away", { status: "archived" }, "not_active"],
    ["before its first moment", { startsAtMs: 1_001 }, "not_begun"],
    ["at its first moment", { startsAtMs: 1_000 }, "took 250"],
    ["just before its end", { endsAtMs: 1_001 }, "took 250"],
    ["at its end", { endsAtMs: 1_000 }, "ended"],
  ] as const)("%s", (_, more, verdict) => expect(verdictFor(more)).toBe(verdict));

  test.each([
    ["the channel", { channels: ["web"] }, {}, "took 250"],
    ["another channel", { channels: ["pos"] }, {}, "other_channel"],
    ["the market", { markets: ["dach"] }, { market: "dach" }, "took 250"],
    ["no market", { markets: ["dach"] }, {}, "other_market"],
    ["a customer group", { customerGroups: ["vip", "staff"] }, { customerGroups: ["staff"] }, "took 250"],
    ["no customer group", { customerGroups: ["vip"] }, {}, "other_customer_group"],
    ["a first order", { firstOrderOnly: true }, { isFirstOrder: true }, "took 250"],
    ["a later order", { firstOrderOnly: true }, { isFirstOrder: false }, "not_first_order"],
    ["nobody knows whose order", { firstOrderOnly: true }, {}, "first_order_unknown"],
    ["a subtotal exactly reached", { subtotalMin: [eur(2_500)] }, {}, "took 250"],
    ["a subtotal missed by one", { subtotalMin: [eur(2_501)] }, {}, "subtotal_below_min"],
    ["a subtotal exactly at most", { subtotalMax: [eur(2_500)] }, {}, "took 250"],
    ["a subtotal too high", { subtotalMax: [eur(2_499)] }, {}, "subtotal_above_max"],
    ["a subtotal in dollars alone", { subtotalMin: [money(1, "USD")] }, {}, "no_amount_in_currency"],
    ["enough units", { quantityMin: 3 }, {}, "took 250"],
    ["too few units", { quantityMin: 4 }, {}, "too_few_units"],
    ["no counted line at all", { counted: only({ tags: ["sock"] }) }, {}, "no_matching_lines"],
    ["too few of the counted lines", { quantityMin: 2, counted: hats }, {}, "too_few_units"],
    ["spending on the counted lines", { subtotalMin: [eur(2_000)], counted: shirts }, {}, "took 250"],
    ["used up", {}, { usedUp: ["p"] }, "used_up"],
  ])("%s", (_, conditions, ask, verdict) => expect(when(conditions, ask)).toBe(verdict));

  test("of full-priced lines alone where it is said", () => {
    const full = { ...EVERY_LINE, discountedLines: "exclude" as const };
    const tiers = [{ from: eur(1_500), off: { kind: "percentage" as const, ratePpm: 100_000 } }];
    const outcome = apply(askOf([lineOf("s", 1_000, { isReduced: true }), shirt(1_000)]), [
      promotionOf("spend", percentage(10), { conditions: { counted: full, subtotalMin: [eur(1_001)] } }),
      promotionOf("units", percentage(10), { conditions: { counted: full, quantityMin: 2 } }),
      promotionOf("tier", { kind: "tiered_spend", lines: full, tiers }),
    ]);
    expect(["spend", "units", "tier"].map((id) => verdictOf(outcome, id))).toEqual([
      "subtotal_below_min",
      "too_few_units",
      "tier_not_reached",
    ]);
  });

  test("an earlier discount does not take a later promotion's spending away", () => {
    const outcome = apply(askOf([shirt(1_000)]), [
      promotionOf("half", percentage(50), { priority: 1 }),
      promotionOf("spend", amountOff(100), { conditions: { subtotalMin: [eur(1_000)] } }),
    ]);
    expect(verdictOf(outcome, "spend")).toBe("took 100");
  });

  test("an amount in the cart's currency", () => {
    const verdicts = (["unit", "line", "order"] as const).map((per) =>
      verdictOf(
        apply(askOf([lineOf("a", 100, { unitPrice: money(100, "USD") })], { currency: "USD" }), [
          promotionOf("p", amountOff(1, per)),
        ]),
        "p",
      ),
    );
    expect(verdicts).toEqual(Array(3).fill("no_amount_in_currency"));
  });

  test("lines that are there", () => {
    const outcome = apply(askOf([shirt(100)]), [promotionOf("p", percentage(10, hats))]);
    expect(verdictOf(outcome, "p")).toBe("no_matching_lines");
    expect(apply(askOf([]), [promotionOf("p", percentage(10))])).toMatchObject({
      discounts: [],
      subtotal: eur(0),
      considered: [{ applied: false, whyNot: "no_matching_lines" }],
    });
  });
});

describe("opens by code", () => {
  const coded = promotionOf("ten", percentage(10), { trigger: { kind: "code", codes: ["Summer-10"] } });
  const bulk = promotionOf("bulk", amountOff(100), { trigger: { kind: "code", codes: [] } });
  const given = (...codes: { code: string; promotionId: string | null }[]) =>
    apply(askOf([shirt(1_000)], { codes }), [coded, bulk]);

  test("in whichever case and spacing it is typed", () => {
    const outcome = given({ code: " summer-10 ", promotionId: null });
    expect(verdictOf(outcome, "ten")).toBe("took 100");
    expect(outcome.considered[1]).toMatchObject({ promotionId: "ten", code: "SUMMER-10", applied: true });
    expect(verdictOf(outcome, "bulk")).toBe("no_code");
  });

  test("that the caller found among bulk-made ones", () => {
    const outcome = given({ code: "x7k3", promotionId: "bulk" });
    expect(verdictOf(outcome, "bulk")).toBe("took 100");
  });

  test("and says which codes open nothing", () => {
    const codes = ["b", "a", "A"].map((code) => ({ code, promotionId: null }));
    expect(given(...codes, { code: "gone", promotionId: "deleted" }).unknownCodes).toEqual([
      "A",
      "B",
      "GONE",
    ]);
  });

  test("and nothing without one", () => {
    expect([verdictOf(given(), "ten"), verdictOf(given(), "bulk")]).toEqual(["no_code", "no_code"]);
  });
});

describe("guards", () => {
  test("against lines that no cart has", () => {
    for (const wrong of [
      [lineOf("a", 100), lineOf("a", 100)],
      [lineOf("a", 100, { quantity: 0 })],
      [lineOf("a", 100, { unitPrice: money(100, "USD") })],
      [lineOf("a", -1)],
    ]) {
      expect(() => apply(askOf(wrong), [])).toThrow("PRM-1");
    }
  });

  test("against shipping below zero", () => {
    expect(() => apply(askOf([shirt(1)], { shipping: shippingAt(-1) }), [])).toThrow("PRM-1");
  });

  test("against more codes and promotions than are agreed, and one id twice", () => {
    const codes = Array.from({ length: 21 }, (_, at) => ({ code: `c${at}`, promotionId: null }));
    expect(() => apply(askOf([], { codes }), [])).toThrow("PRM-8");
    const many = Array.from({ length: 1_001 }, (_, at) => promotionOf(`p${at}`, percentage(1)));
    expect(() => apply(askOf([]), many)).toThrow("PRM-8");
    expect(() =>
      apply(
        askOf([]),
        [many[0], many[0]].flatMap((one) => one ?? []),
      ),
    ).toThrow("PRM-6");
  });
});
