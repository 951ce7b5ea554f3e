import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMoney } from "../money/add-money.ts";
import { money } from "../money/money.ts";
import { taxLine } from "./tax-line.ts";

const vat = (ratePpm: number) => ({ country: "DE", category: "standard", name: "VAT", ratePpm });

describe("taxLine", () => {
  test.each([
    // priced, rate, tax included?                 net     tax   total
    ["59.97 with 19 % inside", 5_997, 190_000, true, 5_039, 958, 5_997],
    ["59.97 and 19 % on top", 5_997, 190_000, false, 5_997, 1_139, 7_136],
    ["0.10 and 5 % on top, a half goes up", 10, 50_000, false, 10, 1, 11],
    ["19.99 with 0 % inside", 1_999, 0, true, 1_999, 0, 1_999],
    ["19.99 and 0 % on top", 1_999, 0, false, 1_999, 0, 1_999],
    ["a gift of 0.00", 0, 190_000, true, 0, 0, 0],
  ])("%s", (_, priced, ratePpm, included, net, tax, total) => {
    expect(taxLine(money(priced, "EUR"), vat(ratePpm), included)).toEqual({
      net: money(net, "EUR"),
      tax: money(tax, "EUR"),
      total: money(total, "EUR"),
      taxName: "VAT",
      taxRatePpm: ratePpm,
    });
  });

  test("names no tax where none applies, and leaves a tax-inclusive price as it is", () => {
    const whole = money(1_999, "EUR");
    for (const included of [true, false]) {
      const untaxed = { net: whole, tax: money(0, "EUR"), total: whole, taxName: null, taxRatePpm: 0 };
      expect(taxLine(whole, null, included)).toEqual(untaxed);
    }
  });

  test("TAX-1 keeps net + tax = total, none of them negative", () => {
    const amounts = fc.nat(1_000_000_000).map((amount) => money(amount, "EUR"));
    const rates = fc.option(fc.nat(2_000_000).map(vat));
    fc.assert(
      fc.property(amounts, rates, fc.boolean(), (priced, rate, included) => {
        const { net, tax, total } = taxLine(priced, rate, included);
        expect(addMoney(net, tax)).toEqual(total);
        expect(Math.min(net.amount, tax.amount)).toBeGreaterThanOrEqual(0);
        expect(included ? total : net).toEqual(priced);
      }),
    );
  });
});
