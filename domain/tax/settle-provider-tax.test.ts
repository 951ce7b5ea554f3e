import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ok, refuse } from "../kernel/result.ts";
import { AMOUNT_MAX, money } from "../money/money.ts";
import { compileTax } from "./compile-tax.ts";
import { composeTaxRequest } from "./compose-tax-request.ts";
import { readTaxAnswer } from "./read-tax-answer.ts";
import { settleProviderTax } from "./settle-provider-tax.ts";
import type { TaxAsk } from "./tax-ask.ts";
import { taxCart } from "./tax-cart.ts";
import type { TaxProviderAnswer, TaxProviderTax } from "./tax-provider.ts";
import { settingsOfFlatRates } from "./tax-settings.ts";

const usd = (amount: number) => money(amount, "USD");
const place = (country: string, region: string | null, postcode: string | null) => ({
  country,
  region,
  postcode,
});
const line = (lineId: string, amount: number, priceIncludesTax: boolean) => ({
  lineId,
  amount: usd(amount),
  quantity: 2,
  priceIncludesTax,
  taxCategory: "standard",
  requiresShipping: true,
  isDigital: false,
  isGiftCard: false,
});
const ASK: TaxAsk = {
  currency: "USD",
  day: "2026-01-01",
  destination: place("US", "CA", "90210"),
  customer: { vatId: { text: "de 123 456 789", isVerified: false }, exemption: null },
  lines: [line("lamp", 10_000, false), line("book", 5_000, true)],
  shipping: [{ id: "post", amount: usd(1_000), priceIncludesTax: false, taxCategory: "standard" }],
};
const taxed = (ref: string, ...parts: number[]): TaxProviderTax => ({
  ref,
  tax: parts.reduce((sum, part) => sum + part, 0),
  treatment: "taxed",
  components: parts.map((tax, index) => ({ name: `tax ${index}`, ratePpm: 60_000, tax })),
});
const ANSWER: TaxProviderAnswer = {
  currency: "USD",
  lines: [taxed("book", 400), taxed("lamp", 600, 250)],
  shipping: [{ ref: "post", tax: 0, treatment: "no_rate", components: [] }],
  taxTotal: 1_250,
};

test("asks with places and amounts alone, and an id only when it is well formed", () => {
  const request = composeTaxRequest(ASK, place("US", "NY", "10001"));
  expect(request).toMatchObject({
    origin: { region: "NY" },
    destination: { postcode: "90210" },
    vatId: "DE123456789",
    exemptionReason: null,
    lines: [
      { ref: "lamp", amount: 10_000, quantity: 2, priceIncludesTax: false, kind: "goods" },
      { ref: "book", amount: 5_000, quantity: 2, priceIncludesTax: true, kind: "goods" },
    ],
    shipping: [{ ref: "post", amount: 1_000, kind: "shipping" }],
  });
  const customer = { vatId: { text: "DE1", isVerified: false }, exemption: null };
  expect(composeTaxRequest({ ...ASK, customer }, place("US", null, null)).vatId).toBeNull();
});

test("takes over an answer that adds up, in the order of the cart", () => {
  const read = readTaxAnswer(ASK, ANSWER);
  if (!read.ok) throw new Error(read.refusal.code);
  const { lines, shipping, total, taxTotal, taxes } = read.value;
  expect(
    lines.map(({ lineId, net, tax, total: all }) => [lineId, net.amount, tax.amount, all.amount]),
  ).toEqual([
    ["lamp", 10_000, 850, 10_850],
    ["book", 4_600, 400, 5_000],
  ]);
  expect(shipping.map(({ net, tax, total: all }) => [net.amount, tax.amount, all.amount])).toEqual([
    [1_000, 0, 1_000],
  ]);
  expect([total.amount, taxTotal.amount]).toEqual([16_850, 1_250]);
  expect(taxes.map(({ name, tax }) => [name, tax.amount])).toEqual([
    ["tax 0", 1_000],
    ["tax 1", 250],
  ]);
});

describe("disbelieves an answer", () => {
  const withLamp = (lamp: Partial<TaxProviderTax>, taxTotal = 1_250): TaxProviderAnswer => {
    return { ...ANSWER, lines: [taxed("book", 400), { ...taxed("lamp", 600, 250), ...lamp }], taxTotal };
  };
  const component = (tax: number, ratePpm = 60_000) => [{ name: "tax", ratePpm, tax }];
  test.each([
    ["in another currency", { ...ANSWER, currency: "EUR" }, "currency_differs"],
    ["without a line", { ...ANSWER, lines: [taxed("lamp", 850)] }, "not_the_lines_asked"],
    [
      "with a line twice",
      { ...ANSWER, lines: [taxed("lamp", 600, 250), taxed("lamp", 400)] },
      "not_the_lines_asked",
    ],
    ["with a stranger", { ...ANSWER, lines: [...ANSWER.lines, taxed("rug", 0)] }, "not_the_lines_asked"],
    ["without shipping", { ...ANSWER, shipping: [] }, "not_the_lines_asked"],
    ["of part of a cent", withLamp({ tax: 850.5 }), "tax_not_whole"],
    ["that is no number", withLamp({ tax: Number.NaN }), "tax_not_whole"],
    ["below zero", withLamp({ tax: -1, components: component(-1) }), "tax_negative"],
    [
      "with a component below zero",
      withLamp({ components: [...component(851), ...component(-1)] }),
      "tax_negative",
    ],
    ["of more than the amount", withLamp({ tax: 10_001, components: component(10_001) }), "tax_above_amount"],
    ["at an impossible rate", withLamp({ components: component(850, 1_000_001) }), "rate_out_of_range"],
    [
      "of six taxes",
      withLamp({ components: [850, 0, 0, 0, 0, 0].flatMap((tax) => component(tax)) }),
      "rate_out_of_range",
    ],
    ["taxed by nothing", withLamp({ tax: 0, components: [] }), "treatment_contradicts_tax"],
    ["exempt and taxed", withLamp({ treatment: "exempt" }), "treatment_contradicts_tax"],
    [
      "whose components are another sum",
      withLamp({ components: component(849) }),
      "components_do_not_add_up",
    ],
    ["whose total is another sum", { ...ANSWER, taxTotal: 1_249 }, "total_does_not_add_up"],
  ])("%s", (_, answer, code) => {
    expect(readTaxAnswer(ASK, answer)).toMatchObject({ ok: false, refusal: { code } });
  });

  test("that makes the cart too large to reckon with", () => {
    const ask = { ...ASK, lines: [line("lamp", AMOUNT_MAX, false)], shipping: [] };
    const answer = { ...ANSWER, lines: [taxed("lamp", 1)], shipping: [], taxTotal: 1 };
    expect(readTaxAnswer(ask, answer)).toMatchObject({ refusal: { code: "amount_too_large" } });
  });
});

describe("where the provider says nothing to go by", () => {
  const rates = [{ country: "US", category: "standard", name: "Sales tax", ratePpm: 100_000 }];
  const own = {
    tax: compileTax(settingsOfFlatRates(rates, "US")),
    rounding: { mode: "half_up", per: "line" },
  } as const;
  const late = refuse({ code: "timed_out" });

  test("a shop may refuse", () => {
    const why = { code: "timed_out" };
    expect(settleProviderTax(ASK, late, "fail", own)).toEqual(refuse({ code: "tax_unavailable", why }));
  });

  test("or tax by its own rates, as if it had no provider", () => {
    const given = settleProviderTax(ASK, late, "use_own_rates", own);
    const expected = taxCart(ASK, own.tax, own.rounding);
    expect(given).toEqual(
      ok({ taxed: expected.ok && expected.value, source: "own_rates", why: { code: "timed_out" } }),
    );
  });

  test("or sell without tax and say so", () => {
    const given = settleProviderTax(ASK, ok({ ...ANSWER, taxTotal: 0 }), "no_tax_and_flag", own);
    expect(given).toMatchObject({
      value: {
        source: "no_tax",
        why: { code: "total_does_not_add_up" },
        taxed: {
          taxTotal: usd(0),
          total: usd(16_000),
          lines: [{ treatment: "not_reckoned" }, { treatment: "not_reckoned" }],
          taxes: [],
        },
      },
    });
  });

  test("an answer that adds up is no such case", () => {
    expect(settleProviderTax(ASK, ok(ANSWER), "fail", own)).toMatchObject({
      value: { source: "provider", why: null, taxed: { total: usd(16_850) } },
    });
  });
});

test("TAX-7 an answer is taken over exactly as said, or not at all", () => {
  const anyTax = fc.integer({ min: -5, max: 60 });
  const anyAnswer = fc.record({
    currency: fc.constantFrom("USD", "USD", "EUR"),
    lines: fc.tuple(anyTax, anyTax).map(([lamp, book]) => [taxed("lamp", lamp), taxed("book", book)]),
    shipping: anyTax.map((tax) => [taxed("post", tax)]),
    taxTotal: fc.integer({ min: 0, max: 120 }),
  });
  const small = { ...ASK, lines: [line("lamp", 50, false), line("book", 50, true)] };
  fc.assert(
    fc.property(anyAnswer, fc.boolean(), (answer, isSummed) => {
      const all = [...answer.lines, ...answer.shipping];
      const sum = all.reduce((total, { tax }) => total + tax, 0);
      const said = isSummed ? { ...answer, taxTotal: sum } : answer;
      const isSound = all.every(({ tax }, index) => tax >= 0 && tax <= (index < 2 ? 50 : 1_000));
      const read = readTaxAnswer(small, said);
      expect(read.ok).toBe(isSound && said.taxTotal === sum && said.currency === "USD");
      if (read.ok) expect(read.value.taxTotal.amount).toBe(sum);
    }),
  );
});
