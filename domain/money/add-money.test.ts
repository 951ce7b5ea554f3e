import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMoney, subtractMoney, sumMoney } from "./add-money.ts";
import { AMOUNT_MAX, money } from "./money.ts";

const eur = (amount: number) => money(amount, "EUR");

describe("addMoney, subtractMoney, sumMoney", () => {
  test("add and take away minor units of one currency", () => {
    expect(addMoney(eur(1999), eur(1))).toEqual(eur(2000));
    expect(subtractMoney(eur(500), eur(700))).toEqual(eur(-200));
    expect(sumMoney([eur(1), eur(2), eur(-4)], "EUR")).toEqual(eur(-1));
  });

  test("make nothing a zero of the named currency", () => {
    expect(sumMoney([], "JPY")).toEqual(money(0, "JPY"));
  });

  test("guard against mixed currencies", () => {
    const usd = money(1, "USD");
    expect(() => addMoney(eur(1), usd)).toThrow("MON-2");
    expect(() => subtractMoney(eur(1), usd)).toThrow("MON-2");
    expect(() => sumMoney([eur(1), usd], "EUR")).toThrow("MON-2");
    expect(() => sumMoney([usd], "EUR")).toThrow("MON-2");
  });

  test("guard against sums beyond the largest amount", () => {
    expect(() => addMoney(eur(AMOUNT_MAX), eur(1))).toThrow("MON-2");
    expect(() => subtractMoney(eur(-AMOUNT_MAX), eur(1))).toThrow("MON-2");
    expect(() => sumMoney([eur(AMOUNT_MAX), eur(1)], "EUR")).toThrow("MON-2");
  });

  test("sum exactly whatever the order, even when a running total would not fit", () => {
    expect(sumMoney([eur(AMOUNT_MAX), eur(AMOUNT_MAX), eur(-AMOUNT_MAX)], "EUR")).toEqual(eur(AMOUNT_MAX));

    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(amounts, (parts) => {
        const folded = parts.map(eur).reduce(addMoney, eur(0));
        expect(sumMoney(parts.map(eur), "EUR")).toEqual(folded);
        expect(sumMoney(parts.toReversed().map(eur), "EUR")).toEqual(folded);
      }),
    );
  });
});
