import { describe, expect, test } from "vitest";
import { AMOUNT_MAX, money } from "../money/money.ts";
import { compileTax } from "./compile-tax.ts";
import type { DatedTaxRate } from "./dated-rate.ts";
import { ANYBODY, type TaxAsk, type TaxableLine, type TaxCustomer } from "./tax-ask.ts";
import { taxCart } from "./tax-cart.ts";
import type { TaxRounding, TaxSettings } from "./tax-settings.ts";

const rate = (zone: string, category: string, ...percents: (number | string)[]): DatedTaxRate => ({
  zone,
  category,
  components: percents.map((percent, index) => ({
    name: `${zone} ${index + 1}`,
    ratePpm: Math.round(Number(String(percent).replace("*", "")) * 10_000),
    isCompound: String(percent).startsWith("*"),
  })),
  fromDay: null,
  toDay: null,
});
const zone = (id: string, country: string, prefix?: string) => ({
  id,
  name: id,
  areas: [{ country, regions: [], postcodes: prefix ? [{ from: prefix, to: prefix }] : [] }],
});

/** A shop at home in Germany. */
const SETTINGS: TaxSettings = {
  zones: [
    zone("de", "DE"),
    zone("heligoland", "DE", "27498"),
    zone("fr", "FR"),
    zone("ca", "CA"),
    zone("qc", "CA", "H"),
    zone("old-qc", "CA", "G"),
    zone("none", "XK"),
  ],
  rates: [
    rate("de", "standard", 19),
    rate("de", "books", 7),
    rate("de", "stamps", 0),
    rate("fr", "standard", 20),
    rate("fr", "books", 5.5),
    rate("ca", "standard", 5),
    rate("qc", "standard", 5, 9.975),
    rate("old-qc", "standard", 5, "*9.5"),
  ],
  home: { country: "DE", region: null, postcode: null },
  shippingTax: "own_category",
  grossPrices: { abroad: "same_total", untaxed: "same_net" },
  reverseCharge: "by_format",
};
const PER_LINE: TaxRounding = { mode: "half_up", per: "line" };

const eur = (amount: number) => money(amount, "EUR");
const line = (lineId: string, amount: number, more: Partial<TaxableLine> = {}): TaxableLine => ({
  lineId,
  amount: eur(amount),
  quantity: 1,
  priceIncludesTax: true,
  taxCategory: "standard",
  requiresShipping: true,
  isDigital: false,
  isGiftCard: false,
  ...more,
});
const net = { priceIncludesTax: false };
const ask = (lines: readonly TaxableLine[], more: Partial<TaxAsk> = {}): TaxAsk => ({
  currency: "EUR",
  day: "2026-01-01",
  destination: to("DE"),
  customer: ANYBODY,
  lines,
  shipping: [],
  ...more,
});
function to(country: string, postcode: string | null = null) {
  return { country, region: null, postcode };
}
const post = (amount: number, more = {}) => {
  return [{ id: "post", amount: eur(amount), priceIncludesTax: true, taxCategory: "standard", ...more }];
};
const business = (text: string, isVerified = false): TaxCustomer => {
  return { vatId: { text, isVerified }, exemption: null };
};

function tax(asked: TaxAsk, settings: Partial<TaxSettings> = {}, rounding = PER_LINE) {
  const result = taxCart(asked, compileTax({ ...SETTINGS, ...settings }), rounding);
  if (!result.ok) throw new Error(`expected a taxed cart, got ${result.refusal.code}`);
  return result.value;
}
const figures = (of: { net: { amount: number }; tax: { amount: number }; total: { amount: number } }) => [
  of.net.amount,
  of.tax.amount,
  of.total.amount,
];

describe("a line of 119.00 or of 100.00 net", () => {
  test.each([
    // where, to, amount, more                                  net, tax, total, why
    ["gross at home", to("DE"), 11_900, {}, 10_000, 1_900, 11_900, "taxed"],
    ["net at home", to("DE"), 10_000, net, 10_000, 1_900, 11_900, "taxed"],
    ["gross on Heligoland", to("DE", "27498"), 11_900, {}, 11_900, 0, 11_900, "no_rate"],
    ["a category of zero", to("DE"), 11_900, { taxCategory: "stamps" }, 11_900, 0, 11_900, "taxed"],
    ["an unknown category", to("DE"), 11_900, { taxCategory: "toys" }, 10_000, 1_900, 11_900, "taxed"],
    ["gross in France", to("FR"), 11_900, {}, 9_917, 1_983, 11_900, "taxed"],
    ["net in France", to("FR"), 10_000, net, 10_000, 2_000, 12_000, "taxed"],
    ["net in a zone without rates", to("XK"), 10_000, net, 10_000, 0, 10_000, "no_rate"],
    ["net where no zone is", to("JP"), 10_000, net, 10_000, 0, 10_000, "no_rate"],
    ["a gift card", to("DE"), 5_000, { isGiftCard: true }, 5_000, 0, 5_000, "voucher"],
    ["nothing", to("DE"), 0, {}, 0, 0, 0, "taxed"],
  ])("%s", (_, destination, amount, more, ...expected) => {
    const [given] = tax(ask([line("a", amount, more)], { destination })).lines;
    expect(given && [...figures(given), given.treatment]).toEqual(expected);
  });
});

describe("gross prices abroad, where the policy is same_net", () => {
  const abroad = { grossPrices: { abroad: "same_net", untaxed: "same_net" } } as const;
  test.each([
    // to, out, net, tax, total
    ["home, nothing changes", to("DE"), 0, 10_000, 1_900, 11_900],
    ["France, 20 % instead of 19", to("FR"), 1_900, 10_000, 2_000, 12_000],
    ["Japan, none", to("JP"), 1_900, 10_000, 0, 10_000],
  ])("%s", (_, destination, out, ...expected) => {
    const given = tax(ask([line("a", 11_900)], { destination }), abroad);
    expect(given.lines[0]?.homeTaxOut).toEqual(eur(out));
    expect(given.lines.map(figures)).toEqual([expected]);
  });
});

describe("several taxes of one rate", () => {
  test.each([
    // to, amount, inside?      components     net, tax, total
    ["Québec, both on the net", to("CA", "H2X"), 10_000, net, [500, 998], 10_000, 1_498, 11_498],
    // 5 % of 100.00, then 9.5 % of 105.00 = 9.975.
    ["old Québec, tax on tax", to("CA", "G1A"), 10_000, net, [500, 998], 10_000, 1_498, 11_498],
    ["old Québec, 1,000.00", to("CA", "G1A"), 100_000, net, [5_000, 9_975], 100_000, 14_975, 114_975],
    ["old Québec, inside 1,149.75", to("CA", "G1A"), 114_975, {}, [5_000, 9_975], 100_000, 14_975, 114_975],
    // 0.025 and 0.049875 are 0.074875 together: seven cents, of which 2.3 and 4.7 are each one's.
    ["Québec, 0.50, rounded as one", to("CA", "H2X"), 50, net, [2, 5], 50, 7, 57],
    ["the rest of Canada", to("CA", "V5K"), 10_000, net, [500], 10_000, 500, 10_500],
  ])("%s", (_, destination, amount, more, components, ...expected) => {
    const [given] = tax(ask([line("a", amount, more)], { destination })).lines;
    expect(given?.components.map((component) => component.tax.amount)).toEqual(components);
    expect(given && figures(given)).toEqual(expected);
  });
});

describe("rounding", () => {
  const three = [line("c", 10, net), line("a", 10, net), line("b", 10, net)];
  const five = { rates: [rate("de", "standard", 5)] };
  test.each([
    // Three lines of 0.10 at 5 %: half a cent each.
    ["half up per line", { mode: "half_up", per: "line" }, [1, 1, 1]],
    ["half even per line", { mode: "half_even", per: "line" }, [0, 0, 0]],
    ["down per line", { mode: "down", per: "line" }, [0, 0, 0]],
    ["half up per order, 1.5 cents: to the lesser line ids", { mode: "half_up", per: "order" }, [0, 1, 1]],
    ["half even per order, to two", { mode: "half_even", per: "order" }, [0, 1, 1]],
    ["down per order", { mode: "down", per: "order" }, [0, 1, 0]],
  ] as const)("%s", (_, rounding, expected) => {
    expect(tax(ask(three), five, rounding).lines.map((one) => one.tax.amount)).toEqual(expected);
  });

  test.each([
    ["per unit, ten of 0.10 bear a cent each", 10, 100, { mode: "half_up", per: "unit" }, 10],
    ["per line, they bear five together", 10, 100, { mode: "half_up", per: "line" }, 5],
    ["per unit, 0.95 is five of 0.10 and five of 0.09", 10, 95, { mode: "half_up", per: "unit" }, 5],
  ] as const)("%s", (_, quantity, amount, rounding, expected) => {
    expect(tax(ask([line("a", amount, { ...net, quantity })]), five, rounding).taxTotal.amount).toBe(
      expected,
    );
  });

  test("per order, what shipping bears is rounded with the goods of its rate", () => {
    const given = tax(ask([line("a", 10, net)], { shipping: post(10, net) }), five, {
      mode: "half_up",
      per: "order",
    });
    expect([given.lines[0]?.tax.amount, given.shipping[0]?.tax.amount]).toEqual([1, 0]);
  });
});

describe("shipping of 4.90 with a book of 10.00 and a lamp of 30.00", () => {
  const goods = [line("book", 1_000, { taxCategory: "books" }), line("lamp", 3_000)];
  test.each([
    ["by its own category", "own_category", [["standard", 490, 78]]],
    [
      "as the goods",
      "as_goods",
      [
        ["standard", 368, 59],
        ["books", 122, 8],
      ],
    ],
    ["at the highest rate", "highest_rate", [["standard", 490, 78]]],
  ] as const)("%s", (_, shippingTax, expected) => {
    for (const lines of [goods, goods.toReversed()]) {
      const given = tax(ask(lines, { shipping: post(490) }), { shippingTax });
      const parts = given.shipping[0]?.parts.map((part) => {
        return [
          part.components[0]?.ratePpm === 70_000 ? "books" : "standard",
          part.amount.amount,
          part.tax.amount,
        ];
      });
      expect(parts?.sort((left, right) => (Number(left[1]) < Number(right[1]) ? 1 : -1))).toEqual(expected);
      expect(given.shipping[0]?.total.amount).toBe(490);
    }
  });

  test("books alone ship at the rate of books, where shipping is taxed as the goods", () => {
    for (const shippingTax of ["as_goods", "highest_rate"] as const) {
      const given = tax(ask(goods.slice(0, 1), { shipping: post(490) }), { shippingTax });
      expect(given.shipping.map(figures)).toEqual([[458, 32, 490]]);
    }
  });

  test("what needs no shipping and vouchers say nothing of it", () => {
    const lines = [
      line("book", 1_000, { taxCategory: "books" }),
      line("course", 90_000, { requiresShipping: false, isDigital: true }),
      line("card", 90_000, { isGiftCard: true }),
    ];
    const given = tax(ask(lines, { shipping: post(490) }), { shippingTax: "as_goods" });
    expect(given.shipping.map(figures)).toEqual([[458, 32, 490]]);
    const cards = tax(ask(lines.slice(2), { shipping: post(490) }), { shippingTax: "as_goods" });
    expect(cards.shipping.map(figures)).toEqual([[412, 78, 490]]);
  });

  test("free goods ship as equals, and free shipping is one part of nothing", () => {
    const free = goods.map((one) => ({ ...one, amount: eur(0) }));
    const given = tax(ask(free, { shipping: post(490) }), { shippingTax: "as_goods" });
    expect(given.shipping[0]?.parts.map((part) => part.amount.amount)).toEqual([245, 245]);
    const nothing = tax(ask(goods, { shipping: post(0) }), { shippingTax: "as_goods" });
    expect(nothing.shipping.map(({ parts }) => parts.map(figures))).toEqual([[[0, 0, 0]]]);
  });
});

describe("a buyer who owes nothing", () => {
  const toFrance = { destination: to("FR") };
  test.each([
    // to, id, policy -> total of 119.00 gross, treatment, why not
    ["a French business", to("FR"), "FR12345678901", "by_format", 10_000, "reverse_charge", null],
    ["an Austrian one in France", to("FR"), "ATU12345678", "by_format", 10_000, "reverse_charge", null],
    ["one in Belfast", to("GB", "BT1 1AA"), "XI123456789", "by_format", 10_000, "reverse_charge", null],
    ["a malformed id", to("FR"), "FR123", "by_format", 11_900, "taxed", "malformed_vat_id"],
    ["a Swiss id", to("FR"), "CHE123456789", "by_format", 11_900, "taxed", "not_an_eu_vat_id"],
    ["a British id", to("FR"), "GB123456789", "by_format", 11_900, "taxed", "not_an_eu_vat_id"],
    ["a German id", to("FR"), "DE123456789", "by_format", 11_900, "taxed", "vat_id_of_sellers_state"],
    ["a French one at home", to("DE"), "FR12345678901", "by_format", 11_900, "taxed", "domestic_supply"],
    [
      "on Heligoland",
      to("DE", "27498"),
      "FR12345678901",
      "by_format",
      11_900,
      "no_rate",
      "destination_not_in_eu",
    ],
    ["in Réunion", to("FR", "97400"), "FR12345678901", "by_format", 11_900, "taxed", "destination_not_in_eu"],
    [
      "one nobody checked",
      to("FR"),
      "FR12345678901",
      "when_verified",
      11_900,
      "taxed",
      "vat_id_not_verified",
    ],
    ["where it is off", to("FR"), "FR12345678901", "off", 11_900, "taxed", "off"],
  ] as const)("%s", (_, destination, id, reverseCharge, total, treatment, whyNot) => {
    const given = tax(ask([line("a", 11_900)], { destination, customer: business(id) }), { reverseCharge });
    expect([given.total.amount, given.lines[0]?.treatment]).toEqual([total, treatment]);
    expect(given.considered).toContainEqual({ rule: "tax.reverse_charge", subject: "goods", whyNot });
  });

  test("a verified id is enough where that is asked", () => {
    const customer = business("FR12345678901", true);
    const given = tax(ask([line("a", 11_900)], { ...toFrance, customer }), {
      reverseCharge: "when_verified",
    });
    expect(given.lines.map(figures)).toEqual([[10_000, 0, 10_000]]);
  });

  test("Northern Ireland's ids are for goods, not for what is digital", () => {
    const lines = [
      line("lamp", 11_900),
      line("course", 11_900, { isDigital: true, requiresShipping: false }),
    ];
    const given = tax(ask(lines, { ...toFrance, customer: business("XI123456789") }));
    expect(given.lines.map(({ treatment }) => treatment)).toEqual(["reverse_charge", "taxed"]);
  });

  test("a shop outside the EU leaves no tax to the buyer", () => {
    const home = to("CH");
    const given = tax(ask([line("a", 11_900)], { ...toFrance, customer: business("FR12345678901") }), {
      home,
    });
    expect(given.considered[1]?.whyNot).toBe("seller_not_in_eu");
    expect(given.lines[0]?.treatment).toBe("taxed");
  });

  test("shipping shares the goods' treatment", () => {
    const customer = business("FR12345678901");
    const given = tax(ask([line("a", 11_900)], { ...toFrance, customer, shipping: post(1_190) }));
    expect(given.shipping.map(figures)).toEqual([[1_000, 0, 1_000]]);
  });

  test.each([
    ["everywhere, for ever", [], null, null],
    ["in this country", ["FR", "DE"], "2026-01-01", null],
    ["in another country", ["FR"], null, "exempt_elsewhere"],
    ["until yesterday", [], "2025-12-31", "exemption_ended"],
  ])("exempt %s", (_, countries, untilDay, whyNot) => {
    const exemption = { reason: "resale", countries, untilDay };
    const given = tax(ask([line("a", 11_900)], { customer: { vatId: null, exemption } }));
    expect(given.considered[0]).toEqual({ rule: "tax.exempt", subject: "order", whyNot });
    expect(given.total.amount).toBe(whyNot === null ? 10_000 : 11_900);
  });

  test("pays the same gross price where the policy is same_total", () => {
    const grossPrices = { abroad: "same_total", untaxed: "same_total" } as const;
    const customer = business("FR12345678901");
    const given = tax(ask([line("a", 11_900)], { ...toFrance, customer }), { grossPrices });
    expect(given.lines.map(figures)).toEqual([[11_900, 0, 11_900]]);
  });
});

test("the whole taxed cart, as it is frozen into the order", () => {
  const given = tax(ask([line("lamp", 11_900), line("card", 5_000, { isGiftCard: true })]));
  const mwst = { name: "de 1", ratePpm: 190_000, isCompound: false };
  expect(given).toEqual({
    lines: [
      {
        lineId: "lamp",
        amount: eur(11_900),
        homeTaxOut: eur(0),
        isTaxInside: true,
        net: eur(10_000),
        tax: eur(1_900),
        total: eur(11_900),
        treatment: "taxed",
        components: [{ ...mwst, tax: eur(1_900) }],
      },
      {
        lineId: "card",
        amount: eur(5_000),
        homeTaxOut: eur(0),
        isTaxInside: true,
        net: eur(5_000),
        tax: eur(0),
        total: eur(5_000),
        treatment: "voucher",
        components: [],
      },
    ],
    shipping: [],
    taxTotal: eur(1_900),
    total: eur(16_900),
    taxes: [{ ...mwst, net: eur(10_000), tax: eur(1_900) }],
    considered: [
      { rule: "tax.exempt", subject: "order", whyNot: "no_exemption" },
      { rule: "tax.reverse_charge", subject: "goods", whyNot: "no_vat_id" },
      { rule: "tax.reverse_charge", subject: "digital", whyNot: "no_vat_id" },
    ],
    explained: [
      {
        rule: "tax.rate",
        subject: "lamp",
        base: eur(10_000),
        amount: eur(1_900),
        detail: { ...mwst, isInside: true, category: "standard", zone: "de" },
      },
      {
        rule: "tax.none",
        subject: "card",
        base: eur(5_000),
        amount: eur(0),
        detail: { whyNot: "voucher", category: "standard", zone: "de" },
      },
    ],
  });
  expect(JSON.parse(JSON.stringify(given))).toEqual(given);
});

test("of equally close zones the lesser id taxes", () => {
  const zones = [zone("de", "DE"), zone("ca", "DE"), zone("fr", "DE")];
  for (const inOrder of [zones, zones.toReversed()]) {
    expect(tax(ask([line("a", 10_000, net)]), { zones: inOrder }).taxTotal.amount).toBe(500);
  }
});

test("the highest rate is the one that takes most, tax on tax included", () => {
  // 5 % and 5 % on both is 10.25 %, which is less than 19 %.
  const rates = [rate("de", "standard", 19), rate("de", "oils", 5, "*5")];
  const goods = [line("oil", 1_000, { taxCategory: "oils" }), line("lamp", 1_000)];
  const settings = { rates, shippingTax: "highest_rate" } as const;
  for (const lines of [goods, goods.toReversed()]) {
    expect(tax(ask(lines, { shipping: post(1_000, net) }), settings).shipping.map(figures)).toEqual([
      [1_000, 190, 1_190],
    ]);
  }
});

test("the breakdown keeps tax on tax apart from the same tax on the net", () => {
  const rates = [rate("de", "standard", 5, 5), rate("de", "oils", 5, "*5")];
  const lines = [line("a", 10_000, net), line("b", 10_000, { ...net, taxCategory: "oils" })];
  const rows = tax(ask(lines), { rates }).taxes.map((row) => [
    row.name,
    row.isCompound,
    row.net.amount,
    row.tax.amount,
  ]);
  expect(rows).toEqual([
    ["de 1", false, 20_000, 1_000],
    ["de 2", false, 10_000, 500],
    ["de 2", true, 10_000, 525],
  ]);
});

describe("refuses what is too large to reckon with", () => {
  test("only once units are rounded: 0.10 bears 0.01 of tax at 5 %", () => {
    const quantity = Math.floor(AMOUNT_MAX / 10.6);
    const lines = [line("a", 10 * quantity, { ...net, quantity })];
    const five = compileTax({ ...SETTINGS, rates: [rate("de", "standard", 5)] });
    expect(taxCart(ask(lines), five, PER_LINE).ok).toBe(true);
    expect(taxCart(ask(lines), five, { mode: "half_up", per: "unit" }).ok).toBe(false);
  });

  test("only once the order is rounded: thrice 0.45 cents are one", () => {
    const small = ["a", "b", "c"].map((lineId) => line(lineId, 9, net));
    const lines = [...small, line("card", AMOUNT_MAX - 27, { isGiftCard: true })];
    const five = compileTax({ ...SETTINGS, rates: [rate("de", "standard", 5)] });
    expect(taxCart(ask(lines), five, PER_LINE).ok).toBe(true);
    expect(taxCart(ask(lines), five, { mode: "half_up", per: "order" }).ok).toBe(false);
  });

  test("before shipping is divided over it", () => {
    const lines = Array.from({ length: 1_100 }, (_, index) => line(`${index}`, AMOUNT_MAX));
    const asGoods = compileTax({ ...SETTINGS, shippingTax: "as_goods" });
    expect(taxCart(ask(lines, { shipping: post(490) }), asGoods, PER_LINE).ok).toBe(false);
  });

  test.each([
    ["as it is priced", [line("a", AMOUNT_MAX), line("b", 1)], PER_LINE],
    ["with its tax on top", [line("a", AMOUNT_MAX, net)], PER_LINE],
    [
      "with its tax on top, per unit",
      [line("a", AMOUNT_MAX, { ...net, quantity: 7 })],
      { mode: "half_up", per: "unit" },
    ],
    ["with its tax on top, per order", [line("a", AMOUNT_MAX, net)], { mode: "half_even", per: "order" }],
  ] as const)("%s", (_, lines, rounding) => {
    expect(taxCart(ask(lines), compileTax(SETTINGS), rounding)).toEqual({
      ok: false,
      refusal: { code: "amount_too_large", currency: "EUR", amountMax: AMOUNT_MAX },
    });
  });

  test("and nothing smaller", () => {
    expect(tax(ask([line("a", AMOUNT_MAX)])).total.amount).toBe(AMOUNT_MAX);
  });
});

test("a rate is in force from its first day to its last, and a newer one overtakes it", () => {
  const rates = [
    { ...rate("de", "standard", 19), toDay: "2020-06-30" },
    { ...rate("de", "standard", 16), fromDay: "2020-07-01", toDay: "2020-12-31" },
    { ...rate("de", "standard", 20), fromDay: "2021-01-01" },
    { ...rate("de", "standard", 21), fromDay: "2022-01-01" },
  ];
  const taxOn = (day: string) => tax(ask([line("a", 10_000, net)], { day }), { rates }).taxTotal.amount;
  const days = ["2020-06-30", "2020-07-01", "2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"];
  expect(days.map(taxOn)).toEqual([1_900, 1_600, 1_600, 2_000, 2_000, 2_100]);
});
