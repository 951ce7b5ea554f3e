import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitMoney } from "./fit-money.ts";
import { AMOUNT_MAX } from "./money.ts";

const tooLarge = { ok: false, refusal: { code: "amount_too_large", currency: "EUR", amountMax: AMOUNT_MAX } };

describe("fitMoney", () => {
  test.each([0, 1, -1, AMOUNT_MAX, -AMOUNT_MAX, 0n, 1_999n, BigInt(AMOUNT_MAX)])("grants %s", (amount) => {
    expect(fitMoney(amount, "EUR")).toEqual({ ok: true, value: { amount: Number(amount), currency: "EUR" } });
  });

  test.each([
    AMOUNT_MAX + 1,
    -AMOUNT_MAX - 1,
    1e300,
    2n ** 64n,
    -(2n ** 200n),
  ])("refuses %s as too large", (amount) => {
    expect(fitMoney(amount, "EUR")).toEqual(tooLarge);
  });

  test.each([
    0.5,
    19.99,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ])("refuses %s as no whole number", (amount) => {
    expect(fitMoney(amount, "EUR")).toEqual({
      ok: false,
      refusal: { code: "amount_not_whole", currency: "EUR" },
    });
  });

  test("refuses what is no currency, before anything else", () => {
    expect(fitMoney(0.5, "eur")).toEqual({
      ok: false,
      refusal: { code: "currency_unknown", currency: "eur" },
    });
  });

  test("never throws, whatever number comes in", () => {
    const anyNumber = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.bigInt());
    fc.assert(
      fc.property(anyNumber, (amount) => {
        const fits = Number.isInteger(Number(amount)) && Math.abs(Number(amount)) <= AMOUNT_MAX;
        expect(fitMoney(amount, "EUR").ok).toBe(fits);
      }),
    );
  });
});
