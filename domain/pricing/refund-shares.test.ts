import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Money, money } from "../money/money.ts";
import { type RefundableLine, totalOfLine } from "./refund-line.ts";
import {
  leftOfOrder,
  REFUNDS_MAX,
  type Refund,
  type RefundAsk,
  type RefundableOrder,
  type RefundRefusal,
  refundShares,
} from "./refund-shares.ts";

const eur = (amount: number) => money(amount, "EUR");
const named = (amounts: Readonly<Record<string, number>>) =>
  Object.entries(amounts).map(([key, amount]) => ({ key, amount: eur(amount) }));

type Bought = { units?: number; net: number; tax?: number; taxes?: Record<string, number>; off?: number };

function line(
  lineId: string,
  { units = 1, net, tax = 0, taxes = { vat: tax }, off = 0 }: Bought,
): RefundableLine {
  return { lineId, units, net: eur(net), taxes: named(taxes), discounts: named({ sale: off }) };
}

const order = (lines: readonly RefundableLine[], cashRounding = 0): RefundableOrder => {
  return { currency: "EUR", lines, cashRounding: eur(cashRounding) };
};

function refund(of: RefundableOrder, before: readonly Refund[], ask: RefundAsk): Refund {
  const refunded = refundShares(of, before, ask);
  if (!refunded.ok) throw new Error(`expected a refund, got ${refunded.refusal.code}`);
  return refunded.value;
}

const units = (lineId: string, count: number, amount: number | null = null) => {
  return { lineId, units: count, amount: amount === null ? null : eur(amount) };
};
const figures = ({ shares }: Refund) =>
  shares.map(({ lineId, units, net, taxes, discounts, total }) =>
    [
      `${units} × ${lineId}`,
      `net ${net.amount}`,
      ...taxes.map(({ key, amount }) => `${key} ${amount.amount}`),
      ...discounts.map(({ key, amount }) => `${key} ${amount.amount}`),
      `total ${total.amount}`,
    ].join(", "),
  );

describe("refundShares grants", () => {
  test("three shirts of 59.97 one by one, each cent and each cent of tax once", () => {
    const shirts = order([line("shirt", { units: 3, net: 5_039, tax: 958, off: 100 })]);
    const refunds: Refund[] = [];
    for (let count = 0; count < 3; count += 1)
      refunds.push(refund(shirts, refunds, { lines: [units("shirt", 1)] }));

    expect(refunds.flatMap(figures)).toEqual([
      "1 × shirt, net 1680, vat 319, sale 33, total 1999",
      "1 × shirt, net 1680, vat 319, sale 34, total 1999",
      "1 × shirt, net 1679, vat 320, sale 33, total 1999",
    ]);
    expect(leftOfOrder(shirts, refunds).get("shirt")).toEqual(
      line("shirt", { units: 0, net: 0, tax: 0, off: 0 }),
    );
  });

  test("a cent of three units to the first of them", () => {
    const sweets = order([line("sweet", { units: 3, net: 1 })]);
    const first = refund(sweets, [], { lines: [units("sweet", 2)] });
    expect(figures(first)).toEqual(["2 × sweet, net 1, vat 0, sale 0, total 1"]);
    expect(figures(refund(sweets, [first], { lines: [units("sweet", 1)] }))).toEqual([
      "1 × sweet, net 0, vat 0, sale 0, total 0",
    ]);
  });

  test("several taxes in proportion to what is left of each", () => {
    const book = order([line("book", { units: 2, net: 10_000, taxes: { gst: 500, qst: 998 } })]);
    const first = refund(book, [], { lines: [units("book", 1)] });
    const second = refund(book, [first], { lines: [units("book", 1)] });
    expect([first, second].flatMap(figures)).toEqual([
      "1 × book, net 5000, gst 250, qst 499, sale 0, total 5749",
      "1 × book, net 5000, gst 250, qst 499, sale 0, total 5749",
    ]);
  });

  test("lines and shipping together", () => {
    const given = order([
      line("shirt", { units: 2, net: 2_000, tax: 380 }),
      line("shipping", { net: 412, tax: 78 }),
    ]);
    const all = refund(given, [], { lines: [units("shirt", 1), units("shipping", 1)] });
    expect(figures(all)).toEqual([
      "1 × shirt, net 1000, vat 190, sale 0, total 1190",
      "1 × shipping, net 412, vat 78, sale 0, total 490",
    ]);
    expect(all).toMatchObject({ total: eur(1_680), cashRounding: eur(0), toBuyer: eur(1_680) });
  });

  test("less than a unit's share when staff keep a fee, which may still follow", () => {
    const shirt = order([line("shirt", { units: 1, net: 1_000, tax: 190 })]);
    const first = refund(shirt, [], { lines: [units("shirt", 1, 1_000)] });
    expect(figures(first)).toEqual(["1 × shirt, net 840, vat 160, sale 0, total 1000"]);
    const fee = refund(shirt, [first], { lines: [units("shirt", 0, 190)] });
    expect(figures(fee)).toEqual(["0 × shirt, net 160, vat 30, sale 0, total 190"]);
  });

  test("an amount of the order over all lines, in proportion, and units of what is then left", () => {
    const given = order([
      line("a", { units: 2, net: 2_000 }),
      line("b", { net: 1_000 }),
      line("free", { net: 0 }),
    ]);
    const sorry = refund(given, [], { amount: eur(100) });
    expect(figures(sorry)).toEqual([
      "0 × a, net 67, vat 0, sale 0, total 67",
      "0 × b, net 33, vat 0, sale 0, total 33",
    ]);
    const unit = refund(given, [sorry], { lines: [units("a", 1)] });
    expect(unit.total.amount).toBe(967);
  });

  test("a gift for nothing", () => {
    const given = order([line("gift", { units: 2, net: 0, off: 500 })]);
    expect(figures(refund(given, [], { lines: [units("gift", 1)] }))).toEqual([
      "1 × gift, net 0, vat 0, sale 250, total 0",
    ]);
  });

  test("no more in cash than was paid in cash: 10.02 rounded to 10.00 comes back as 10.00", () => {
    const francs = order([line("a", { units: 2, net: 1_002 })], -2);
    const first = refund(francs, [], { lines: [units("a", 1)] });
    const second = refund(francs, [first], { lines: [units("a", 1)] });
    expect([first, second].map(({ total, toBuyer }) => [total.amount, toBuyer.amount])).toEqual([
      [501, 500],
      [501, 500],
    ]);
  });
});

describe("refundShares refuses", () => {
  const given = order([line("a", { units: 3, net: 300 }), line("b", { net: 100 })]);
  const before = [refund(given, [], { lines: [units("a", 2)] })];

  test.each<[string, RefundAsk, RefundRefusal]>([
    [
      "more units than are left",
      { lines: [units("a", 2)] },
      { code: "too_many_units", lineId: "a", asked: 2, left: 1 },
    ],
    [
      "more money than is left of a line",
      { lines: [units("a", 1, 101)] },
      { code: "too_much_money", lineId: "a", asked: eur(101), left: eur(100) },
    ],
    [
      "more money than is left of the order",
      { amount: eur(201) },
      { code: "more_than_is_left", asked: eur(201), left: eur(200) },
    ],
    ["a line that was not bought", { lines: [units("c", 1)] }, { code: "line_unknown", lineId: "c" }],
    ["a line twice", { lines: [units("a", 1), units("a", 1)] }, { code: "line_named_twice", lineId: "a" }],
    ["nothing of a line", { lines: [units("a", 0)] }, { code: "nothing_to_refund", lineId: "a" }],
    ["no lines", { lines: [] }, { code: "nothing_asked" }],
    ["an amount of zero", { amount: eur(0) }, { code: "nothing_asked" }],
    ["an amount below zero", { amount: eur(-5) }, { code: "nothing_asked" }],
    [
      "another currency",
      { lines: [{ lineId: "a", units: 0, amount: money(1, "USD") }] },
      { code: "other_currency", currency: "EUR", asked: "USD" },
    ],
    [
      "another currency of the order",
      { amount: money(1, "USD") },
      { code: "other_currency", currency: "EUR", asked: "USD" },
    ],
  ])("%s", (_, ask, refusal) => {
    expect(refundShares(given, before, ask)).toEqual({ ok: false, refusal });
  });

  test("more refunds than can be reckoned from", () => {
    const many = Array.from({ length: REFUNDS_MAX }, () =>
      refund(order([line("a", { net: 0 })]), [], { lines: [units("a", 1, 0)] }),
    );
    expect(refundShares(given, many, { amount: eur(1) })).toEqual({
      ok: false,
      refusal: { code: "too_many_refunds", max: REFUNDS_MAX },
    });
  });
});

describe("refundShares guards", () => {
  const given = order([line("a", { units: 2, net: 100 })]);

  test("against parts of units and amounts below zero", () => {
    for (const wrong of [units("a", -1), units("a", 0.5), units("a", 1, -1)])
      expect(() => refundShares(given, [], { lines: [wrong] })).toThrow("RFD-1");
  });

  test("against a history that took more than there was", () => {
    const one = refund(order([line("a", { units: 2, net: 900 })]), [], { lines: [units("a", 1)] });
    expect(() => refundShares(given, [one], { amount: eur(1) })).toThrow("RFD-1");
  });
});

describe("whatever is refunded, in whatever parts", () => {
  const anyAmount = fc.oneof(fc.nat(5), fc.nat(100_000));
  const anyLine = fc
    .record({
      units: fc.integer({ min: 1, max: 7 }),
      net: anyAmount,
      taxes: fc.record({ gst: anyAmount, qst: fc.nat(3) }),
      off: anyAmount,
    })
    .map((bought) => (lineId: string) => line(lineId, bought));
  const anyOrder = fc
    .tuple(fc.array(anyLine, { minLength: 1, maxLength: 4 }), fc.integer({ min: -50, max: 50 }))
    .map(([makers, rounding]) => {
      const lines = makers.map((make, at) => make(`line_${at}`));
      const whole = lines.reduce((sum, one) => sum + totalOfLine(one).amount, 0);
      return order(lines, whole === 0 ? 0 : Math.max(rounding, -whole));
    });
  /** Each step picks a line and how much of what is left there, units or money; some are of the whole order. */
  const anySteps = fc.array(
    fc.record({
      pick: fc.nat(),
      part: fc.nat(1_000),
      kind: fc.constantFrom("units", "amount", "both", "order"),
    }),
    { maxLength: 12 },
  );
  type Step = { pick: number; part: number; kind: "units" | "amount" | "both" | "order" };

  function askFor(of: RefundableOrder, before: readonly Refund[], { pick, part, kind }: Step): RefundAsk {
    const left = [...leftOfOrder(of, before).values()];
    const partOf = (whole: number) => Math.floor((whole * part) / 1_000);
    if (kind === "order")
      return { amount: eur(partOf(left.reduce((sum, one) => sum + totalOfLine(one).amount, 0))) };
    const one = left[pick % left.length] ?? line("none", { net: 0 });
    const count = kind === "amount" ? 0 : Math.min(one.units, 1 + partOf(one.units));
    return { lines: [units(one.lineId, count, kind === "units" ? null : partOf(totalOfLine(one).amount))] };
  }

  function play(of: RefundableOrder, steps: readonly Step[]): Refund[] {
    const refunds: Refund[] = [];
    for (const step of steps) {
      const next = refundShares(of, refunds, askFor(of, refunds, step));
      if (next.ok) refunds.push(next.value);
    }
    return refunds;
  }

  /** All that is left, lines and then money of lines whose units are all back. */
  function finish(of: RefundableOrder, refunds: Refund[]): Refund[] {
    const left = [...leftOfOrder(of, refunds).values()].filter((one) => one.units > 0);
    if (left.length > 0)
      refunds.push(refund(of, refunds, { lines: left.map((one) => units(one.lineId, one.units)) }));
    const rest = [...leftOfOrder(of, refunds).values()].reduce(
      (sum, one) => sum + totalOfLine(one).amount,
      0,
    );
    if (rest > 0) refunds.push(refund(of, refunds, { amount: eur(rest) }));
    return refunds;
  }

  const sum = (amounts: readonly Money[]) => amounts.reduce((all, { amount }) => all + amount, 0);
  const paidFor = (of: RefundableOrder) => sum(of.lines.map(totalOfLine)) + of.cashRounding.amount;

  test("RFD-1 the buyer gets no more than was paid, never less than nothing, and all of it in the end", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, (of, steps) => {
        const refunds = play(of, steps);
        for (const { toBuyer } of refunds) expect(toBuyer.amount).toBeGreaterThanOrEqual(0);
        expect(sum(refunds.map(({ toBuyer }) => toBuyer))).toBeLessThanOrEqual(paidFor(of));
        expect(sum(finish(of, refunds).map(({ toBuyer }) => toBuyer))).toBe(paidFor(of));
      }),
    );
  });

  test("RFD-1 every tax, discount and net of a line is given back to the cent and never beyond", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, (of, steps) => {
        // `leftOfOrder` throws where anything goes below zero.
        const left = leftOfOrder(of, finish(of, play(of, steps)));
        for (const one of left.values()) {
          const rests = [one.net, ...[...one.taxes, ...one.discounts].map(({ amount }) => amount)];
          expect([one.units, ...rests.map(({ amount }) => amount)]).toEqual([0, 0, 0, 0, 0]);
        }
      }),
    );
  });

  test("RFD-1 every share is net and taxes, none below zero, and shares come to the refund", () => {
    fc.assert(
      fc.property(anyOrder, anySteps, (of, steps) => {
        for (const { shares, total, cashRounding, toBuyer } of play(of, steps)) {
          for (const share of shares) {
            const parts = [share.net, ...share.taxes.map(({ amount }) => amount)];
            expect(sum(parts)).toBe(share.total.amount);
            for (const { amount } of parts) expect(amount).toBeGreaterThanOrEqual(0);
          }
          expect(sum(shares.map((share) => share.total))).toBe(total.amount);
          expect(total.amount + cashRounding.amount).toBe(toBuyer.amount);
        }
      }),
    );
  });

  test("RFD-1 the share of units is within a cent of their exact part of what is left, and taxes of that share", () => {
    fc.assert(
      fc.property(anyOrder, fc.nat(), fc.nat(), (of, pick, count) => {
        const one = of.lines[pick % of.lines.length] ?? line("none", { net: 0 });
        const asked = 1 + (count % one.units);
        const [share] = refund(of, [], { lines: [units(one.lineId, asked)] }).shares;
        const whole = totalOfLine(one).amount;
        const total = share?.total.amount ?? -1;
        expect(Math.abs(total * one.units - whole * asked)).toBeLessThan(one.units);
        for (const [at, { amount }] of one.taxes.entries()) {
          const tax = share?.taxes[at]?.amount.amount ?? -1;
          expect(Math.abs(tax * whole - amount.amount * total)).toBeLessThan(Math.max(whole, 1));
        }
      }),
    );
  });

  test("RFD-1 the order of an order's lines gives every line the same", () => {
    fc.assert(
      fc.property(anyOrder, fc.integer({ min: 1, max: 1_000 }), (of, part) => {
        const amount = eur(Math.ceil((sum(of.lines.map(totalOfLine)) * part) / 1_000));
        fc.pre(amount.amount > 0);
        const byLine = (lines: readonly RefundableLine[]) =>
          new Map(refund({ ...of, lines }, [], { amount }).shares.map((share) => [share.lineId, share]));
        expect(byLine(of.lines.toReversed())).toEqual(byLine(of.lines));
      }),
    );
  });
});
