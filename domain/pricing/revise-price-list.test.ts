import { describe, expect, it } from "vitest";
import type { ShelfSettings } from "../catalog/resolve-shelf.ts";
import { findListPriceFlaws } from "./find-list-price-flaws.ts";
import type { PriceList } from "./price-list.ts";
import { composePriceList, type PriceListEdit, revisePriceList } from "./revise-price-list.ts";

const KNOWN: ShelfSettings = {
  currencies: [{ code: "EUR", pricesIncludeTax: true }],
  channels: ["web"],
  locales: ["en"],
  markets: [{ handle: "dach", currency: "EUR", locale: "en" }],
  priceGroups: ["dealer"],
};
const GIVEN = {
  handle: "sale",
  title: "Sale",
  currency: "EUR",
  priceGroup: "dealer",
  market: "dach",
  channel: "web",
  startsAtMs: 100,
  endsAtMs: 200,
  priority: 0,
  status: "active",
  pricesIncludeTax: null,
} as const;
const LIST: PriceList = { ...GIVEN, id: "plist_1", version: 3, createdAtMs: 1, updatedAtMs: 2 };
const revise = (edit: PriceListEdit, known = KNOWN) => revisePriceList(LIST, edit, known, 9);

describe("a price list", () => {
  it("begins with its first version", () => {
    expect(composePriceList(GIVEN, KNOWN, "plist_1", 5)).toEqual({
      ok: true,
      value: { ...GIVEN, id: "plist_1", version: 1, createdAtMs: 5, updatedAtMs: 5 },
    });
  });

  it("has another version after an edit, and the same after none", () => {
    expect(revise({ priority: 4 })).toMatchObject({
      ok: true,
      value: { priority: 4, version: 4, updatedAtMs: 9 },
    });
    const same = revise({ priority: 0, endsAtMs: 200 });
    expect(same.ok && same.value).toBe(LIST);
  });

  it.each([
    [{ priceGroup: "nobody" }, "price_group"],
    [{ market: "mars" }, "market"],
    [{ channel: "pos" }, "channel"],
    [{ endsAtMs: 100 }, "ends_at"],
    [{ startsAtMs: 200 }, "ends_at"],
  ])("is refused for %j", (edit, place) => {
    expect(revise(edit)).toMatchObject({ ok: false, refusal: [{ at: [place] }] });
    expect(composePriceList({ ...GIVEN, ...edit }, KNOWN, "plist_1", 5)).toMatchObject({
      ok: false,
      refusal: [{ at: [place] }],
    });
  });

  it("goes on with what has left the settings, but refers to nothing else that has", () => {
    const fewer = { ...KNOWN, priceGroups: [], markets: [] };
    expect(revise({ title: "Old sale" }, fewer).ok).toBe(true);
    expect(revise({ priceGroup: "dealer" }, fewer).ok).toBe(false);
    expect(composePriceList({ ...GIVEN, currency: "USD" }, KNOWN, "plist_1", 5)).toMatchObject({
      refusal: [{ at: ["currency"] }],
    });
  });
});

describe("prices for a list", () => {
  const price = { sku: "A", minQuantity: 1, amount: 100, compareAt: null };
  const flawsOf = (prices: (typeof price | object)[], crowds = {}) =>
    findListPriceFlaws(
      prices.map((row) => ({ ...price, ...row })),
      new Set(["A", "B"]),
      [{ sku: "A", tiers: 1, quantities: 1, rows: 1, ...crowds }],
    ).map(({ at, detail }) => `${at.join("/")} ${detail}`);

  it("are sound", () => {
    expect(flawsOf([{}, { minQuantity: 2 }, { sku: "B", compareAt: 101 }])).toEqual([]);
  });

  it.each([
    [[{}, { sku: "C" }], {}, "prices/1/sku is no SKU of the shop"],
    [[{}, {}], {}, "prices/1 this SKU and quantity have a price already"],
    [[{ compareAt: 100 }], {}, "prices/0/compare_at is not more than the amount"],
    [[{}], { tiers: 21 }, "prices/0/min_quantity a variant has at most 20 prices in a list"],
    [
      [{}],
      { quantities: 51 },
      "prices/0/min_quantity a variant's prices change at no more than 50 quantities, over all lists",
    ],
    [[{}], { rows: 1_001 }, "prices/0/min_quantity a variant has at most 1000 prices in all lists"],
  ])("%j are named with what is wrong", (prices, crowd, flaw) => {
    expect(flawsOf(prices, crowd)).toEqual([flaw]);
  });
});
