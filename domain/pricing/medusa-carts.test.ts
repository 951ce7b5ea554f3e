import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { subtractMoney } from "../money/add-money.ts";
import { money } from "../money/money.ts";
import { multiplyMoney } from "../money/multiply-money.ts";
import { taxLine } from "../tax/tax-line.ts";
import { MEDUSA_CARTS, type OtherCart, type OtherLine } from "./medusa-carts.fixture.ts";
import { refundLine } from "./refund-line.ts";

const usd = (amount: number) => money(amount, "USD");

/** A line before its discount, and as it is paid. */
function reckon({ unitPrice, quantity, includesTax, ratePpm, discount }: OtherLine) {
  const priced = multiplyMoney(usd(unitPrice), quantity);
  const rate = { country: "US", category: "standard", name: "tax", ratePpm };
  const [before, paid] = [priced, subtractMoney(priced, usd(discount))].map((amount) => {
    const { net, tax, total } = taxLine(amount, rate, includesTax);
    return { net: net.amount, tax: tax.amount, total: total.amount };
  });
  if (!before || !paid) throw new Error("a line is reckoned twice");
  return { before, paid };
}
type Reckoned = ReturnType<typeof reckon>;

const sum = (lines: readonly Reckoned[], of: (line: Reckoned) => number) =>
  lines.reduce((all, line) => all + of(line), 0);

describe.each(MEDUSA_CARTS)("$name", ({ items, shipping, ours }) => {
  test("comes to our figures, line by line and in all", () => {
    const lines = [...items, ...shipping];
    const reckoned = lines.map(reckon);
    expect(reckoned.map(({ paid }) => paid)).toEqual(lines.map((line) => line.ours));
    expect({
      subtotal: sum(reckoned, ({ before }) => before.net),
      discount: sum(reckoned, ({ before, paid }) => before.total - paid.total),
      tax: sum(reckoned, ({ paid }) => paid.tax),
      total: sum(reckoned, ({ paid }) => paid.total),
    }).toEqual(ours);
  });
});

test("pays what Medusa does when what it takes off in fact is said: 9.90 of a price with tax inside", () => {
  const [, , discounted] = MEDUSA_CARTS;
  const [inside] = discounted?.items ?? [];
  if (!inside) throw new Error("the third cart has a line with tax inside");
  expect(reckon({ ...inside, discount: 990 }).paid).toEqual({ net: 8_100, tax: 810, total: 8_910 });
});

const FACTS = join(import.meta.dirname, "../../../shared/data/money/medusa-totals-vectors.json");
type Tree = { [name: string]: Tree | number };

describe.skipIf(!existsSync(FACTS))("every figure of Medusa's (skipped where ../shared is absent)", () => {
  const { cases } = JSON.parse(readFileSync(FACTS, "utf8")) as { cases: { expected: Tree }[] };

  test("is of a cart in the table", () => {
    expect(cases).toHaveLength(MEDUSA_CARTS.length);
  });

  test.each(
    MEDUSA_CARTS.map((cart, index) => ({ ...cart, index })),
  )("is ours, but for rounding, or explained by a policy: $name", ({ index, ...cart }) => {
    const mine = figuresOf(cart);
    const same = { exact: 0, rounded: 0 };
    const differs: { figure: string; theirs: number; ours: number }[] = [];
    for (const [figure, theirs] of leaves(cases[index]?.expected ?? {})) {
      if (ECHOED.test(figure)) continue;
      const our = mine.get(figure);
      if (our === undefined) throw new Error(`no figure of ours for ${figure}`);
      const apart = Math.abs(our - theirs * 100);
      if (apart < 1e-6) same.exact += 1;
      else if (apart <= 0.5 * roundingsIn(figure, cart)) same.rounded += 1;
      else differs.push({ figure, theirs, ours: our });
    }
    expect(same).toEqual(cart.same);
    const listed = cart.differs.map(({ figure, theirs, ours }) => ({ figure, theirs, ours }));
    expect(differs.toSorted(byFigure)).toEqual(listed.toSorted(byFigure));
  });
});

/** One for a line, and for the cart one for each of its lines. */
const roundingsIn = (figure: string, { items, shipping }: OtherCart) =>
  /^(items|shipping_methods)\./.test(figure) ? 1 : items.length + shipping.length;

/** What was asked, said again. */
const ECHOED =
  /(^|\.)(unit_price|quantity|rate|adjustments\.\d+\.amount|shipping_methods\.\d+\.amount|detail\..*)$/;

const byFigure = (one: { figure: string }, other: { figure: string }) => (one.figure < other.figure ? -1 : 1);

function leaves(tree: Tree, path = ""): [string, number][] {
  return Object.entries(tree).flatMap(([name, value]) => {
    if (typeof value === "boolean") return [];
    return typeof value === "number" ? [[path + name, value]] : leaves(value, `${path}${name}.`);
  });
}

/** Our figures by the names that Medusa has for them. */
function figuresOf({ items, shipping }: OtherCart): Map<string, number> {
  const figures = new Map<string, number>();
  const put = (prefix: string, suffix: string, lines: readonly Reckoned[]) => {
    const figure = (name: string, of: (line: Reckoned) => number) =>
      figures.set(prefix + name + suffix, sum(lines, of));
    return figure;
  };

  const reckoned = { items: items.map(reckon), shipping_methods: shipping.map(reckon) };
  for (const [kind, lines] of Object.entries(reckoned)) {
    for (const [at, line] of lines.entries()) {
      const figure = put(`${kind}.${at}.`, "", [line]);
      for (const [name, of] of Object.entries(TOTALS)) figure(name, of);
      figure("tax_lines.0.total", ({ paid }) => paid.tax);
      figure("tax_lines.0.subtotal", ({ before }) => before.tax);
      figure("adjustments.0.total", TOTALS.discount_total);
      figure("adjustments.0.subtotal", TOTALS.discount_subtotal);
    }
  }
  const all = [...reckoned.items, ...reckoned.shipping_methods];
  for (const [name, of] of Object.entries(TOTALS)) {
    put("", "", all)(name, of);
    put("", "", reckoned.items)(ofKind(name, "item"), of);
    put("", "", reckoned.shipping_methods)(ofKind(name, "shipping"), of);
  }
  for (const [name, amount] of unitsOf(items[0], all[0])) {
    figures.set(name, amount);
    figures.set(`items.0.${name}`, amount);
  }
  return figures;
}

const TOTALS = {
  subtotal: ({ before }: Reckoned) => before.net,
  total: ({ paid }: Reckoned) => paid.total,
  tax_total: ({ paid }: Reckoned) => paid.tax,
  original_total: ({ before }: Reckoned) => before.total,
  original_tax_total: ({ before }: Reckoned) => before.tax,
  original_subtotal: ({ before }: Reckoned) => before.net,
  discount_total: ({ before, paid }: Reckoned) => before.total - paid.total,
  discount_subtotal: ({ before, paid }: Reckoned) => before.net - paid.net,
  discount_tax_total: ({ before, paid }: Reckoned) => before.tax - paid.tax,
};

const ofKind = (name: string, kind: string) =>
  name.startsWith("original_") ? name.replace("original_", `original_${kind}_`) : `${kind}_${name}`;

/** Both units were sent; one came back, and of the other it is known that it never will. */
function unitsOf(item: OtherLine | undefined, line: Reckoned | undefined): [string, number][] {
  if (!item || !line) return [];
  const { net, tax } = line.paid;
  const whole = {
    lineId: "a",
    units: item.quantity,
    net: usd(net),
    taxes: [{ key: "tax", amount: usd(tax) }],
    discounts: [],
  };
  const take = (units: number) => {
    const share = refundLine(whole, { lineId: "a", units, amount: null });
    return share.ok ? share.value.total.amount : Number.NaN;
  };
  const one = take(1);
  return [
    ["fulfilled_total", take(item.quantity)],
    ["shipped_total", take(item.quantity)],
    ["return_requested_total", 0],
    ["return_received_total", one],
    ["return_dismissed_total", one],
    ["write_off_total", one],
    ["refundable_total", line.paid.total - 2 * one],
    ["refundable_total_per_unit", 0],
  ];
}
