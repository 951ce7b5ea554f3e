import fc from "fast-check";
import { expect, test } from "vitest";
import { sumMoney } from "../money/add-money.ts";
import { AMOUNT_MAX, money } from "../money/money.ts";
import type { PricingBundle } from "./pricing-bundle.ts";
import type { Quote } from "./quote.ts";
import type { QuoteAsk } from "./quote-ask.ts";
import { quoteCart } from "./quote-cart.ts";

const CATEGORIES = ["standard", "books", "food", "toys"] as const;
const anyCategory = fc.constantFrom(...CATEGORIES);

const anyBundle: fc.Arbitrary<PricingBundle> = fc
  .record({
    pricesIncludeTax: fc.boolean(),
    rates: fc.uniqueArray(
      fc.record({ category: anyCategory, name: fc.constantFrom("VAT", "GST"), ratePpm: fc.nat(1_000_000) }),
      { selector: (rate) => rate.category },
    ),
    shippingAmount: fc.nat(100_000),
    shippingCategory: anyCategory,
  })
  .map(({ pricesIncludeTax, rates, shippingAmount, shippingCategory }) => ({
    version: 1,
    defaultCountry: "DE",
    currencies: [{ code: "EUR", pricesIncludeTax }],
    taxRates: rates.map((rate) => ({ country: "DE", ...rate })),
    shippingOptions: [
      {
        id: "ship_post",
        name: "Post",
        countries: [],
        prices: [money(shippingAmount, "EUR")],
        taxCategory: shippingCategory,
        minDays: 1,
        maxDays: 2,
      },
    ],
  }));

function anyAsk(amountMax: number, quantityMax: number): fc.Arbitrary<QuoteAsk> {
  const lineAsk = fc.record({
    lineId: fc.uuid(),
    quantity: fc.integer({ min: 1, max: quantityMax }),
    unitPrice: fc.nat(amountMax).map((amount) => money(amount, "EUR")),
    priceIncludesTax: fc.constantFrom(undefined, true, false),
    taxCategory: anyCategory,
    requiresShipping: fc.boolean(),
  });
  return fc.record({
    currency: fc.constant("EUR"),
    lines: fc.array(lineAsk, { maxLength: 12 }),
    destinationCountry: fc.constantFrom(null, "DE", "US"),
    shippingOptionId: fc.constantFrom(null, "ship_post"),
  });
}

const anyEverydayAsk = anyAsk(1_000_000, 100);

function quote(ask: QuoteAsk, bundle: PricingBundle): Quote {
  const result = quoteCart(ask, bundle);
  if (!result.ok) throw new Error(`expected a quote, got ${result.refusal.code}`);
  return result.value;
}

const sumOf = (amounts: readonly Quote["total"][]) => sumMoney(amounts, "EUR").amount;
const taxedParts = ({ lines, shipping }: Quote) => (shipping ? [...lines, shipping] : [...lines]);

test("net + tax = total on each line, on shipping, and in sum", () => {
  fc.assert(
    fc.property(anyEverydayAsk, anyBundle, (ask, bundle) => {
      const given = quote(ask, bundle);
      const parts = taxedParts(given);
      for (const { net, tax, total } of parts) expect(net.amount + tax.amount).toBe(total.amount);
      expect(sumOf(parts.map(({ net }) => net)) + given.taxTotal.amount).toBe(given.total.amount);
    }),
  );
});

test("the total is what the lines and shipping come to, and is told the same way from the prices", () => {
  fc.assert(
    fc.property(anyEverydayAsk, anyBundle, (ask, bundle) => {
      const given = quote(ask, bundle);
      const lineTotal = sumOf(given.lines.map((line) => line.total));
      expect(lineTotal + given.shippingTotal.amount).toBe(given.total.amount);

      const priced = given.subtotal.amount + (given.shipping?.price.amount ?? 0);
      expect(priced + (given.pricesIncludeTax ? 0 : given.taxTotal.amount)).toBe(given.total.amount);
    }),
  );
});

test("the tax breakdown adds up to the tax total, one row per name and rate", () => {
  fc.assert(
    fc.property(anyEverydayAsk, anyBundle, (ask, bundle) => {
      const given = quote(ask, bundle);
      expect(sumOf(given.taxes.map(({ tax }) => tax))).toBe(given.taxTotal.amount);
      const named = taxedParts(given).filter(({ taxName }) => taxName !== null);
      expect(sumOf(given.taxes.map(({ net }) => net))).toBe(sumOf(named.map(({ net }) => net)));
      const keys = given.taxes.map(({ name, ratePpm }) => `${name} ${ratePpm}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("the order of lines decides nothing but their order", () => {
  const shuffled = anyEverydayAsk.chain((ask) =>
    fc
      .shuffledSubarray([...ask.lines], { minLength: ask.lines.length })
      .map((lines) => [ask, { ...ask, lines }] as const),
  );
  fc.assert(
    fc.property(shuffled, anyBundle, ([ask, other], bundle) => {
      const { lines, ...rest } = quote(ask, bundle);
      const { lines: otherLines, ...otherRest } = quote(other, bundle);
      expect(otherRest).toEqual(rest);
      expect(otherLines.map(({ lineId }) => lineId)).toEqual(other.lines.map(({ lineId }) => lineId));
      expect(new Set(otherLines)).toEqual(new Set(lines));
    }),
  );
});

test("no figure of a quote is negative", () => {
  fc.assert(
    fc.property(anyEverydayAsk, anyBundle, (ask, bundle) => {
      const given = quote(ask, bundle);
      const figures = [given.subtotal, given.shippingTotal, given.taxTotal, given.total];
      for (const { net, tax, total } of taxedParts(given)) figures.push(net, tax, total);
      for (const figure of figures) expect(figure.amount).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("carts near the largest amount are quoted or refused, and never throw", () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(anyAsk(AMOUNT_MAX, 3), anyBundle, (ask, bundle) => {
      const result = quoteCart(ask, bundle);
      outcomes.add(result.ok ? "quoted" : result.refusal.code);
      const asPriced = ask.lines.reduce((sum, line) => sum + line.unitPrice.amount * line.quantity, 0);
      if (asPriced > AMOUNT_MAX) expect(result.ok).toBe(false);
    }),
    { numRuns: 300 },
  );
  expect(outcomes).toEqual(new Set(["quoted", "amount_too_large"]));
});
