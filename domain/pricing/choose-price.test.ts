import { describe, expect, it } from "vitest";
import { choosePrice, type PriceCandidate } from "./choose-price.ts";
import type { PriceListTerms } from "./price-list.ts";
import { priceSteps } from "./price-steps.ts";

/**
 * Plays a table that a merchant can read.
 *
 *     own   EUR 1999
 *     list  sale   EUR prio 10 from 06-01 until 07-01
 *     price sale   1 at 1500 was 1999
 *     ask   EUR 1 on 06-15             -> 1500 of sale; own lower_priority
 */
function play(table: string): void {
  const lists = new Map<string, PriceListTerms>();
  const candidates: PriceCandidate[] = [];

  for (const line of table
    .trim()
    .split("\n")
    .map((row) => row.trim())) {
    const [ask = "", expected] = line.split(" -> ");
    const [verb = "", name = "", ...words] = ask.trim().split(/ +/);
    const after = (word: string) => {
      const at = words.indexOf(word);
      return at < 0 ? null : (words[at + 1] ?? null);
    };
    if (verb === "own") {
      const amount = Number(words[0]);
      candidates.push({
        list: null,
        currency: name,
        minQuantity: 1,
        amount,
        compareAt: numberOf(after("was")),
      });
    } else if (verb === "list") {
      lists.set(name, {
        handle: name,
        currency: words[0] ?? "",
        priceGroup: after("group"),
        market: after("market"),
        channel: after("channel"),
        startsAtMs: momentOf(after("from")),
        endsAtMs: momentOf(after("until")),
        priority: Number(after("prio") ?? 0),
        status: words.includes("draft") ? "draft" : "active",
        pricesIncludeTax: words.includes("net") ? false : null,
      });
    } else if (verb === "price") {
      const list = lists.get(name);
      if (!list) throw new Error(`no list ${name}`);
      const minQuantity = Number(words[0]);
      const amount = Number(after("at"));
      candidates.push({
        list,
        currency: list.currency,
        minQuantity,
        amount,
        compareAt: numberOf(after("was")),
      });
    } else if (verb === "ask") {
      const { chosen, others } = choosePrice(candidates, {
        currency: name,
        quantity: Number(words[0]),
        channel: after("channel") ?? "web",
        market: after("market"),
        priceGroup: after("group"),
        nowMs: momentOf(after("on")) ?? 0,
      });
      const price = chosen ? `${chosen.amount} of ${chosen.list?.handle ?? "own"}` : "nothing";
      const reasons = others.map(({ candidate, whyNot }) => `${candidate.list?.handle ?? "own"} ${whyNot}`);
      expect([price, ...reasons].join("; "), line).toBe(expected);
    } else throw new Error(`what is "${line}"?`);
  }
}

const numberOf = (text: string | null) => (text === null ? null : Number(text));
const momentOf = (text: string | null) => {
  if (text === null) return null;
  return Date.parse(text.includes("T") ? `2026-${text}Z` : `2026-${text}T00:00:00.000Z`);
};

describe("which price applies", () => {
  it("the variant's own, where no list has another", () => {
    play(`
      own   EUR 1999
      ask   EUR 1      -> 1999 of own
      ask   USD 1      -> nothing; own other_currency
    `);
  });

  it("that of a sale, from its first moment until just before its end", () => {
    play(`
      own   EUR 1999
      list  sale EUR from 06-01 until 07-01
      price sale 1 at 1500
      ask   EUR 1 on 05-31T23:59:59.999 -> 1999 of own; sale not_begun
      ask   EUR 1 on 06-01              -> 1500 of sale; own lower_priority
      ask   EUR 1 on 06-30T23:59:59.999 -> 1500 of sale; own lower_priority
      ask   EUR 1 on 07-01              -> 1999 of own; sale ended
    `);
  });

  it("a list's also when it is dearer than the variant's own: that is what lists are for", () => {
    play(`
      own   EUR 1000
      list  airport EUR channel pos
      price airport 1 at 1500
      ask   EUR 1 channel pos -> 1500 of airport; own lower_priority
      ask   EUR 1             -> 1000 of own; airport other_channel
    `);
  });

  it("the best tier that the quantity reaches", () => {
    play(`
      own   EUR 1999
      list  bulk EUR
      price bulk 10 at 1800
      price bulk 50 at 1500
      ask   EUR 9  -> 1999 of own; bulk too_few_units; bulk too_few_units
      ask   EUR 10 -> 1800 of bulk; own lower_priority; bulk too_few_units
      ask   EUR 50 -> 1500 of bulk; bulk better_tier; own lower_priority
    `);
  });

  it("never a dearer tier for more units", () => {
    play(`
      list  odd EUR
      price odd 1 at 400
      price odd 10 at 500
      ask   EUR 10 -> 400 of odd; odd better_tier
    `);
  });

  it("that of the customer's group, the market and the channel alone", () => {
    play(`
      own   EUR 1999
      list  wholesale EUR group wholesale prio 5
      list  austria   EUR market at prio 4
      list  pos       EUR channel pos prio 3
      price wholesale 1 at 1200
      price austria   1 at 2100
      price pos       1 at 1950
      ask   EUR 1                           -> 1999 of own; wholesale other_price_group; austria other_market; pos other_channel
      ask   EUR 1 group wholesale           -> 1200 of wholesale; own lower_priority; austria other_market; pos other_channel
      ask   EUR 1 group wholesale market at -> 1200 of wholesale; austria lower_priority; own lower_priority; pos other_channel
      ask   EUR 1 group vip market at       -> 2100 of austria; own lower_priority; wholesale other_price_group; pos other_channel
      ask   EUR 1 channel pos               -> 1950 of pos; own lower_priority; wholesale other_price_group; austria other_market
    `);
  });

  it("of equal priorities the lowest price, then the first handle", () => {
    play(`
      list  b EUR prio 1
      list  a EUR prio 1
      list  c EUR prio 1
      price b 1 at 1500
      price a 1 at 1500
      price c 1 at 1600
      ask   EUR 1 -> 1500 of a; b same_price; c higher_price
    `);
  });

  it("no price of a draft", () => {
    play(`
      own   EUR 1999
      list  plan EUR draft prio 9
      price plan 1 at 1
      ask   EUR 1 -> 1999 of own; plan not_active
    `);
  });
});

describe("the steps of a price", () => {
  const terms: PriceListTerms = {
    handle: "bulk",
    currency: "EUR",
    priceGroup: null,
    market: null,
    channel: null,
    startsAtMs: null,
    endsAtMs: null,
    priority: 0,
    status: "active",
    pricesIncludeTax: false,
  };
  const ask = { currency: "EUR", channel: "web", market: null, priceGroup: null, nowMs: 0 };
  const row = (minQuantity: number, amount: number, compareAt: number | null = null): PriceCandidate => ({
    list: terms,
    currency: "EUR",
    minQuantity,
    amount,
    compareAt,
  });
  const own: PriceCandidate = { ...row(1, 1999, 2500), list: null };

  it("say what each quantity costs, and what it is compared with", () => {
    expect(priceSteps([row(50, 1500), own, row(10, 1800, 1999)], ask)).toEqual([
      { minQuantity: 1, amount: 1999, compareAt: 2500, includesTax: null },
      { minQuantity: 10, amount: 1800, compareAt: 1999, includesTax: false },
      { minQuantity: 50, amount: 1500, compareAt: null, includesTax: false },
    ]);
  });

  it("leave out tiers that change nothing, and comparisons with what is not more", () => {
    expect(priceSteps([row(1, 1500, 1500), row(10, 1500), row(20, 1600)], ask)).toEqual([
      { minQuantity: 1, amount: 1500, compareAt: null, includesTax: false },
    ]);
  });

  it("begin above 1 where single units have no price, and are none where nothing has", () => {
    expect(priceSteps([row(10, 1800)], ask).map(({ minQuantity }) => minQuantity)).toEqual([10]);
    expect(priceSteps([row(10, 1800)], { ...ask, currency: "USD" })).toEqual([]);
  });
});
