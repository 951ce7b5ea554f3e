import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ok, refuse } from "../kernel/result.ts";
import { AMOUNT_MAX, money } from "../money/money.ts";
import { chooseOptions } from "./choose-options.ts";
import { listShippingOptions } from "./list-shipping-options.ts";
import { composeLiveRequest, readLiveRates } from "./live-rates.ts";
import { offerOptions, type ShipmentsAsk } from "./offer-options.ts";
import { planShipments } from "./plan-shipments.ts";
import type { ShippedLine } from "./shipped-line.ts";
import {
  type ShippingOptionTerms,
  type ShippingRates,
  type ShippingSettings,
  settingsOfOptions,
} from "./shipping-settings.ts";

const to = (country: string, postcode: string | null = null) => ({ country, region: null, postcode });
const line = (lineId: string, more: Partial<ShippedLine> & { worth?: number } = {}): ShippedLine => {
  const { worth = 1_000, ...rest } = more;
  return {
    lineId,
    quantity: 1,
    requiresShipping: true,
    isGiftCard: false,
    shippingProfile: null,
    weightGrams: 500,
    dimensions: null,
    undiscounted: money(worth, "EUR"),
    discounted: money(worth, "EUR"),
    ...rest,
  };
};
const rates = (more: Partial<ShippingRates> = {}): ShippingRates => ({
  currency: "EUR",
  measure: { by: "nothing" },
  steps: [{ from: 0, price: 490, each: null }],
  upTo: null,
  freeFrom: null,
  ...more,
});
const option = (
  id: string,
  row: ShippingRates | null,
  more: Partial<ShippingOptionTerms> = {},
): ShippingOptionTerms => ({
  id,
  name: id,
  profile: null,
  zones: [],
  kind: "delivery",
  charge: "per_shipment",
  rates: row ? [row] : [],
  live: null,
  taxCategory: "standard",
  minDays: 1,
  maxDays: 3,
  ...more,
});
const shop = (options: ShippingOptionTerms[], more: Partial<ShippingSettings> = {}): ShippingSettings => {
  return { zones: [], profiles: [], options, ...more };
};
const ask = (lines: readonly ShippedLine[], more: Partial<ShipmentsAsk> = {}): ShipmentsAsk => {
  return { currency: "EUR", destination: to("DE"), lines, live: [], ...more };
};

/** What each option of the first shipment costs, or why it is not offered. */
function offered(asked: ShipmentsAsk, settings: ShippingSettings): Record<string, number | string> {
  const [first] = offerOptions(asked, settings);
  return Object.fromEntries([
    ...(first?.offers ?? []).map(({ optionId, price }) => [optionId, price.amount]),
    ...(first?.notOffered ?? []).map(({ optionId, whyNot }) => [optionId, whyNot]),
  ]);
}
const steps = (...rows: [from: number, price: number, size?: number, each?: number][]) =>
  rows.map(([from, price, size, each]) => {
    return { from, price, each: size === undefined || each === undefined ? null : { size, price: each } };
  });

describe("a price by weight: 4.90, from 2 kg 6.90, from 10 kg 9.90 and 1.00 a commenced kg, up to 30 kg", () => {
  const byWeight = rates({
    measure: { by: "weight" },
    steps: steps([0, 490], [2_000, 690], [10_000, 990, 1_000, 100]),
    upTo: 30_000,
  });
  test.each([
    [0, 490],
    [1_999, 490],
    [2_000, 690],
    [9_999, 690],
    [10_000, 990],
    [10_001, 1_090],
    [11_000, 1_090],
    [30_000, 2_990],
    [30_001, "above_limit"],
  ])("%i g: %s", (weightGrams, expected) => {
    expect(offered(ask([line("a", { weightGrams })]), shop([option("post", byWeight)]))).toEqual({
      post: expected,
    });
  });

  test("the weight is that of all units", () => {
    const lines = [line("a", { quantity: 3, weightGrams: 500 }), line("b", { weightGrams: 500 })];
    expect(offered(ask(lines), shop([option("post", byWeight)]))).toEqual({ post: 690 });
  });
});

describe("prices follow", () => {
  const size = (lengthMm: number, widthMm: number, heightMm: number) => ({ lengthMm, widthMm, heightMm });
  const billable = rates({
    measure: { by: "billable_weight", divisor: 5_000 },
    steps: steps([0, 500], [5_001, 900]),
  });
  const perUnit = rates({ measure: { by: "quantity" }, steps: steps([1, 300, 1, 50]) });
  const byGoods = rates({
    measure: { by: "goods", worth: "discounted" },
    steps: steps([1_000, 500], [5_000, 300]),
  });
  test.each([
    // 40 × 30 × 20 cm = 24,000 cm³, as heavy as 4.8 kg; a cube of 30 cm as 5.4 kg.
    ["size, small", billable, { dimensions: size(400, 300, 200) }, 500],
    ["size, larger", billable, { dimensions: size(300, 300, 300) }, 900],
    ["size, one mm³ more than 5,000 g is 5,001 g", billable, { dimensions: size(25_000_001, 1, 1) }, 900],
    ["weight, where that is more", billable, { dimensions: size(100, 100, 100), weightGrams: 6_000 }, 900],
    ["weight, where no size is known", billable, { weightGrams: 5_000 }, 500],
    ["all units' size", billable, { dimensions: size(300, 300, 200), quantity: 2 }, 900],
    ["count, one", perUnit, {}, 300],
    ["count, four", perUnit, { quantity: 4 }, 450],
    ["worth, below the first step", byGoods, { worth: 999 }, "below_first_step"],
    ["worth, at it", byGoods, { worth: 1_000 }, 500],
    ["worth, at the next", byGoods, { worth: 5_000 }, 300],
  ] as const)("%s", (_, row, more, expected) => {
    expect(offered(ask([line("a", more)]), shop([option("post", row)]))).toEqual({ post: expected });
  });

  test("huge goods in huge numbers exactly", () => {
    const huge = line("a", { dimensions: size(100_000, 100_000, 100_000), quantity: 9_999 });
    expect(offered(ask([huge]), shop([option("post", billable)]))).toEqual({ post: 900 });
    const crowd = Array.from({ length: 30 }, (_, index) => ({ ...huge, lineId: `${index}` }));
    expect(offered(ask(crowd), shop([option("post", billable)]))).toEqual({ post: "above_limit" });
    const dear = rates({ measure: { by: "quantity" }, steps: steps([0, AMOUNT_MAX, 1, AMOUNT_MAX]) });
    expect(offered(ask([huge]), shop([option("post", dear)]))).toEqual({ post: "price_too_large" });
  });
});

describe("free from 50.00", () => {
  const free = (worth: "discounted" | "undiscounted") =>
    option(worth, rates({ freeFrom: { amount: 5_000, worth } }));
  const settings = shop([free("discounted"), free("undiscounted")]);
  const worth = (undiscounted: number, discounted: number) => ({
    undiscounted: money(undiscounted, "EUR"),
    discounted: money(discounted, "EUR"),
  });
  test.each([
    // goods, after discounts           by what is left, by what it was
    ["a cent below", 4_999, 4_999, 490, 490],
    ["exactly", 5_000, 5_000, 0, 0],
    ["exactly, and a cent below once discounted", 5_000, 4_999, 490, 0],
    ["exactly once discounted", 6_000, 5_000, 0, 0],
  ])("%s", (_, undiscounted, discounted, left, was) => {
    const asked = ask([line("a", worth(undiscounted, discounted))]);
    expect(offered(asked, settings)).toEqual({ discounted: left, undiscounted: was });
  });

  test("counts all goods of the cart, digital ones too, and no gift cards", () => {
    const digital = line("b", { worth: 4_000, requiresShipping: false });
    expect(offered(ask([line("a"), digital]), settings)).toEqual({ discounted: 0, undiscounted: 0 });
    const card = line("b", { worth: 4_000, isGiftCard: true });
    expect(offered(ask([line("a"), card]), settings)).toEqual({ discounted: 490, undiscounted: 490 });
  });

  test("makes nothing fit that is too heavy", () => {
    const limited = rates({
      measure: { by: "weight" },
      upTo: 400,
      freeFrom: { amount: 0, worth: "discounted" },
    });
    expect(offered(ask([line("a")]), shop([option("post", limited)]))).toEqual({ post: "above_limit" });
  });

  test("is explained", () => {
    const [first] = offerOptions(ask([line("a", { worth: 5_000 })]), settings);
    expect(first?.offers[0]).toMatchObject({
      isFree: true,
      source: "table",
      explained: {
        rule: "shipping.free",
        subject: "shipping",
        base: money(5_000, "EUR"),
        amount: money(0, "EUR"),
        detail: { optionId: "discounted", source: "table", measured: 0 },
      },
    });
  });
});

test("zones: every zone that holds a place counts, but for what is excepted", () => {
  const area = (country: string, ...prefixes: string[]) => ({
    country,
    regions: [],
    postcodes: prefixes.map((prefix) => ({ from: prefix, to: prefix })),
  });
  const zones = [
    {
      id: "mainland",
      name: "Mainland",
      areas: [area("DE"), area("AT")],
      except: [area("DE", "27498", "18565")],
    },
    { id: "islands", name: "Islands", areas: [area("DE", "27498", "18565")], except: [] },
    { id: "de", name: "Germany", areas: [area("DE")], except: [] },
  ];
  const settings = shop(
    [
      option("van", rates(), { zones: ["mainland"] }),
      option("boat", rates(), { zones: ["islands"] }),
      option("letter", rates(), { zones: ["de", "mainland"] }),
      option("world", rates()),
      option("dollars", rates({ currency: "USD" })),
    ],
    { zones },
  );
  const reached = (destination: ShipmentsAsk["destination"]) =>
    offerOptions(ask([line("a")], { destination }), settings)[0]?.offers.map(({ optionId }) => optionId);
  expect(reached(to("DE", "10115"))).toEqual(["van", "letter", "world"]);
  expect(reached(to("DE", "27498"))).toEqual(["boat", "letter", "world"]);
  expect(reached(to("DE"))).toEqual(["van", "letter", "world"]);
  expect(reached(to("AT"))).toEqual(["van", "letter", "world"]);
  expect(reached(to("JP"))).toEqual(["world"]);
  expect(offered(ask([line("a")], { destination: to("JP") }), settings)).toMatchObject({
    boat: "other_zone",
    dollars: "other_currency",
  });
});

describe("parcels of at most 1 kg", () => {
  const settings = shop(
    [
      option("each", rates({ measure: { by: "weight" }, steps: steps([0, 400], [1_000, 600]) }), {
        charge: "per_parcel",
      }),
      option("all", rates()),
      option("shop", rates({ steps: steps([0, 100]) }), { kind: "pickup", charge: "per_parcel" }),
    ],
    { profiles: [{ id: "general", name: "General", parcelMaxGrams: 1_000 }] },
  );
  test.each([
    ["one of 500 g", line("a"), { each: 400, all: 490, shop: 100 }],
    ["two share one", line("a", { quantity: 2 }), { each: 600, all: 490, shop: 100 }],
    ["three need two, and prices add", line("a", { quantity: 3 }), { each: 1_000, all: 490, shop: 100 }],
    [
      "what is too heavy is fetched",
      line("a", { weightGrams: 1_001 }),
      { each: "unit_too_heavy", all: "unit_too_heavy", shop: 100 },
    ],
  ])("%s", (_, one, expected) => expect(offered(ask([one]), settings)).toEqual(expected));
});

describe("profiles", () => {
  const settings = shop(
    [
      option("post", rates()),
      option("truck", rates({ steps: steps([0, 4_900]) }), { profile: "freight" }),
      option("crane", rates({ steps: steps([0, 9_900]) }), { profile: "freight" }),
    ],
    { profiles: [{ id: "freight", name: "Freight", parcelMaxGrams: null }] },
  );
  const sofa = line("sofa", { shippingProfile: "freight" });
  const shipments = (...lines: ShippedLine[]) => offerOptions(ask(lines), settings);

  test("a shipment each, the general one first, whatever the order of lines", () => {
    const both = shipments(sofa, line("lamp"));
    expect(both.map(({ shipment }) => shipment.profile)).toEqual([null, "freight"]);
    expect(shipments(line("lamp"), sofa)).toEqual(both);
    const three = [sofa, line("lamp"), line("bulb")];
    expect(shipments(...three)).toEqual(shipments(...three.toReversed()));
    expect(both[1]?.offers.map(({ optionId }) => optionId)).toEqual(["truck", "crane"]);
  });

  test("one that the shop has no more counts as the general one", () => {
    const [only, ...rest] = shipments(line("old", { shippingProfile: "gone" }), line("lamp"));
    expect([only?.shipment.profile, rest]).toEqual([null, []]);
  });

  test.each([
    // chosen -> what is to pay, for what nothing is chosen
    [["post", "truck"], [490, 4_900], []],
    [["crane", "post"], [490, 9_900], []],
    [["post"], [490], ["freight"]],
    [[], [], [null, "freight"]],
    [["crane", "truck", "post"], [490, 9_900], []],
  ])("of %j: %j, missing %j", (ids, prices, missing) => {
    const chosen = chooseOptions(shipments(sofa, line("lamp")), ids);
    if (!chosen.ok) throw new Error(chosen.refusal.whyNot);
    expect(chosen.value.chosen.map(({ offer }) => offer.price.amount)).toEqual(prices);
    expect(chosen.value.missing).toEqual(missing);
  });

  test("refuses an option of no shipment, and says why", () => {
    expect(chooseOptions(shipments(line("lamp")), ["truck"])).toEqual(
      refuse({ code: "shipping_option_unavailable", optionId: "truck", whyNot: "unknown_option" }),
    );
    const dollars = offerOptions(ask([line("a")], { currency: "USD" }), settings);
    expect(chooseOptions(dollars, ["post"])).toMatchObject({ refusal: { whyNot: "other_currency" } });
  });
});

test("digital goods need no shipping, and what was chosen before is passed over", () => {
  const digital = [line("a", { requiresShipping: false })];
  expect(planShipments(digital, shop([]))).toEqual([]);
  const shipments = offerOptions(ask(digital), shop([option("post", rates())]));
  expect(chooseOptions(shipments, ["post", "gone"])).toEqual(ok({ chosen: [], missing: [] }));
});

describe("live rates", () => {
  const live = (service: string, onFailure: "hide" | "use_table") => ({
    live: { provider: "carrier", service, onFailure },
  });
  const settings = shop([
    option("express", rates({ freeFrom: { amount: 5_000, worth: "discounted" } }), live("x", "use_table")),
    option("economy", null, live("e", "hide")),
  ]);
  const rate = (service: string, price: number) => ({ service, price, minDays: 2, maxDays: 4 });
  const said = (answer: Parameters<typeof readLiveRates>[0]) => ({
    live: [{ provider: "carrier", profile: null, rates: readLiveRates(answer, "EUR") }],
  });
  const answer = (...all: ReturnType<typeof rate>[]) => ok({ currency: "EUR", rates: all });

  test.each([
    ["both", answer(rate("x", 1_234), rate("e", 567)), { express: 1_234, economy: 567 }],
    ["one", answer(rate("x", 1_234)), { express: 1_234, economy: "service_not_offered" }],
    ["none", answer(), { express: "service_not_offered", economy: "service_not_offered" }],
    ["too late", refuse({ code: "timed_out" }), { express: 490, economy: "no_live_rates" }],
    ["dollars", ok({ currency: "USD", rates: [rate("x", 1)] }), { express: 490, economy: "no_live_rates" }],
    ["less than nothing", answer(rate("x", -1)), { express: 490, economy: "no_live_rates" }],
    ["half a cent", answer(rate("x", 0.5)), { express: 490, economy: "no_live_rates" }],
    ["one twice", answer(rate("x", 1), rate("x", 2)), { express: 490, economy: "no_live_rates" }],
    ["days backwards", answer({ ...rate("x", 1), maxDays: 1 }), { express: 490, economy: "no_live_rates" }],
    [
      "51 rates",
      answer(...Array.from({ length: 51 }, (_, i) => rate(`${i}`, 1))),
      { express: 490, economy: "no_live_rates" },
    ],
  ])("%s", (_, told, expected) => expect(offered(ask([line("a")], said(told)), settings)).toEqual(expected));

  test("of another shipment are none of this one", () => {
    const rows = [{ provider: "carrier", profile: "freight", rates: ok([rate("x", 1_234)]) }];
    expect(offered(ask([line("a")], { live: rows }), settings)).toMatchObject({ express: 490 });
  });

  test("without an answer at all, the fallback", () => {
    expect(offered(ask([line("a")]), settings)).toEqual({ express: 490, economy: "no_live_rates" });
  });

  test("carry the carrier's days, their source, and are free where the option is", () => {
    const [first] = offerOptions(
      ask([line("a", { worth: 5_000 })], said(answer(rate("x", 1_234)))),
      settings,
    );
    expect(first?.offers).toMatchObject([
      { optionId: "express", price: money(0, "EUR"), isFree: true, source: "live", minDays: 2, maxDays: 4 },
    ]);
    const [late] = offerOptions(ask([line("a")]), settings);
    expect(late?.offers).toMatchObject([{ source: "table_instead", minDays: 1, maxDays: 3 }]);
  });

  test("are asked of parcels and places alone", () => {
    const [shipment] = planShipments([line("a", { quantity: 3 })], settings);
    const route = { currency: "EUR", origin: to("DE"), destination: to("FR", "75001") };
    expect(shipment && composeLiveRequest(shipment, route)).toEqual({
      ...route,
      parcels: [{ weightGrams: 1_500, units: 3 }],
    });
  });
});

test("gives today's answers for today's options: countries and a price per currency", () => {
  const anyOption = fc.record({
    id: fc.uuid(),
    name: fc.constant("Post"),
    countries: fc.uniqueArray(fc.constantFrom("DE", "AT", "JP")),
    prices: fc.uniqueArray(fc.record({ amount: fc.nat(10_000), currency: fc.constantFrom("EUR", "USD") }), {
      selector: ({ currency }) => currency,
    }),
    taxCategory: fc.constantFrom("standard", "books"),
    minDays: fc.constant(1),
    maxDays: fc.constant(2),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(anyOption, { selector: ({ id }) => id, maxLength: 5 }),
      fc.constantFrom("DE", "AT", "JP", "US"),
      fc.constantFrom("EUR", "USD"),
      fc.boolean(),
      (options, country, currency, requiresShipping) => {
        const asked = { destinationCountry: country, currency, requiresShipping };
        const today = listShippingOptions(options, asked).map(({ option, price }) => {
          return [option.id, price.amount, price.currency, option.taxCategory];
        });
        const lines = [
          line("a", { requiresShipping, undiscounted: money(1, currency), discounted: money(1, currency) }),
        ];
        const [first] = offerOptions(
          ask(lines, { currency, destination: to(country) }),
          settingsOfOptions(options),
        );
        const now = (first?.offers ?? []).map(({ optionId, price, taxCategory }) => {
          return [optionId, price.amount, price.currency, taxCategory];
        });
        expect(now).toEqual(today);
      },
    ),
  );
});

test("SHP-2 more goods never cost less by weight, where steps rise in price; free apart", () => {
  const anySteps = fc
    .array(fc.record({ from: fc.nat(5_000), price: fc.nat(3_000) }), { minLength: 1, maxLength: 5 })
    .map((rows) => {
      const froms = [...new Set([0, ...rows.map(({ from }) => from)])].sort((a, b) => a - b);
      const prices = rows.map(({ price }) => price).sort((a, b) => a - b);
      return steps(
        ...froms.map((from, at): [number, number] => [from, prices[Math.min(at, prices.length - 1)] ?? 0]),
      );
    });
  fc.assert(
    fc.property(anySteps, fc.nat(4_000), fc.nat(4_000), fc.boolean(), (rows, weight, more, perParcel) => {
      const settings = shop([
        option("post", rates({ measure: { by: "weight" }, steps: rows }), {
          charge: perParcel ? "per_parcel" : "per_shipment",
        }),
      ]);
      const price = (weightGrams: number) =>
        Number(offered(ask([line("a", { weightGrams })]), settings).post);
      expect(price(weight + more)).toBeGreaterThanOrEqual(price(weight));
    }),
  );
});
