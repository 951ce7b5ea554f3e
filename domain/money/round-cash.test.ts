import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AMOUNT_MAX, money } from "./money.ts";
import { roundCash } from "./round-cash.ts";
import { ROUNDING_MODES, type RoundingMode } from "./round-ratio.ts";
import { CASH_STEP_MAX, USUAL_ROUNDING } from "./rounding-policy.ts";

const pay = (amount: number, currency: string, cashStep: number, mode: RoundingMode = "half_up") => {
  const rounded = roundCash(money(amount, currency), { ...USUAL_ROUNDING, mode, cashStep });
  if (!rounded.ok) throw new Error(`expected an amount, got ${rounded.refusal.code}`);
  return [rounded.value.toPay.amount, rounded.value.cashRounding.amount];
};

describe("roundCash", () => {
  test.each<[string, string, number, RoundingMode, number, number, number]>([
    ["12.31 francs", "CHF", 5, "half_up", 1_231, 1_230, -1],
    ["12.32 francs", "CHF", 5, "half_up", 1_232, 1_230, -2],
    ["12.33 francs", "CHF", 5, "half_up", 1_233, 1_235, 2],
    ["12.35 francs", "CHF", 5, "half_up", 1_235, 1_235, 0],
    ["0.02 francs", "CHF", 5, "half_up", 2, 0, -2],
    ["−12.33 francs", "CHF", 5, "half_up", -1_233, -1_235, -2],
    ["10.25 kroner, half a coin", "DKK", 50, "half_up", 1_025, 1_050, 25],
    ["10.25 kroner, half a coin to the even", "DKK", 50, "half_even", 1_025, 1_000, -25],
    ["10.49 kroner, down", "DKK", 50, "down", 1_049, 1_000, -49],
    ["9.50 kronor in whole ones", "SEK", 100, "half_up", 950, 1_000, 50],
    ["1,237 forint in fives", "HUF", 500, "half_up", 123_700, 123_500, -200],
    ["¥1,231, no coins missing", "JPY", 1, "half_up", 1_231, 1_231, 0],
    ["1.237 dinars in fives", "KWD", 5, "half_up", 1_237, 1_235, -2],
  ])("%s", (_, currency, cashStep, mode, due, toPay, cashRounding) => {
    expect(pay(due, currency, cashStep, mode)).toEqual([toPay, cashRounding]);
  });

  test("MON-6 comes to a multiple of the step, less than a step from what is due, and changes no multiple", () => {
    const anyDue = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    const anyStep = fc.integer({ min: 1, max: CASH_STEP_MAX });
    fc.assert(
      fc.property(anyDue, anyStep, fc.constantFrom(...ROUNDING_MODES), (due, step, mode) => {
        const [toPay = 0, cashRounding = 0] = pay(due, "CHF", step, mode);
        expect(toPay % step === 0).toBe(true);
        expect(toPay - cashRounding).toBe(due);
        expect(Math.abs(cashRounding)).toBeLessThan(mode === "down" || step === 1 ? step : step / 2 + 1);
        expect(pay(toPay, "CHF", step, mode)).toEqual([toPay, 0]);
      }),
    );
  });

  test("refuses what would be rounded up beyond the largest amount", () => {
    expect(roundCash(money(AMOUNT_MAX, "CHF"), { ...USUAL_ROUNDING, cashStep: 1_000 })).toEqual({
      ok: false,
      refusal: { code: "amount_too_large", currency: "CHF", amountMax: AMOUNT_MAX },
    });
  });
});
