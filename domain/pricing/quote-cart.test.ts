import { describe, expect, test } from "vitest";
import { AMOUNT_MAX, money } from "../money/money.ts";
import type { PricingBundle } from "./pricing-bundle.ts";
import type { Quote } from "./quote.ts";
import type { LineAsk, QuoteAsk } from "./quote-ask.ts";
import { quoteCart } from "./quote-cart.ts";

/** A shop at home in Germany that prices the euro, yen and Kuwaiti dinar with tax inside and the dollar without. */
const bundle: PricingBundle = {
  version: 7,
  defaultCountry: "DE",
  currencies: [
    { code: "EUR", pricesIncludeTax: true },
    { code: "USD", pricesIncludeTax: false },
    { code: "JPY", pricesIncludeTax: true },
    { code: "KWD", pricesIncludeTax: true },
  ],
  taxRates: [
    { country: "DE", category: "standard", name: "MwSt.", ratePpm: 190_000 },
    { country: "DE", category: "books", name: "MwSt.", ratePpm: 70_000 },
    { country: "US", category: "standard", name: "Sales tax", ratePpm: 88_750 },
    { country: "US", category: "food", name: "Sales tax", ratePpm: 0 },
    { country: "JP", category: "standard", name: "消費税", ratePpm: 100_000 },
    { country: "BH", category: "standard", name: "VAT", ratePpm: 100_000 },
  ],
  shippingOptions: [
    {
      id: "ship_post",
      name: "Post",
      countries: ["DE", "US"],
      prices: [money(490, "EUR"), money(1_000, "USD")],
      taxCategory: "standard",
      minDays: 2,
      maxDays: 4,
    },
  ],
};

const line = (unitPrice: number, quantity: number, more: Partial<LineAsk> & { currency?: string } = {}) => {
  const { currency = "EUR", ...rest } = more;
  const price = money(unitPrice, currency);
  return {
    lineId: "line_1",
    quantity,
    unitPrice: price,
    taxCategory: "standard",
    requiresShipping: false,
    ...rest,
  };
};

const ask = (lines: readonly LineAsk[], more: Partial<QuoteAsk> = {}): QuoteAsk => {
  return { currency: "EUR", lines, destinationCountry: null, shippingOptionId: null, ...more };
};

function quote(asked: QuoteAsk, from: PricingBundle = bundle): Quote {
  const result = quoteCart(asked, from);
  if (!result.ok) throw new Error(`expected a quote, got ${result.refusal.code}`);
  return result.value;
}

describe("quoteCart grants", () => {
  test.each([
    // what, currency, to, unit price × quantity, category          net     tax    to pay
    ["19.99 × 3 with 19 % inside", "EUR", "DE", 1_999, 3, "standard", 5_039, 958, 5_997],
    ["19.99 × 3 with 7 % inside", "EUR", "DE", 1_999, 3, "books", 5_605, 392, 5_997],
    ["an unknown category as standard", "EUR", "DE", 1_999, 3, "toys", 5_039, 958, 5_997],
    ["a gross price kept abroad", "EUR", "JP", 1_999, 3, "standard", 5_452, 545, 5_997],
    ["no tax where no rate is set", "EUR", "CH", 1_999, 3, "standard", 5_997, 0, 5_997],
    ["19.99 × 3 and 8.875 % on top", "USD", "US", 1_999, 3, "standard", 5_997, 532, 6_529],
    ["a rate of zero on top", "USD", "US", 1_999, 3, "food", 5_997, 0, 5_997],
    ["¥1,480 × 2, no minor digits", "JPY", "JP", 1_480, 2, "standard", 2_691, 269, 2_960],
    ["1.250 dinars × 3, three digits", "KWD", "BH", 1_250, 3, "standard", 3_409, 341, 3_750],
    ["a price of zero", "EUR", "DE", 0, 5, "standard", 0, 0, 0],
  ])("%s", (_, currency, destinationCountry, unitPrice, quantity, taxCategory, net, tax, total) => {
    const lines = [line(unitPrice, quantity, { currency, taxCategory })];
    const given = quote(ask(lines, { currency, destinationCountry }));

    expect(given.lines).toMatchObject([
      { net: money(net, currency), tax: money(tax, currency), total: money(total, currency) },
    ]);
    expect(given.subtotal).toEqual(money(unitPrice * quantity, currency));
    expect(given.taxTotal).toEqual(money(tax, currency));
    expect(given.total).toEqual(money(total, currency));
  });

  test("the whole quote of a mixed cart, shipping taxed, as it is frozen into the order", () => {
    const lines = [
      line(1_999, 3, { lineId: "line_shirt", requiresShipping: true }),
      line(999, 1, { lineId: "line_ebook", taxCategory: "books" }),
    ];

    const given = quote(ask(lines, { shippingOptionId: "ship_post" }));

    const eur = (amount: number) => money(amount, "EUR");
    const standard = { taxName: "MwSt.", taxRatePpm: 190_000 };
    expect(given).toEqual({
      currency: "EUR",
      bundleVersion: 7,
      pricesIncludeTax: true,
      destinationCountry: "DE",
      requiresShipping: true,
      lines: [
        {
          lineId: "line_shirt",
          quantity: 3,
          unitPrice: eur(1_999),
          subtotal: eur(5_997),
          net: eur(5_039),
          tax: eur(958),
          total: eur(5_997),
          ...standard,
        },
        {
          lineId: "line_ebook",
          quantity: 1,
          unitPrice: eur(999),
          subtotal: eur(999),
          net: eur(934),
          tax: eur(65),
          total: eur(999),
          taxName: "MwSt.",
          taxRatePpm: 70_000,
        },
      ],
      shipping: {
        optionId: "ship_post",
        name: "Post",
        price: eur(490),
        net: eur(412),
        tax: eur(78),
        total: eur(490),
        ...standard,
      },
      subtotal: eur(6_996),
      shippingTotal: eur(490),
      taxTotal: eur(1_101),
      total: eur(7_486),
      taxes: [
        { name: "MwSt.", ratePpm: 70_000, net: eur(934), tax: eur(65) },
        { name: "MwSt.", ratePpm: 190_000, net: eur(5_451), tax: eur(1_036) },
      ],
      rounding: "half_up_per_line",
    });
    expect(JSON.parse(JSON.stringify(given))).toEqual(given);
  });

  test("shipping with its tax on top where prices exclude tax", () => {
    const lines = [line(1_999, 3, { currency: "USD", requiresShipping: true })];
    const given = quote(
      ask(lines, { currency: "USD", destinationCountry: "US", shippingOptionId: "ship_post" }),
    );

    expect(given.subtotal.amount).toBe(5_997);
    expect(given.shipping?.price.amount).toBe(1_000);
    expect(given.shippingTotal.amount).toBe(1_089);
    expect(given.taxTotal.amount).toBe(532 + 89);
    expect(given.total.amount).toBe(5_997 + 1_000 + 621);
  });

  test("rounding per line: three lines of 0.10 at 5 % pay three cents of tax, one line of 0.30 pays two", () => {
    const fivePercent = {
      ...bundle,
      taxRates: [{ country: "US", category: "standard", name: "Tax", ratePpm: 50_000 }],
    };
    const dimes = ["a", "b", "c"].map((lineId) => line(10, 1, { lineId, currency: "USD" }));
    const usd = { currency: "USD", destinationCountry: "US" };

    expect(quote(ask(dimes, usd), fivePercent).taxTotal.amount).toBe(3);
    expect(quote(ask([line(30, 1, { currency: "USD" })], usd), fivePercent).taxTotal.amount).toBe(2);
  });

  test("an empty cart a quote of zero", () => {
    const zero = money(0, "EUR");
    expect(quote(ask([]))).toMatchObject({
      lines: [],
      shipping: null,
      requiresShipping: false,
      subtotal: zero,
      shippingTotal: zero,
      taxTotal: zero,
      total: zero,
      taxes: [],
    });
  });

  test("digital goods a quote without shipping, even with an option left over from before", () => {
    for (const shippingOptionId of [null, "ship_post", "ship_gone"]) {
      const given = quote(ask([line(999, 1)], { shippingOptionId }));
      expect(given).toMatchObject({ requiresShipping: false, shipping: null, total: money(999, "EUR") });
    }
  });

  test("a cart that still lacks a shipping option a quote that says it needs one", () => {
    const given = quote(ask([line(999, 1, { requiresShipping: true })]));
    expect(given).toMatchObject({ requiresShipping: true, shipping: null, shippingTotal: money(0, "EUR") });
  });

  test("zero-rated goods a row of the tax breakdown, and untaxed goods none", () => {
    const food = line(500, 1, { currency: "USD", taxCategory: "food" });
    const taxesTo = (destinationCountry: string) =>
      quote(ask([food], { currency: "USD", destinationCountry })).taxes;

    expect(taxesTo("US")).toEqual([
      { name: "Sales tax", ratePpm: 0, net: money(500, "USD"), tax: money(0, "USD") },
    ]);
    expect(taxesTo("CH")).toEqual([]);
  });

  test("an amount up to the very largest", () => {
    expect(quote(ask([line(AMOUNT_MAX, 1)])).total.amount).toBe(AMOUNT_MAX);
  });
});

describe("quoteCart taxes a price list's prices as the list says", () => {
  test("net ones beside gross ones, and shipping as the currency", () => {
    const quoted = quote(
      ask(
        [
          line(1_000, 2, { lineId: "gross", requiresShipping: true }),
          line(1_000, 2, { lineId: "net", priceIncludesTax: false }),
        ],
        { shippingOptionId: "ship_post" },
      ),
    );
    expect(
      quoted.lines.map(({ lineId, net, tax, total }) => [lineId, net.amount, tax.amount, total.amount]),
    ).toEqual([
      ["gross", 1_681, 319, 2_000],
      ["net", 2_000, 380, 2_380],
    ]);
    expect(quoted.lines.map(({ priceIncludesTax }) => priceIncludesTax)).toEqual([undefined, false]);
    expect(quoted.total.amount).toBe(2_000 + 2_380 + 490);
    expect(quoted.taxTotal.amount).toBe(319 + 380 + 78);
    // As it says of itself: with tax inside, whatever each line was priced with.
    expect([quoted.pricesIncludeTax, quoted.subtotal.amount]).toEqual([true, 2_000 + 2_380]);
    expect(quoted.lines.map(({ subtotal }) => subtotal.amount)).toEqual([2_000, 2_000]);
    expect(quoted.subtotal.amount + quoted.shippingTotal.amount).toBe(quoted.total.amount);
  });

  test("gross ones beside net ones in a currency that is quoted net, each rounded once", () => {
    const quoted = quote(
      ask(
        [
          line(1_999, 3, { lineId: "net", currency: "USD", requiresShipping: true }),
          line(1_999, 3, { lineId: "gross", currency: "USD", priceIncludesTax: true }),
        ],
        { currency: "USD", destinationCountry: "US", shippingOptionId: "ship_post" },
      ),
    );
    // 59.97 × 8.875 % = 5.3223; 59.97 × 8.875 / 108.875 = 4.8885; 10.00 × 8.875 % = 0.8875.
    expect(quoted.lines.map(({ net, tax, total }) => [net.amount, tax.amount, total.amount])).toEqual([
      [5_997, 532, 6_529],
      [5_508, 489, 5_997],
    ]);
    expect(quoted.shippingTotal.amount).toBe(1_089);
    expect([quoted.pricesIncludeTax, quoted.subtotal.amount]).toEqual([false, 5_997 + 5_508]);
    expect(quoted.taxTotal.amount).toBe(532 + 489 + 89);
    expect(quoted.total.amount).toBe(6_529 + 5_997 + 1_089);
    expect(quoted.taxes).toEqual([
      {
        name: "Sales tax",
        ratePpm: 88_750,
        net: money(5_997 + 5_508 + 1_000, "USD"),
        tax: money(532 + 489 + 89, "USD"),
      },
    ]);
  });

  test("gross ones in a currency that is quoted net", () => {
    const sold = { currency: "USD", priceIncludesTax: true };
    const quoted = quote(ask([line(1_999, 3, sold)], { currency: "USD", destinationCountry: "US" }));
    expect([quoted.total.amount, quoted.taxTotal.amount]).toEqual([5_997, 489]);
  });

  test("and counts what is on top before it says that a total fits", () => {
    const most = Math.floor(AMOUNT_MAX / 1.19) + 1;
    expect(quoteCart(ask([line(most, 1)]), bundle).ok).toBe(true);
    expect(quoteCart(ask([line(most, 1, { priceIncludesTax: false })]), bundle)).toMatchObject({
      refusal: { code: "amount_too_large" },
    });
  });
});

describe("quoteCart refuses", () => {
  test("a currency that the shop does not sell in, and says which it does", () => {
    expect(quoteCart(ask([line(100, 1, { currency: "CHF" })], { currency: "CHF" }), bundle)).toEqual({
      ok: false,
      refusal: { code: "currency_not_sold", currency: "CHF", sold: ["EUR", "USD", "JPY", "KWD"] },
    });
  });

  test.each([
    ["unknown", "EUR", "DE", "ship_gone"],
    ["that does not reach the country", "EUR", "JP", "ship_post"],
    ["without a price in the currency", "JPY", "DE", "ship_post"],
  ])("a shipping option %s", (_, currency, destinationCountry, optionId) => {
    const lines = [line(100, 1, { currency, requiresShipping: true })];
    expect(
      quoteCart(ask(lines, { currency, destinationCountry, shippingOptionId: optionId }), bundle),
    ).toEqual({
      ok: false,
      refusal: { code: "shipping_option_unavailable", optionId, destinationCountry, currency },
    });
  });

  test.each([
    ["one line", "EUR", [line(AMOUNT_MAX, 2)]],
    ["a quantity beyond all reason", "EUR", [line(AMOUNT_MAX, Number.MAX_SAFE_INTEGER)]],
    ["lines that fit only one by one", "EUR", [line(AMOUNT_MAX, 1), line(1, 1)]],
    ["shipping on top of the largest cart", "EUR", [line(AMOUNT_MAX, 1, { requiresShipping: true })]],
    ["tax on top of the largest line", "USD", [line(AMOUNT_MAX, 1, { currency: "USD" })]],
  ])("an amount too large to reckon with: %s", (_, currency, lines) => {
    const asked = ask(lines, { currency, destinationCountry: "US", shippingOptionId: "ship_post" });
    expect(quoteCart(asked, bundle)).toEqual({
      ok: false,
      refusal: { code: "amount_too_large", currency, amountMax: AMOUNT_MAX },
    });
  });
});

describe("quoteCart guards", () => {
  test.each([
    ["no units", line(100, 0)],
    ["a negative quantity", line(100, -1)],
    ["part of a unit", line(100, 1.5)],
    ["a negative price", line(-1, 1)],
    ["a price in another currency", line(100, 1, { currency: "USD" })],
  ])("against %s", (_, wrong) => {
    expect(() => quoteCart(ask([line(100, 1), wrong]), bundle)).toThrow("PRC-1");
  });
});
