import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import type { Explained } from "./explained.ts";
import { type ExplainedFigures, findExplanationFlaws } from "./find-explanation-flaws.ts";

const chf = (amount: number) => money(amount, "CHF");
const row = (
  rule: string,
  subject: string,
  base: number,
  amount: number,
  detail: Explained["detail"] = {},
): Explained => {
  return { rule, subject, base: chf(base), amount: chf(amount), detail };
};

/** A shirt with tax inside and a tenth off, a book with tax on top, shipping with tax inside, a gift card, paid in cash. */
const sound: ExplainedFigures = {
  lines: [
    { lineId: "shirt", total: chf(9_000) },
    { lineId: "book", total: chf(1_026) },
  ],
  shippingTotal: chf(900),
  discountTotal: chf(1_000),
  taxTotal: chf(674 + 26 + 67),
  total: chf(10_926),
  amountDue: chf(9_926),
  toPay: chf(9_925),
  explained: [
    row("line.price", "shirt", 10_000, 10_000, { quantity: 1 }),
    row("promotion.percentage", "shirt", 10_000, -1_000),
    row("tax.rate", "shirt", 8_326, 674, { isInside: true }),
    row("line.price", "book", 500, 1_000, { quantity: 2 }),
    row("tax.rate", "book", 1_000, 26, { isInside: false }),
    row("shipping.price", "shipping", 900, 900),
    row("tax.rate", "shipping", 833, 67, { isInside: true }),
    row("balance.gift_card", "order", 1_000, -1_000),
    row("cash_rounding", "order", 9_926, -1),
  ],
};

const swap = (rule: string, subject: string, by: (row: Explained) => Explained): ExplainedFigures => ({
  ...sound,
  explained: sound.explained.map((one) => (one.rule === rule && one.subject === subject ? by(one) : one)),
});

describe("findExplanationFlaws", () => {
  test("QUO-1 finds none where every figure is what its rows come to", () => {
    expect(findExplanationFlaws(sound)).toEqual([]);
    expect(findExplanationFlaws({ ...sound, explained: sound.explained.toReversed() })).toEqual([]);
  });

  test.each([
    ["shippingTotal", "shipping_total"],
    ["discountTotal", "discount_total"],
    ["taxTotal", "tax_total"],
    ["total", "total"],
    ["amountDue", "amount_due"],
    ["toPay", "to_pay"],
  ] as const)("QUO-1 finds a cent too much in %s", (name, figure) => {
    const { amount } = sound[name];
    expect(findExplanationFlaws({ ...sound, [name]: chf(amount + 1) })).toEqual([
      { figure, stated: amount + 1, explained: amount },
    ]);
  });

  test("QUO-1 finds a line that says something else than its rows", () => {
    const lines = [{ lineId: "shirt", total: chf(8_999) }, ...sound.lines.slice(1)];
    expect(findExplanationFlaws({ ...sound, lines })).toEqual([
      { figure: "shirt", stated: 8_999, explained: 9_000 },
    ]);
  });

  test.each(
    sound.explained.map(({ rule, subject }) => [rule, subject]),
  )("QUO-1 misses %s of %s where it is left out", (rule, subject) => {
    const explained = sound.explained.filter((one) => one.rule !== rule || one.subject !== subject);
    expect(findExplanationFlaws({ ...sound, explained })).not.toEqual([]);
  });

  test("QUO-1 finds a discount of more than its base, and one that adds", () => {
    const small = swap("promotion.percentage", "shirt", (one) => ({ ...one, base: chf(999) }));
    expect(findExplanationFlaws(small)).toEqual([
      { figure: "promotion.percentage of shirt", stated: 999, explained: -1_000 },
    ]);
    const more = swap("promotion.percentage", "shirt", (one) => ({ ...one, amount: chf(1) }));
    expect(findExplanationFlaws(more).map(({ figure }) => figure)).toContain("promotion.percentage of shirt");
  });

  test("QUO-1 finds rows about what is not in the quote, and of another currency", () => {
    const orphan = [...sound.explained, row("line.price", "gone", 100, 100)];
    expect(findExplanationFlaws({ ...sound, explained: orphan })).toEqual([
      { figure: "gone", stated: 0, explained: 100 },
    ]);
    const strange = swap("cash_rounding", "order", (one) => ({ ...one, amount: money(-1, "EUR") }));
    expect(findExplanationFlaws(strange)).toEqual([{ figure: "cash_rounding", stated: -1, explained: null }]);
  });
});
