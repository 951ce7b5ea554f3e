import fc from "fast-check";
import { expect, test } from "vitest";
import { AMOUNT_MAX, type Money, money } from "../money/money.ts";
import { compileTax } from "./compile-tax.ts";
import type { DatedTaxRate } from "./dated-rate.ts";
import { findTaxRate } from "./find-tax-rate.ts";
import type { TaxAsk, TaxableLine, TaxCustomer } from "./tax-ask.ts";
import { taxCart } from "./tax-cart.ts";
import { taxLine } from "./tax-line.ts";
import { settingsOfFlatRates, type TaxRounding, type TaxSettings } from "./tax-settings.ts";
import type { TaxedAmount, TaxedCart } from "./taxed-cart.ts";

const CATEGORIES = ["standard", "books", "food", "toys"] as const;
const anyCategory = fc.constantFrom(...CATEGORIES);
const anyCountry = fc.constantFrom("DE", "FR", "US");

const anyComponents = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("a", "b", "c"),
    ratePpm: fc.oneof(fc.nat(1_000_000), fc.constantFrom(0, 50_000, 190_000)),
    isCompound: fc.boolean(),
  }),
  { selector: ({ name }) => name, maxLength: 3 },
);
const anyRates: fc.Arbitrary<DatedTaxRate[]> = fc.uniqueArray(
  fc.record({
    zone: anyCountry,
    category: anyCategory,
    components: anyComponents,
    fromDay: fc.constant(null),
    toDay: fc.constant(null),
  }),
  { selector: ({ zone, category }) => `${zone} ${category}`, maxLength: 8 },
);
const anyPolicy = fc.constantFrom("same_total", "same_net");
const anySettings: fc.Arbitrary<TaxSettings> = fc.record({
  zones: fc.constant(
    ["DE", "FR", "US"].map((country) => ({
      id: country,
      name: country,
      areas: [{ country, regions: [], postcodes: [] }],
    })),
  ),
  rates: anyRates,
  home: fc.constant({ country: "DE", region: null, postcode: null }),
  shippingTax: fc.constantFrom("own_category", "as_goods", "highest_rate"),
  grossPrices: fc.record({ abroad: anyPolicy, untaxed: anyPolicy }),
  reverseCharge: fc.constantFrom("off", "by_format"),
});
const anyRounding: fc.Arbitrary<TaxRounding> = fc.record({
  mode: fc.constantFrom("half_up", "half_even", "down"),
  per: fc.constantFrom("unit", "line", "order"),
});

const anyAmount = (max: number) => fc.oneof(fc.nat(20), fc.nat(max)).map((amount) => money(amount, "EUR"));
const anyLine = (amountMax: number): fc.Arbitrary<TaxableLine> =>
  fc.record({
    lineId: fc.uuid(),
    amount: anyAmount(amountMax),
    quantity: fc.integer({ min: 1, max: 40 }),
    priceIncludesTax: fc.boolean(),
    taxCategory: anyCategory,
    requiresShipping: fc.boolean(),
    isDigital: fc.boolean(),
    isGiftCard: fc.boolean(),
  });
const anyCustomer: fc.Arbitrary<TaxCustomer> = fc.record({
  vatId: fc.constantFrom(null, { text: "FR12345678901", isVerified: false }),
  exemption: fc.constantFrom(null, null, { reason: "resale", countries: ["US"], untilDay: null }),
});
function anyAsk(amountMax: number): fc.Arbitrary<TaxAsk> {
  return fc.record({
    currency: fc.constant("EUR"),
    day: fc.constant("2026-01-01"),
    destination: anyCountry.map((country) => ({ country, region: null, postcode: null })),
    customer: anyCustomer,
    lines: fc.uniqueArray(anyLine(amountMax), { selector: ({ lineId }) => lineId, maxLength: 10 }),
    shipping: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("post", "freight"),
        amount: anyAmount(amountMax),
        priceIncludesTax: fc.boolean(),
        taxCategory: anyCategory,
      }),
      { selector: ({ id }) => id, maxLength: 2 },
    ),
  });
}
const anyEverydayAsk = anyAsk(1_000_000);

function tax(ask: TaxAsk, settings: TaxSettings, rounding: TaxRounding): TaxedCart {
  const result = taxCart(ask, compileTax(settings), rounding);
  if (!result.ok) throw new Error(`expected a taxed cart, got ${result.refusal.code}`);
  return result.value;
}
const sum = (amounts: readonly Money[]) => amounts.reduce((all, { amount }) => all + amount, 0);
const amountsOf = (cart: TaxedCart): TaxedAmount[] => {
  return [...cart.lines, ...cart.shipping.flatMap(({ parts }) => parts)];
};

test("TAX-1 net + tax = total, components add up to the tax, and none is negative, under every policy", () => {
  fc.assert(
    fc.property(anyEverydayAsk, anySettings, anyRounding, (ask, settings, rounding) => {
      for (const one of amountsOf(tax(ask, settings, rounding))) {
        expect(one.net.amount + one.tax.amount).toBe(one.total.amount);
        expect(sum(one.components.map((component) => component.tax))).toBe(one.tax.amount);
        const onTop = one.isTaxInside ? 0 : one.tax.amount;
        expect(one.amount.amount - one.homeTaxOut.amount + onTop).toBe(one.total.amount);
        const figures = [
          one.net,
          one.tax,
          one.total,
          one.homeTaxOut,
          ...one.components.map((each) => each.tax),
        ];
        for (const { amount } of figures) expect(amount).toBeGreaterThanOrEqual(0);
        expect(one.treatment === "taxed").toBe(one.components.length > 0);
      }
    }),
  );
});

test("the parts of shipping sum to what was charged, and everything to the totals and the breakdown", () => {
  fc.assert(
    fc.property(anyEverydayAsk, anySettings, anyRounding, (ask, settings, rounding) => {
      const cart = tax(ask, settings, rounding);
      for (const [index, charge] of ask.shipping.entries()) {
        expect(sum(cart.shipping[index]?.parts.map(({ amount }) => amount) ?? [])).toBe(charge.amount.amount);
        expect(cart.shipping[index]?.parts.length).toBeGreaterThan(0);
      }
      const all = amountsOf(cart);
      expect(sum(all.map(({ total }) => total))).toBe(cart.total.amount);
      expect(sum(all.map((one) => one.tax))).toBe(cart.taxTotal.amount);
      expect(sum(cart.taxes.map((row) => row.tax))).toBe(cart.taxTotal.amount);
    }),
  );
});

test("explanations re-add: amounts, less home tax, plus every tax that is not inside, are the total", () => {
  fc.assert(
    fc.property(anyEverydayAsk, anySettings, anyRounding, (ask, settings, rounding) => {
      const cart = tax(ask, settings, rounding);
      const priced = sum([...ask.lines, ...ask.shipping].map(({ amount }) => amount));
      const changes = cart.explained.filter(({ detail }) => detail.isInside !== true);
      expect(priced + sum(changes.map(({ amount }) => amount))).toBe(cart.total.amount);
      const rates = cart.explained.filter(({ rule }) => rule === "tax.rate");
      expect(sum(rates.map(({ amount }) => amount))).toBe(cart.taxTotal.amount);
    }),
  );
});

test("the order of lines and of shipping decides nothing but their order", () => {
  const shuffled = anyEverydayAsk.chain((ask) =>
    fc
      .tuple(
        fc.shuffledSubarray([...ask.lines], { minLength: ask.lines.length }),
        fc.shuffledSubarray([...ask.shipping], { minLength: ask.shipping.length }),
      )
      .map(([lines, shipping]) => [ask, { ...ask, lines, shipping }] as const),
  );
  fc.assert(
    fc.property(shuffled, anySettings, anyRounding, ([ask, other], settings, rounding) => {
      const { lines, shipping, explained, ...rest } = tax(ask, settings, rounding);
      const again = tax(other, settings, rounding);
      const { lines: otherLines, shipping: otherShipping, explained: otherExplained, ...otherRest } = again;
      expect(otherRest).toEqual(rest);
      expect(otherLines.map(({ lineId }) => lineId)).toEqual(other.lines.map(({ lineId }) => lineId));
      expect(new Set(otherLines)).toEqual(new Set(lines));
      expect(new Set(otherShipping)).toEqual(new Set(shipping));
      expect(otherExplained.map((row) => JSON.stringify(row)).sort()).toEqual(
        explained.map((row) => JSON.stringify(row)).sort(),
      );
    }),
  );
});

test("per order differs from per line by no more than a unit for each amount, and down is never more", () => {
  const sameTotal = { abroad: "same_total", untaxed: "same_total" } as const;
  fc.assert(
    fc.property(anyEverydayAsk, anySettings, (ask, anyOther) => {
      // Without a home tax to take out, every policy begins with the same amounts.
      const settings = { ...anyOther, grossPrices: sameTotal };
      const taxBy = (mode: TaxRounding["mode"], per: TaxRounding["per"]) =>
        tax(ask, settings, { mode, per }).taxTotal.amount;
      const perLine = taxBy("half_up", "line");
      const pieces = ask.lines.length + 4 * ask.shipping.length;
      expect(Math.abs(perLine - taxBy("half_up", "order"))).toBeLessThanOrEqual(pieces);
      expect(taxBy("down", "line")).toBeLessThanOrEqual(perLine);
      expect(taxBy("down", "line")).toBeLessThanOrEqual(taxBy("down", "order"));
      expect(taxBy("half_even", "line")).toBeLessThanOrEqual(perLine);
    }),
  );
});

test("inclusive and exclusive agree: the tax on top of a net amount is found inside the gross, to one unit", () => {
  const anyRate = anyComponents.filter((components) => components.length > 0);
  const amounts = fc.nat(1_000_000_000);
  fc.assert(
    fc.property(amounts, anyRate, anyRounding, (amount, components, rounding) => {
      const rates = [{ zone: "DE", category: "standard", components, fromDay: null, toDay: null }];
      const settings = { ...settingsOfFlatRates([], "DE"), ...ZONE_DE, rates };
      const one = (units: number, priceIncludesTax: boolean) => {
        const line = { ...PLAIN_LINE, amount: money(units, "EUR"), priceIncludesTax };
        const ask = { ...PLAIN_ASK, lines: [line] };
        return tax(ask, settings, rounding);
      };
      const onTop = one(amount, false);
      const inside = one(onTop.total.amount, true);
      expect(inside.total).toEqual(onTop.total);
      expect(Math.abs(inside.taxTotal.amount - onTop.taxTotal.amount)).toBeLessThanOrEqual(1);
    }),
  );
});

test("gives today's answers for today's settings: a rate per country and category, half up per line", () => {
  const flatRates = fc.uniqueArray(
    fc.record({
      country: anyCountry,
      category: anyCategory,
      name: fc.constantFrom("VAT", "GST"),
      ratePpm: fc.nat(2_000_000),
    }),
    { selector: ({ country, category }) => `${country} ${category}` },
  );
  fc.assert(
    fc.property(anyEverydayAsk, flatRates, (asked, rates) => {
      const goods = asked.lines.map((line) => ({ ...line, isGiftCard: false }));
      const ask = { ...asked, lines: goods, customer: { vatId: asked.customer.vatId, exemption: null } };
      const cart = tax(ask, settingsOfFlatRates(rates, "DE"), { mode: "half_up", per: "line" });
      const today = [...ask.lines, ...ask.shipping].map(({ amount, taxCategory, priceIncludesTax }) =>
        taxLine(amount, findTaxRate(rates, ask.destination.country, taxCategory), priceIncludesTax),
      );
      const now = amountsOf(cart).map(({ net, tax: taken, total, components }) => ({
        net,
        tax: taken,
        total,
        taxName: components[0]?.name ?? null,
        taxRatePpm: components[0]?.ratePpm ?? 0,
      }));
      expect(now).toEqual(today);
    }),
  );
});

test("carts near the largest amount are taxed or refused, and never throw", () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(anyAsk(AMOUNT_MAX), anySettings, anyRounding, (ask, settings, rounding) => {
      const result = taxCart(ask, compileTax(settings), rounding);
      outcomes.add(result.ok ? "taxed" : result.refusal.code);
      if (result.ok) expect(result.value.total.amount).toBeLessThanOrEqual(AMOUNT_MAX);
    }),
  );
  expect([...outcomes].sort()).toEqual(["amount_too_large", "taxed"]);
});

const ZONE_DE = { zones: [{ id: "DE", name: "DE", areas: [{ country: "DE", regions: [], postcodes: [] }] }] };
const PLAIN_LINE = {
  lineId: "a",
  quantity: 1,
  taxCategory: "standard",
  requiresShipping: true,
  isDigital: false,
  isGiftCard: false,
};
const PLAIN_ASK = {
  currency: "EUR",
  day: "2026-01-01",
  destination: { country: "DE", region: null, postcode: null },
  customer: { vatId: null, exemption: null },
  shipping: [],
};
