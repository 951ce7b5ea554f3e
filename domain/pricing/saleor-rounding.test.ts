import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rateOnTop } from "../money/apply-rate.ts";
import { money } from "../money/money.ts";
import { parseDecimal } from "../money/parse-decimal.ts";
import { portionsOfLines } from "../money/portions-of-lines.ts";
import { ROUNDED_PER } from "../money/rounding-policy.ts";
import { SALEOR_PERCENT_OFF } from "./saleor-rounding.fixture.ts";

const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);

describe.each(SALEOR_PERCENT_OFF)("$name", ({ ratePpm, lines, saleor, saleorOnSum, ours }) => {
  test.each(ROUNDED_PER)("rounded per %s", (per) => {
    const bases = lines.map(({ unitPrice, quantity }, at) => {
      return { key: `line_${at}`, amount: money(unitPrice * quantity, "USD"), quantity };
    });
    const off = portionsOfLines(bases, per, (amount) => rateOnTop(amount, ratePpm));
    expect(off.map(({ amount }) => amount)).toEqual(ours[per]);
  });

  test("is Saleor's by line, and by the sum where it says that", () => {
    if (saleor.off) expect(ours.line).toEqual(saleor.off);
    expect(total(ours.line)).toBe(saleor.sum);
    if (saleorOnSum !== null) expect(total(ours.order)).toBe(saleorOnSum);
  });
});

const FACTS = join(import.meta.dirname, "../../../shared/data/money/saleor-rounding-facts.json");
type Facts = {
  percent_10_per_line: {
    prices: string[];
    per_line_discount: string[];
    sum_per_line?: string;
    discount_on_sum?: string;
  }[];
  one_cent_item: { price: string; quantity: number; percent: number; line_total: string };
};

describe.skipIf(!existsSync(FACTS))("every fact of Saleor's (skipped where ../shared is absent)", () => {
  test("is in the table", () => {
    const { percent_10_per_line, one_cent_item } = JSON.parse(readFileSync(FACTS, "utf8")) as Facts;
    const listed = percent_10_per_line.map((fact) => ({
      prices: fact.prices.map(cents),
      off: fact.per_line_discount.map(cents),
      sum: total(fact.per_line_discount.map(cents)),
      onSum: fact.discount_on_sum === undefined ? null : cents(fact.discount_on_sum),
    }));
    const [cent] = SALEOR_PERCENT_OFF.slice(2);
    const table = SALEOR_PERCENT_OFF.slice(0, 2).map(({ lines, saleor, saleorOnSum }) => ({
      prices: lines.map(({ unitPrice }) => unitPrice),
      off: saleor.off,
      sum: saleor.sum,
      onSum: saleorOnSum,
    }));
    expect(table).toEqual(listed);

    const { price, quantity, percent, line_total } = one_cent_item;
    expect(cent).toMatchObject({ ratePpm: percent * 10_000, lines: [{ unitPrice: cents(price), quantity }] });
    expect(cents(price) * quantity - (cent?.saleor.sum ?? 0)).toBe(cents(line_total));
  });
});

function cents(text: string): number {
  const parsed = parseDecimal(text, "USD");
  if (!parsed.ok) throw new Error(`${text}: ${parsed.refusal.code}`);
  return parsed.value.amount;
}
