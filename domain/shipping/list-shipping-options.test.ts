import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import { listShippingOptions } from "./list-shipping-options.ts";
import type { ShippingOption } from "./shipping-option.ts";

const option = (id: string, countries: readonly string[], currencies: readonly string[]): ShippingOption => ({
  id,
  name: id,
  countries,
  prices: currencies.map((currency) => money(500, currency)),
  taxCategory: "standard",
  minDays: 1,
  maxDays: 3,
});
const options = [
  option("post", ["DE", "AT"], ["EUR"]),
  option("courier", ["DE"], ["USD", "EUR"]),
  option("world", [], ["USD", "EUR"]),
];

describe("listShippingOptions", () => {
  test.each([
    // to, paid in, options in the merchant's order
    ["DE", "EUR", ["post", "courier", "world"]],
    ["DE", "USD", ["courier", "world"]],
    ["AT", "EUR", ["post", "world"]],
    ["JP", "USD", ["world"]],
    ["JP", "JPY", []],
  ])("offers to %s in %s: %j", (destinationCountry, currency, ids) => {
    const offers = listShippingOptions(options, { destinationCountry, currency, requiresShipping: true });
    expect(offers.map((offer) => offer.option.id)).toEqual(ids);
    expect(offers.every((offer) => offer.price.currency === currency)).toBe(true);
  });

  test("offers nothing when there is nothing to ship", () => {
    const nothing = { destinationCountry: "DE", currency: "EUR", requiresShipping: false };
    expect(listShippingOptions(options, nothing)).toEqual([]);
  });
});
